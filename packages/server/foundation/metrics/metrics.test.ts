import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Slice } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { refusalOf } from '../../platform/http/wire-errors.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { fillWorkedExample } from '../../testing/worked-example.ts'
import { createEntry } from '../entries/index.ts'
import { CATALOGUE, computeMetric, findMetrics, findRows, publishTargets } from './index.ts'

let small: SmallWorkspace
const YEAR: Slice = { from: '2025-01-01', to: '2025-12-31' }
const month = (number: number): Slice => {
  const two = String(number).padStart(2, '0')
  const last = new Date(Date.UTC(2025, number, 0)).getUTCDate()
  return { from: `2025-${two}-01`, to: `2025-${two}-${last}` }
}

const figure = async (metric: string, slice: Slice = YEAR, more: object = {}) =>
  (await computeMetric(small.analyst, { metric, slice, ...more })).total
const value = async (metric: string, slice: Slice = YEAR, more: object = {}) =>
  (await figure(metric, slice, more)).value

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error
}

before(async () => {
  small = await openSmallWorkspace()
  await fillWorkedExample(small)
})
after(() => small.opened.close())

test('sales, net sales, discount and margin are those worked out by hand', async () => {
  assert.deepEqual(await figure('sales'), {
    numerator: 100_000,
    denominator: null,
    value: 100_000,
    compared: {},
  })
  assert.equal(await value('netSales'), 94_000)
  assert.equal(await value('returnRate'), 0.06)
  assert.equal(await value('discountRate'), 20_000 / 120_000)
  assert.equal(await value('grossProfit'), 31_000)
  assert.equal(await value('grossMargin'), 0.31)
  assert.equal(await value('orders'), 3)
  assert.equal(await value('averageOrder'), 100_000 / 3)
})

test('half of an order of 10 beside nothing else is 5 for each, and the whole is 10', async () => {
  const february = { from: '2025-02-15', to: '2025-02-28' }
  const byPerson = await computeMetric(small.analyst, {
    metric: 'salesCredited',
    slice: february,
    by: ['person'],
  })
  assert.deepEqual(
    byPerson.rows.map((row) => [row.members[0]?.name.en, row.value]),
    [
      ['Anna', 500],
      ['Ben', 500],
    ],
  )
  // Anna: a whole order of 600 in the month and half of one of 10
  assert.equal(await value('salesCredited', { ...month(2), personId: 1 }), 60_500)
  assert.equal(await value('sales', { ...month(2), personId: 1 }), 60_000)
})

test('customers: new, active, repeating, renewing, promoting', async () => {
  // C1 signed a contract in March 2024, C2 in April 2024: nobody new in 2025
  assert.equal(await value('newCustomers'), 0)
  assert.equal(await value('newCustomers', { from: '2024-01-01', to: '2024-12-31' }), 2)
  assert.equal(await value('activeCustomers'), 2)
  // C1 had ordered in 2024, C2 orders again in June
  assert.equal(await value('repurchaseRate'), 1)
  assert.equal(await value('repurchaseRate', month(2)), 0.5)
  assert.deepEqual(await figure('renewalRate'), { numerator: 1, denominator: 2, value: 0.5, compared: {} })
  assert.equal(await value('renewalRateByValue'), 0.25)
  assert.equal(await value('nps'), 0.25)
  // 310 × 2 ÷ (2 × (1.1 × 2 − 2)) = 1 550
  assert.ok(Math.abs(((await value('lifetimeValue')) ?? 0) - 155_000) < 1e-6)
})

test('the collection period weighs days with money, and DSO is another figure', async () => {
  // (1 000 × 30 + 3 000 × 60) ÷ 4 000
  assert.equal(await value('collectionPeriod'), 52.5)
  assert.equal(await value('receivables', month(3)), 300_000)
  assert.equal(await value('receivables'), 0)
  // March: (0 + 3 000) ÷ 2 × 31 ÷ 3 000
  assert.equal(await value('dso', month(3)), 15.5)
  const course = await computeMetric(small.analyst, {
    metric: 'receivables',
    slice: { from: '2025-01-01', to: '2025-04-30' },
    by: ['month'],
  })
  assert.deepEqual(
    course.rows.map((row) => row.value),
    [0, 0, 300_000, 0],
  )
})

test('a lost deal adds nothing, and the weighted pipeline is a sum over deals', async () => {
  assert.equal(await value('wonAmount'), 30_000)
  assert.equal(await value('winRate'), 0.5)
  assert.equal(await value('winRateByValue'), 0.3)
  assert.equal(await value('salesCycleDays'), 30)
  assert.equal(await value('pipeline'), 30_000)
  // 100 at 99 % and 200 at 0 % weigh 99
  assert.equal(await value('weightedPipeline'), 9_900)
  // in January both of the decided deals were still open
  assert.equal(await value('pipeline', month(1)), 100_000)
  // on the day of its closing a deal is open no more
  assert.equal(await value('pipeline', { from: '2025-02-01', to: '2025-02-09' }), 70_000)
})

test('a snapshot of a past day takes amount, chance, owner and stage as they stood that day', async () => {
  // Anna opens it on 2 September with 1,000 at 20 %; 15 September 1,500 at 50 %, now quoted; 10 October Ben takes it over
  // with 1,200. On 20 November it is won with 900.
  const deal = await small.put('opportunity', 'opportunity', {
    name: 'moving',
    day: '2025-09-02',
    amount: '900',
    outcome: 'won',
    closed_on: '2025-11-20',
    probability: '1',
    stage_id: 3,
    customer_id: 2,
    person_id: 2,
    org_unit_id: 3,
    region_id: 3,
  })
  const revise = (day: string, amount: string, probability: string, stage: number, person: number) =>
    small.put('opportunity_revision', 'opportunityRevision', {
      opportunity_id: deal,
      happened_at: `${day}T04:00:00Z`,
      amount,
      probability,
      stage_id: stage,
      person_id: person,
    })
  await revise('2025-09-02', '1000', '0.2', 1, 1)
  await revise('2025-09-15', '1500', '0.5', 2, 1)
  await revise('2025-10-10', '1200', '0.5', 2, 2)
  await revise('2025-11-20', '900', '1', 3, 2)
  const south = { regionId: 3 }
  const until = (day: string): Slice => ({ from: '2025-09-01', to: day, ...south })
  const at = async (metric: string, day: string, more: object = {}) =>
    value(metric, { ...until(day), ...more })
  assert.deepEqual(
    [
      await at('pipeline', '2025-09-14'),
      await at('pipeline', '2025-09-15'),
      await at('pipeline', '2025-10-31'),
      await at('pipeline', '2025-11-19'),
      await at('pipeline', '2025-11-20'),
    ],
    [100_000, 150_000, 120_000, 120_000, 0],
  )
  assert.deepEqual(
    [await at('weightedPipeline', '2025-09-14'), await at('weightedPipeline', '2025-09-30')],
    [20_000, 75_000],
  )
  // Anna is in the west since May; it was hers until Ben took it over, whoever has it now.
  assert.deepEqual(
    [
      await at('pipeline', '2025-09-30', { personId: 1 }),
      await at('pipeline', '2025-09-30', { personId: 2 }),
      await at('pipeline', '2025-10-31', { personId: 1 }),
      await at('pipeline', '2025-10-31', { personId: 2 }),
    ],
    [150_000, 0, 0, 120_000],
  )
  const byStage = await computeMetric(small.analyst, {
    metric: 'pipeline',
    slice: until('2025-11-30'),
    by: ['month', 'stage'],
  })
  assert.deepEqual(
    byStage.rows.map(({ members, value: amount }) => [members[0]?.code, members[1]?.code, amount]),
    [
      ['2025-09', 's2', 150_000],
      ['2025-10', 's2', 120_000],
    ],
  )
  // The rows behind the figure are as they stood, and add up to it.
  const rows = await findRows(small.analyst, {
    metric: 'pipeline',
    slice: until('2025-09-14'),
    at: [],
    orgView: 'asWas',
    side: 'numerator',
    measure: 0,
    page: 1,
    pageSize: 10,
  })
  assert.deepEqual([rows.sum, rows.rows[0]?.person?.en], ['1000.0000', 'Anna'])
  // Who saw it then sees it then: Anna sees hers of September, and none of October.
  assert.equal(
    (await computeMetric(small.anna, { metric: 'pipeline', slice: until('2025-09-30') })).total.value,
    150_000,
  )
  assert.equal(
    (await computeMetric(small.anna, { metric: 'pipeline', slice: until('2025-10-31') })).total.value,
    0,
  )
  await small.opened.database.pool.query('delete from opportunity_revision where opportunity_id = $1', [deal])
  // A deal without a history is taken as it is known now; one that is decided by the chance of its stage.
  assert.equal(await at('pipeline', '2025-09-30'), 90_000)
  await small.opened.database.pool.query('delete from opportunity where opportunity_id = $1', [deal])
  await small.refresh('opportunity', ['2025-09-02'])
})

test('stage conversion leaves out what is not decided, and lead conversion is of the cohort', async () => {
  const byStage = await computeMetric(small.analyst, {
    metric: 'stageConversion',
    slice: month(1),
    by: ['stage'],
  })
  // contact: won went on, lost did not, the third is open and left out; quote: the won deal alone
  assert.deepEqual(
    byStage.rows.map(({ members, numerator, denominator }) => [members[0]?.code, numerator, denominator]),
    [
      ['s1', 1, 2],
      ['s2', 1, 1],
    ],
  )
  assert.equal(await value('leadConversion'), 0.25)
})

test('visits, coverage, share, spend', async () => {
  assert.equal(await value('visits'), 2)
  assert.equal(await value('visitMinutes'), 45)
  assert.equal(await value('visitToOpportunity'), 0.5)
  assert.equal(await value('channelCoverage'), 0.25)
  assert.equal(await value('marketCoverage', { ...YEAR, regionId: 2 }), 1 / 20)
  // February has 28 of the 365 days of a market of 10 000
  const share = await figure('marketShare', { ...month(2), regionId: 2 })
  assert.deepEqual([share.numerator, share.denominator], [60_000, Math.round((1_000_000 * 28) / 365)])
  assert.equal(await value('marketingSpend'), 5_000)
  // (600 − 400 − 50) ÷ 50
  assert.equal(await value('marketingRoi'), 3)
})

test('a target published on approval is compared with, and coverage divides by what is left of it', async () => {
  await inWorkspace(small.opened.database, 1, async (tx) => {
    await tx
      .insertInto('target_plan')
      .values({ workspace_id: 1, plan_id: 1, fiscal_year: 2025, channel: 'sales' })
      .execute()
    const cell = (from: string, to: string, amount: string) => ({
      from,
      to,
      personId: 1,
      regionId: 2,
      productId: 1,
      amount,
    })
    await publishTargets(tx, 1, { planId: 1, channel: 'sales', metric: 'sales' }, [
      cell('2025-02-01', '2025-02-28', '800'),
      cell('2025-07-01', '2025-07-31', '500'),
    ])
  })
  const sales = await figure('sales', YEAR, { compare: ['target', 'lastYear', 'previousPeriod'] })
  assert.deepEqual(
    [sales.compared.target?.value, sales.compared.lastYear?.value, sales.compared.previousPeriod?.value],
    [130_000, 10_000, 10_000],
  )
  assert.equal(
    (await figure('sales', { from: '2025-02-01', to: '2025-02-14' }, { compare: ['target'] })).compared.target
      ?.value,
    40_000,
  )
  // July: 100 due ÷ (500 − 0)
  assert.equal(await value('pipelineCoverage', month(7)), 0.2)
})

/** Publishes a target of Anna for some days; the second plan is of another channel. */
async function publishMore(
  metric: string,
  from: string,
  to: string,
  amount: string,
  planId = 2,
): Promise<void> {
  await inWorkspace(small.opened.database, 1, async (tx) => {
    await tx
      .insertInto('target_plan')
      .values({ workspace_id: 1, plan_id: 2, fiscal_year: 2025, channel: 'web' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const cell = { from, to, personId: 1, regionId: null, productId: null, amount }
    await publishTargets(tx, 1, { planId, channel: planId === 2 ? 'web' : 'sales', metric }, [cell])
  })
}

test('whatever a plan sets is compared with: counts, activity targets, and ratios by their two sides', async () => {
  const target = async (metric: string, slice: Slice = YEAR, more: object = {}) =>
    (await figure(metric, slice, { compare: ['target'], ...more })).compared['target'] ?? null
  assert.equal(await target('visits'), null)
  assert.equal(await target('averageDeal'), null)
  await publishMore('visits', '2025-01-01', '2025-03-31', '90')
  // 90 visits over 90 days: February's 28 are 28, and whole visits are no cents
  assert.deepEqual(await target('visits'), { numerator: 90, denominator: null, value: 90 })
  assert.equal((await target('visits', month(2)))?.value, 28)
  assert.equal((await target('visits', { ...YEAR, personId: 2 }))?.value, 0)
  // The first plan sets the amount alone and the second the number alone: nobody set an average deal.
  await publishMore('wonAmount', '2025-02-01', '2025-02-28', '5000', 1)
  await publishMore('dealsWon', '2025-02-01', '2025-02-28', '4')
  assert.equal(await target('averageDeal'), null)
  await publishMore('wonAmount', '2025-02-01', '2025-02-28', '1000')
  // 1,000 ÷ 4 of the plan that set both; the other's 5,000 have no deals to be divided by
  assert.deepEqual(await target('averageDeal'), { numerator: 100_000, denominator: 4, value: 25_000 })
  assert.equal((await target('wonAmount'))?.value, 600_000)
  assert.equal((await target('netSales'))?.value, 130_000)
  // Visits are not set by product or region: no target rather than a target of nothing
  assert.equal(await target('visits', { ...YEAR, regionId: 2 }), null)
  assert.equal((await target('sales', { ...YEAR, regionId: 2 }))?.value, 130_000)
  const byPerson = await computeMetric(small.analyst, {
    metric: 'visits',
    slice: YEAR,
    by: ['person'],
    compare: ['target'],
  })
  assert.deepEqual(
    byPerson.rows.map(({ members, compared }) => [members[0]?.code, compared['target']?.value]),
    [
      ['anna', 90],
      ['ben', undefined],
    ],
  )
})

test('months of a comparison stand beside the month that they precede', async () => {
  const { rows } = await computeMetric(small.analyst, {
    metric: 'sales',
    slice: { from: '2025-01-01', to: '2025-12-31' },
    by: ['month'],
    compare: ['lastYear'],
  })
  const november = await computeMetric(small.analyst, {
    metric: 'sales',
    slice: { from: '2025-02-01', to: '2025-02-28' },
    by: ['month'],
    compare: ['previousPeriod'],
  })
  assert.deepEqual(
    rows.map((row) => row.members[0]?.code),
    ['2025-02', '2025-06'],
  )
  assert.deepEqual(
    [november.periods.previousPeriod, november.rows[0]?.compared],
    [{ from: '2025-01-01', to: '2025-01-31' }, {}],
  )
})

test('a representative sees their own figures, and no cost', async () => {
  const own = await computeMetric(small.anna, { metric: 'sales', slice: YEAR })
  assert.equal(own.total.value, 60_000)
  for (const metric of ['grossProfit', 'grossMargin', 'marketingRoi', 'lifetimeValue'])
    assert.equal((await refusal(computeMetric(small.anna, { metric, slice: YEAR }))).code, 'forbidden')
  assert.deepEqual(
    (await findMetrics(small.anna)).filter(({ readable }) => !readable).map(({ code }) => code),
    ['grossProfit', 'grossMargin', 'lifetimeValue', 'marketingRoi'],
  )
  const rows = await findRows(small.anna, {
    metric: 'sales',
    slice: YEAR,
    at: [],
    orgView: 'asWas',
    side: 'numerator',
    measure: 0,
    page: 1,
    pageSize: 50,
  })
  assert.deepEqual([rows.total, rows.sum], [1, '600.0000'])
})

test('days that nobody can compare are refused, not answered with an error of the database', async () => {
  for (const slice of [
    { from: '0001-01-01', to: '2025-12-31' },
    { from: '2025-01-01', to: '9999-12-31' },
  ])
    await assert.rejects(
      computeMetric(small.analyst, { metric: 'sales', slice, compare: ['lastYear', 'previousPeriod'] }),
      (error: unknown) => (error as AppError).code === 'invalidInput',
    )
})

test('what a metric is not kept by is refused and not ignored', async () => {
  assert.equal(
    (await refusal(value('salesInvoiced', { ...YEAR, productId: 2 }))).detail['field'],
    'slice.productId',
  )
  assert.equal(
    (await refusal(computeMetric(small.analyst, { metric: 'marketShare', slice: YEAR, by: ['person'] })))
      .detail['field'],
    'by',
  )
  assert.equal(
    (await refusal(value('sales', { from: '2025-02-01', to: '2025-01-01' }))).detail['field'],
    'slice.to',
  )
  assert.equal((await refusal(value('nothing'))).code, 'notFound')
})

test('every figure of the catalogue opens rows that add up to it', async () => {
  for (const { code, numerator, denominator } of CATALOGUE) {
    const sides = [
      ['numerator', numerator],
      ['denominator', denominator],
    ] as const
    for (const [side, content] of sides) {
      if (content === null || content.length > 1 || content[0]?.length !== 1 || content[0][0]?.perPeriodDays)
        continue
      const rows = await findRows(small.analyst, {
        metric: code,
        slice: YEAR,
        at: [],
        orgView: 'asWas',
        side,
        measure: 0,
        page: 1,
        pageSize: 200,
      })
      const total = await figure(code)
      const money = rows.measures.find((one) => one.side === side)?.money === true
      assert.ok(
        Math.abs(Number(rows.sum) * (money ? 100 : 1) - (total[side] ?? 0)) <= 0.5,
        `${code} ${side}: ${rows.sum} and ${total[side]}`,
      )
      assert.equal(rows.rows.length, Math.min(200, rows.total), code)
    }
  }
})

test('a part of a broken-down figure opens its own rows', async () => {
  const { rows } = await computeMetric(small.analyst, {
    metric: 'sales',
    slice: YEAR,
    by: ['product', 'month'],
  })
  for (const row of rows) {
    const found = await findRows(small.analyst, {
      metric: 'sales',
      slice: YEAR,
      at: row.members,
      orgView: 'asWas',
      side: 'numerator',
      measure: 0,
      page: 1,
      pageSize: 10,
    })
    assert.equal(Number(found.sum) * 100, row.value)
  }
})

test('A figure of more digits than a number keeps is refused with a sentence, and the part that fits is exact.', async () => {
  const amount = '9999999999999'
  for (let day = 1; day <= 10; day += 1)
    await createEntry(small.analyst, {
      kind: 'payment',
      values: { number: `LARGE-${day}`, day: `2019-03-${String(day).padStart(2, '0')}`, amount },
    })
  const until = (to: string) => value('collections', { from: '2019-03-01', to })
  assert.equal(await until('2019-03-09'), 8_999_999_999_999_100)
  const error = await until('2019-03-10').then(
    () => null,
    (reason: unknown) => reason,
  )
  const refused = refusalOf(error)
  assert.equal(refused?.code, 'figureBeyondExact')
  assert.match(refused.textIn('zh-CN'), /无法精确计算/)
})
