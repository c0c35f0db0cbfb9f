import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { reportAttainment } from '../../cli/report-attainment.ts'
import { findOrderLines } from '../../foundation/facts/index.ts'
import { computeMetric, findRows, quotaAttainment } from '../../foundation/metrics/index.ts'
import { rebuildRollups } from '../../foundation/rollups/index.ts'
import { compareQuotas } from '../../loop/1-targets/compare-quotas.ts'
import { explainCell } from '../../loop/1-targets/explain-cell.ts'
import { fitMargins } from '../../loop/1-targets/fit-margins.ts'
import { getPlan } from '../../loop/1-targets/get-plan.ts'
import { getPlanRows } from '../../loop/1-targets/get-plan-rows.ts'
import { getTargetGrid } from '../../loop/1-targets/get-target-grid.ts'
import { approveScenario, setTarget, submitScenario } from '../../loop/1-targets/index.ts'
import { previewTarget } from '../../loop/1-targets/preview-target.ts'
import { getAttainment } from '../../loop/6-review/index.ts'
import { fixedClock, systemClock } from '../../platform/clock/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { ADVENTUREWORKS, WITHOUT_ADVENTUREWORKS } from '../../testing/shared-data.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../testing/test-database.ts'
import { importAdventureWorks } from './index.ts'
import { quotaPeriods } from './load-quotas.ts'

const TERRITORIES = {
  Southwest: 18_466_458.79,
  Canada: 14_377_925.6,
  Northwest: 12_435_076,
  Central: 7_906_008.18,
  Southeast: 7_867_416.23,
  Northeast: 6_932_842.01,
  France: 4_607_537.94,
  'United Kingdom': 4_279_008.83,
  Germany: 1_983_988.04,
  Australia: 1_594_335.38,
}
const CATEGORIES = {
  Bikes: 66_302_381.56,
  Components: 11_799_076.66,
  Clothing: 1_777_840.84,
  Accessories: 571_297.93,
}
const ATTAINMENTS = [
  '0.822',
  '0.866',
  '0.857',
  '0.820',
  '0.843',
  '0.814',
  '0.891',
  '0.838',
  '0.796',
  '0.836',
  '0.882',
  '0.863',
]
const RESELLER = { from: '2010-12-29', to: '2013-11-29', channel: 'reseller' }
const CODE = 'adventureworks'
const PLAN = { baseYear: 2012, growthPercent: 12, channel: 'reseller', fallback: 'teamMedian' } as const

describe('AdventureWorks from history to attainment', { skip: WITHOUT_ADVENTUREWORKS }, () => {
  let opened: OpenTestDatabase
  let analyst: CallContext
  let manager: CallContext
  let scenarioId: number

  before(async () => {
    opened = await openTestDatabase()
    const { workspaceId } = await importAdventureWorks(opened.database, ADVENTUREWORKS, {
      workspaceCode: CODE,
      clock: systemClock,
    })
    analyst = await sampleCaller(opened, workspaceId, CODE, 'analyst')
    manager = await sampleCaller(opened, workspaceId, CODE, 'manager')
    scenarioId = (await setTarget(analyst, { ...PLAN, name: '2013' })).scenarioId
  })
  after(() => opened.close())

  const salesBy = async (by: 'region' | 'category', context = analyst) => {
    const answer = await computeMetric(context, { metric: 'sales', slice: RESELLER, by: [by] })
    return Object.fromEntries(answer.rows.map((row) => [row.members[0]?.name.en, row.numerator / 100]))
  }

  test('the channels have their lines and totals to the cent', async () => {
    const reseller = await findOrderLines(analyst, { slice: RESELLER, page: 1, pageSize: 1 })
    const internet = await findOrderLines(analyst, {
      slice: { from: '2010-01-01', to: '2014-12-31', channel: 'internet' },
      page: 1,
      pageSize: 1,
    })
    assert.deepEqual([reseller.total, reseller.totalAmount], [60_855, 8_045_059_698])
    assert.deepEqual([internet.total, internet.totalAmount], [60_398, 2_935_867_722])
    assert.equal(internet.rows[0]?.person, null)
  })

  test('reseller sales by territory and by category are the published ones', async () => {
    assert.deepEqual(await salesBy('region'), TERRITORIES)
    assert.deepEqual(await salesBy('category'), CATEGORIES)
  })

  test('orders, sellers and customers are counted as distinct', async () => {
    const orders = await computeMetric(analyst, { metric: 'orders', slice: RESELLER, by: [] })
    const customers = await computeMetric(analyst, { metric: 'activeCustomers', slice: RESELLER, by: [] })
    const people = await computeMetric(analyst, { metric: 'sales', slice: RESELLER, by: ['person'] })
    assert.deepEqual([orders.total.value, customers.total.value, people.rows.length], [3_796, 635, 17])
  })

  test('the 163 quotas against actual give the 12 attainments', async () => {
    const answer = await readWorkspace(opened.database, analyst.workspaceId, (tx) =>
      quotaAttainment(tx, analyst.workspaceId, { whole: true }, null),
    )
    assert.deepEqual(
      answer.periods.map((period) => period.attainment?.toFixed(3)),
      ATTAINMENTS,
    )
    assert.equal(answer.people.length, 17)
    assert.equal(answer.total.actual, 8_045_059_698)
  })

  test('quota, report and metric say the same', async () => {
    const text = await reportAttainment(opened.database, { workspaceCode: CODE, json: false })
    assert.match(text, /Total +95,714,000\.00 +80,450,596\.98 +84\.1 %/)
    const json = JSON.parse(await reportAttainment(opened.database, { workspaceCode: CODE, json: true })) as {
      total: { actual: number }
    }
    assert.equal(
      json.total.actual,
      (await computeMetric(analyst, { metric: 'sales', slice: RESELLER, by: [] })).total.numerator,
    )
  })

  test('the explorer’s figures from roll-ups, from rows, and the rows behind them are the same', async () => {
    for (const by of [
      ['region'],
      ['category', 'quarter'],
      ['person', 'month'],
      ['channel', 'year'],
    ] as const) {
      const input = { metric: 'sales', slice: RESELLER, by, compare: ['lastYear'] } as const
      assert.deepEqual(
        await computeMetric(analyst, input),
        await computeMetric(analyst, { ...input, raw: true }),
      )
    }
    const rows = await findRows(analyst, {
      metric: 'sales',
      slice: RESELLER,
      at: [],
      orgView: 'asWas',
      side: 'numerator',
      measure: 0,
      page: 1,
      pageSize: 1,
    })
    assert.deepEqual([rows.total, Number(rows.sum).toFixed(2)], [60_855, '80450596.98'])
  })

  test('importing again changes nothing', async () => {
    const again = await importAdventureWorks(opened.database, ADVENTUREWORKS, {
      workspaceCode: CODE,
      clock: systemClock,
    })
    assert.deepEqual(
      [again.newOrders, again.changedOrders, again.unchangedOrders, again.lines],
      [0, 0, 31_455, 121_253],
    )
    assert.deepEqual((await rebuildRollups(opened.database, analyst.workspaceId)).differences, 0)
  })

  test('a wrong value in the source is named by file, row and column, and nothing is kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adventureworks-'))
    try {
      cpSync(ADVENTUREWORKS, folder, { recursive: true })
      const file = join(folder, 'FactSalesQuota.csv')
      rmSync(join(folder, 'FactResellerSales.csv'))
      const lines = readFileSync(join(ADVENTUREWORKS, 'FactResellerSales.csv'), 'utf8').split('\n')
      lines[7] = (lines[7] ?? '').replace(/,SO\d+,(\d+),/, ',SO43659,$1x,')
      writeFileSync(join(folder, 'FactResellerSales.csv'), lines.join('\n'))
      await assert.rejects(
        importAdventureWorks(opened.database, folder, { workspaceCode: 'broken', clock: systemClock }),
        /FactResellerSales\.csv, row 8, column SalesOrderLineNumber: “\d+x” is not a whole number/,
      )
      rmSync(file)
      await assert.rejects(
        importAdventureWorks(opened.database, folder, { workspaceCode: 'broken', clock: systemClock }),
        /has no FactSalesQuota\.csv/,
      )
      const { rowCount } = await opened.database.pool.query(`select 1 from workspace where code = 'broken'`)
      assert.equal(rowCount, 0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('the target of 2013 is 2012 and 12 %, exact at every node', async () => {
    const grid = await getTargetGrid(analyst, {
      scenarioId,
      rows: ['organisation', 'product'],
      columns: 'month',
      at: {},
    })
    const base = await computeMetric(analyst, {
      metric: 'sales',
      slice: { from: '2012-01-01', to: '2012-12-31', channel: 'reseller' },
      by: [],
    })
    assert.equal(grid.scenario.baseTotal, base.total.numerator)
    assert.equal(grid.rows[0]?.total, Math.round(base.total.numerator * 1.12))
    for (const parent of grid.rows.filter((row) => row.hasChildren)) {
      const children = grid.rows.filter((row) => row.parentKey === parent.key)
      assert.equal(
        children.reduce((sum, row) => sum + row.total, 0),
        parent.total,
        parent.key,
      )
      for (const [m, value] of parent.values.entries()) {
        assert.equal(
          children.reduce((sum, row) => sum + (row.values[m] ?? 0), 0),
          value,
        )
      }
    }
    for (const row of grid.rows)
      assert.equal(
        row.values.reduce((sum, value) => sum + value, 0),
        row.total,
      )
  })

  test('Syed, who sold nothing in 2012, has the median of his team as a named fallback and not a silent zero', async () => {
    const preview = await previewTarget(analyst, PLAN)
    const fallbacks = preview.people.filter((person) => person.fallback)
    assert.deepEqual(
      fallbacks.map((person) => person.name.en),
      ['Syed'],
    )
    assert.equal(preview.people.length, 17)
    const lynn = preview.people.find((person) => person.name.en === 'Lynn')
    assert.ok(Math.abs((fallbacks[0]?.target ?? 0) - (lynn?.target ?? 0)) <= 2)
    const grid = await getTargetGrid(analyst, { scenarioId, rows: ['organisation'], columns: 'none', at: {} })
    const syed = grid.rows.find((row) => row.name.en === 'Syed')
    assert.equal(syed?.fallback, true)
    const explained = await explainCell(analyst, { scenarioId, at: syed?.at ?? {} })
    assert.equal(explained.value, syed?.total)
    assert.ok(explained.steps.some((step) => step.kind === 'fallback' && step.params['personEn'] === 'Syed'))
  })

  test('attainment runs to the end of the data and adds up to the sales of the period', async () => {
    const answer = await getAttainment(analyst, { scenarioId, rows: ['organisation'], at: {} })
    const sold = await computeMetric(analyst, {
      metric: 'sales',
      slice: { from: '2013-01-01', to: '2013-11-29', channel: 'reseller' },
      by: [],
    })
    assert.deepEqual([answer.asOf, answer.from, answer.to], ['2013-11-29', '2013-01-01', '2013-11-30'])
    assert.equal(answer.rows[0]?.actual, sold.total.numerator)
    assert.equal(answer.outsidePlan, 0)
    const byRegion = await getAttainment(analyst, { scenarioId, rows: ['region', 'product'], at: {} })
    const byMonth = await getAttainment(analyst, { scenarioId, rows: ['month'], at: {} })
    for (const other of [byRegion, byMonth]) {
      const { target, due, actual } = other.rows[0] ?? { target: 0, due: 0, actual: 0 }
      assert.deepEqual(
        [target, due, actual],
        [answer.rows[0]?.target, answer.rows[0]?.due, answer.rows[0]?.actual],
      )
    }
    assert.equal(byMonth.rows.filter((row) => row.level === 1).length, 11)
  })

  test('2013 set from 2010 to 2012 and fitted to territory, category and quarter stands beside the company’s quotas', async () => {
    const made = await setTarget(analyst, {
      ...PLAN,
      name: '2013 fitted',
      weights: [
        { source: 'lastYear', percent: 60, years: 3 },
        { source: 'average', percent: 40, years: 3 },
      ],
    })
    const { dimensions } = await getPlan(analyst, made)
    const top = dimensions.find(({ axis }) => axis === 'region')?.members[0]?.key
    const totals = async (axis: 'region' | 'product' | 'quarter' | 'month') => {
      const { groups } = await getPlanRows(analyst, {
        scenarioId: made.scenarioId,
        columns: 'none',
        filter: {},
        parents: [{ at: axis === 'region' ? { region: top } : {}, axis }],
      })
      return (groups[0] ?? []).map(({ key, total }) => ({ member: key, total: total ?? 0 }))
    }
    // A million from the first member of each set to the second, to the cent.
    const moved = (margin: { member: string; total: number }[]) =>
      margin.map(({ member, total }, i) => ({
        member,
        total: total + (i === 0 ? -100_000_001 : i === 1 ? 100_000_001 : 0),
      }))
    const wanted = {
      region: moved(await totals('region')),
      product: moved(await totals('product')),
      quarter: moved(await totals('quarter')),
    }
    const fitted = await fitMargins(analyst, {
      scenarioId: made.scenarioId,
      version: 1,
      at: {},
      margins: [
        { dimension: 'region', totals: wanted.region },
        { dimension: 'product', totals: wanted.product },
        { dimension: 'time', totals: wanted.quarter },
      ],
      save: true,
    })
    assert.equal(fitted.before, fitted.after)
    for (const axis of ['region', 'product', 'quarter'] as const)
      assert.deepEqual(await totals(axis), wanted[axis], axis)
    const sum = (rows: readonly { quota: number }[]) => rows.reduce((all, { quota }) => all + quota, 0)
    const beside = await compareQuotas(analyst, made)
    const quota = await readWorkspace(analyst.database, analyst.workspaceId, (tx) =>
      quotaAttainment(tx, analyst.workspaceId, { whole: true }, null),
    )
    const within = quota.periods.filter(({ from, to }) => from >= '2013-01-01' && to <= '2013-12-31')
    const whole = beside.periods.filter(({ part }) => part === null)
    assert.deepEqual(
      whole.map(({ from, quota: own, actual }) => [from, own, actual]),
      within.map(({ from, quota: own, actual }) => [from, own, actual]),
    )
    assert.ok((beside.quotaError ?? 0) > 0 && (beside.planError ?? 0) > 0)
    // The data end on 29 November 2013: the last quota is of a period under way, shown, and no judge of either target.
    const over = (periods: readonly { isOver: boolean }[]) => periods.map(({ isOver }) => isOver)
    assert.deepEqual(over(whole), [true, true, false])
    // The quota across New Year is compared by its days in 2013, and judges nothing.
    const [across] = beside.periods.filter(({ part }) => part !== null)
    const asked = quota.periods.find(({ from, to }) => from < '2013-01-01' && to >= '2013-01-01')
    assert.ok(across !== undefined && asked !== undefined && across.part !== null)
    const { days, of } = across.part
    assert.deepEqual([across.from, across.to, across.isOver], [asked.from, asked.to, true])
    assert.ok(Math.abs(across.quota - (asked.quota * days) / of) <= 1, `${across.quota}`)
    assert.ok(across.actual > 0 && across.actual < asked.actual)
    const months = await totals('month')
    const monthly = (month: string) => months.find(({ member }) => member.endsWith(month))?.total ?? 0
    const inside = monthly('2013-01') + monthly('2013-02') + (monthly('2013-03') * 29) / 31
    assert.deepEqual(across.part, { days: 88, of: 92 })
    assert.ok(across.plan > 0 && across.plan <= inside + 1, `${across.plan} of ${inside}`)
    // Each rounded once: what is added of rounded periods is off by at most a cent each.
    assert.ok(Math.abs(sum(whole) - beside.total.quota) <= whole.length)
    const early = { ...analyst, clock: fixedClock('2013-09-01T12:00:00Z') }
    const before = await compareQuotas(early, made)
    assert.deepEqual(over(before.periods.filter(({ part }) => part === null)), [true, false, false])
    assert.notEqual(before.quotaError, beside.quotaError)
    const ended = whole.filter(({ isOver }) => isOver)
    assert.ok(Math.abs(sum(beside.people) - sum(ended)) <= beside.people.length)
  })

  test('a manager sees the subtree in every answer and nothing beside it', async () => {
    const { scenario } = await getPlan(analyst, { scenarioId })
    const { version } = await submitScenario(analyst, { scenarioId, version: scenario.version })
    await approveScenario(analyst, { scenarioId, version })
    const whole = await getAttainment(analyst, { scenarioId, rows: ['organisation'], at: {} })
    const own = await getAttainment(manager, { scenarioId, rows: ['organisation'], at: {} })
    const team = whole.rows.find((row) => row.name.en === 'North America team')
    assert.deepEqual(
      [own.rows[0]?.name.en, own.rows[0]?.target, own.rows[0]?.actual],
      ['North America team', team?.target, team?.actual],
    )
    assert.ok(!own.rows.some((row) => ['Syed', 'Lynn', 'Amy', 'Jae'].includes(row.name.en)))
    const europe = whole.rows.find((row) => row.name.en === 'Europe team')
    await assert.rejects(
      getTargetGrid(manager, {
        scenarioId,
        rows: ['product'],
        columns: 'none',
        at: { organisation: europe?.at.organisation },
      }),
      /outside your part/,
    )
    const sales = await computeMetric(manager, { metric: 'sales', slice: RESELLER, by: ['person'] })
    // Each figure is its exact ledger sum rounded once, so parts may differ from the total by half a cent each.
    const parts = sales.rows.reduce((sum, row) => sum + row.numerator, 0)
    assert.ok(Math.abs(sales.total.numerator - parts) <= sales.rows.length / 2)
    assert.ok(sales.rows.every((row) => !['Lynn', 'Amy'].includes(row.members[0]?.name.en ?? '')))
  })
})

test('a quota runs to the day before the next one, the last as long as the one before it', () => {
  assert.deepEqual(
    [...quotaPeriods(['2011-03-31', '2010-12-29', '2011-03-31'])],
    [
      ['2010-12-29', '2011-03-30'],
      ['2011-03-31', '2011-06-30'],
    ],
  )
})
