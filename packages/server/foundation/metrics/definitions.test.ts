import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MetricContent, Slice } from '@salesloom/contract'
import { metricContent } from '@salesloom/contract/schemas'
import { AppError } from '../../platform/app-error.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { fillWorkedExample } from '../../testing/worked-example.ts'
import { FACT_SOURCES } from '../fact-sources/index.ts'
import { checkDefinition } from './check-definition.ts'
import {
  CATALOGUE,
  computeMetric,
  defineMetric,
  editMetric,
  findExplorations,
  findMetrics,
  previewMetric,
  removeMetric,
  saveExploration,
} from './index.ts'

let small: SmallWorkspace
const YEAR: Slice = { from: '2025-01-01', to: '2025-12-31' }
const value = async (metric: string) =>
  (await computeMetric(small.analyst, { metric, slice: YEAR })).total.value

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

test('the shipped catalogue is written in the language that users write', () => {
  assert.equal(new Set(CATALOGUE.map(({ code }) => code)).size, CATALOGUE.length)
  for (const { code, ...content } of CATALOGUE) {
    assert.deepEqual(metricContent.parse(content), content, code)
    checkDefinition(content)
    for (const text of [content.name, content.description, content.formula])
      assert.ok(text.zh !== '' && text.zhTw !== '' && text.en !== '', code)
  }
})

test('every building block of every fact can be asked for', async () => {
  for (const source of FACT_SOURCES) {
    const measures = [
      { aggregate: 'count' },
      ...Object.keys(source.amounts).map((of) => ({ aggregate: 'sum', of })),
      ...Object.keys(source.keys).map((of) => ({ aggregate: 'distinct', of })),
      ...Object.keys(source.days).map((day) => ({ aggregate: 'count', day })),
      ...Object.entries(source.fields).map(([field, { type, choices }]) => ({
        aggregate: 'count',
        filters: [type === 'number' ? { field, atLeast: 0 } : { field, is: [choices[0] ?? 'x'] }],
      })),
    ]
    for (const measure of measures) {
      const money = 'of' in measure && source.amounts[measure.of]?.money === true
      const content = own({
        unit: money ? 'money' : 'count',
        numerator: [[{ measure: { fact: source.name, ...measure } }]],
      })
      assert.ok(
        (await previewMetric(small.analyst, { content, slice: YEAR })).total.value !== null,
        source.name,
      )
    }
  }
})

const own = (more: object): MetricContent =>
  metricContent.parse({
    name: { zh: '大单', zhTw: '', en: 'Big deals' },
    description: { zh: '', zhTw: '', en: '' },
    formula: { zh: '', zhTw: '', en: '' },
    group: 'own',
    unit: 'count',
    better: 'higher',
    denominator: null,
    numerator: [
      [
        {
          measure: { fact: 'opportunity', aggregate: 'count', filters: [{ field: 'outcome', is: ['won'] }] },
        },
      ],
    ],
    ...more,
  })

test('a metric of one’s own is defined, computed, changed and removed, and nonsense is refused', async () => {
  const { code } = await defineMetric(small.analyst, { content: own({}) })
  assert.equal(code, 'ownBigDeals')
  assert.equal(await value(code), 1)
  const listed = (await findMetrics(small.analyst)).find((metric) => metric.code === code)
  assert.deepEqual(listed?.formula, {
    zh: '计数 (商机, 结果 = won)',
    zhTw: '計數 (商機, 結果 = won)',
    en: 'count (opportunities, outcome = won)',
  })
  await editMetric(small.analyst, {
    code,
    version: 1,
    content: own({ numerator: [[{ measure: { fact: 'opportunity', aggregate: 'count' } }]] }),
  })
  assert.equal(await value(code), 4)
  assert.equal(
    (await refusal(editMetric(small.analyst, { code, version: 1, content: own({}) }))).code,
    'versionConflict',
  )
  await removeMetric(small.analyst, { code, restore: false }, [])
  assert.equal((await refusal(value(code))).code, 'notFound')
  await removeMetric(small.analyst, { code, restore: true }, [])
  assert.equal(await value(code), 4)
  const bad = (measure: object, unit = 'count') => own({ unit, numerator: [[{ measure }]] })
  for (const content of [
    bad({ fact: 'salary', aggregate: 'count' }),
    bad({ fact: 'order', aggregate: 'sum', of: 'password' }),
    bad({ fact: 'orderLine', aggregate: 'sum', of: 'amount' }),
    bad({ fact: 'opportunity', aggregate: 'count', time: 'open' }),
    bad({ fact: 'opportunity', aggregate: 'count', filters: [{ field: 'outcome', is: ['perhaps'] }] }),
    bad({ fact: 'orderLine', aggregate: 'sum', of: 'constructor' }),
  ])
    assert.equal((await refusal(defineMetric(small.analyst, { content }))).code, 'invalidInput')
  assert.equal(
    (await refusal(removeMetric(small.analyst, { code: 'sales', restore: false }, []))).code,
    'invalidInput',
  )
})

test('two metrics do not have one name, whether shipped or one’s own', async () => {
  const named = (name: { zh: string; zhTw: string; en: string }) =>
    refusal(defineMetric(small.analyst, { content: own({ name }) }))
  const shipped = (await findMetrics(small.analyst))[0]?.name ?? { zh: '', zhTw: '', en: '' }
  const taken = await named({ zh: '另一个', zhTw: '', en: ` ${shipped.en.toUpperCase()} ` })
  assert.deepEqual([taken.code, taken.detail['reason']], ['invalidInput', 'nameTaken'])
  const { code } = await defineMetric(small.analyst, {
    content: own({ name: { zh: '唯一', zhTw: '', en: 'Only one' } }),
  })
  assert.equal((await named({ zh: '唯一', zhTw: '', en: '' })).detail['reason'], 'nameTaken')
  const kept = own({ name: { zh: '唯一', zhTw: '', en: 'Only one' } })
  assert.equal((await editMetric(small.analyst, { code, version: 1, content: kept })).version, 2)
})

test('an exploration is its owner’s until it is shared', async () => {
  const content = {
    metric: 'sales',
    by: ['month' as const],
    slice: {},
    period: 'year',
    compare: [],
    view: 'line' as const,
    orgView: 'asWas' as const,
  }
  await saveExploration(small.analyst, { name: '月度', shared: false, content })
  assert.deepEqual(await findExplorations(small.anna), [])
  await saveExploration(small.analyst, { name: '月度', shared: true, content })
  assert.deepEqual(
    (await findExplorations(small.anna)).map(({ name, mine }) => [name, mine]),
    [['月度', false]],
  )
})

test('a balance of one’s own is of a moment: each period has its last day, and the whole is no sum of them', async () => {
  const open = { fact: 'opportunity', aggregate: 'sum', of: 'amount', time: 'open', endDay: 'closedOn' }
  let made = 0
  const of = (measure: object) => {
    const name = { zh: `余额 ${++made}`, zhTw: '', en: `Balance ${made}` }
    return own({ name, unit: 'money', numerator: [[{ measure }]] })
  }
  const { code } = await defineMetric(small.analyst, { content: of(open) })
  const listed = (await findMetrics(small.analyst)).find((metric) => metric.code === code)
  assert.equal(listed?.kind, 'balance')
  const months = await computeMetric(small.analyst, { metric: code, slice: YEAR, by: ['month'] })
  const shipped = await computeMetric(small.analyst, { metric: 'pipeline', slice: YEAR, by: ['month'] })
  assert.deepEqual(
    months.rows.map(({ members, value: amount }) => [members[0]?.code, amount]),
    shipped.rows.map(({ members, value: amount }) => [members[0]?.code, amount]),
  )
  // 1,000 at the end of January, 300 of March and of every month after it: the year has 300, not their sum.
  assert.deepEqual(
    [months.rows[0]?.value, months.rows.at(-1)?.value, months.total.value],
    [100_000, 30_000, 30_000],
  )
  const quarters = await computeMetric(small.analyst, { metric: code, slice: YEAR, by: ['quarter'] })
  assert.deepEqual(
    quarters.rows.map(({ value: amount }) => amount),
    [30_000, 30_000, 30_000, 30_000],
  )
  const before = await defineMetric(small.analyst, { content: of({ ...open, at: 'start' }) })
  const february = { from: '2025-02-01', to: '2025-02-28' }
  const started = await computeMetric(small.analyst, { metric: before.code, slice: february })
  assert.equal(started.total.value, 100_000)
  const invoiced = { fact: 'invoice', aggregate: 'sum', of: 'amount', time: 'until' }
  const balance = await defineMetric(small.analyst, { content: of(invoiced) })
  const march = await computeMetric(small.analyst, {
    metric: balance.code,
    slice: { from: '2025-03-01', to: '2025-03-31' },
  })
  // 900 of January and 3,000 of March: a balance reaches back beyond its period.
  assert.equal(march.total.value, 390_000)
  assert.equal(
    (await refusal(defineMetric(small.analyst, { content: of({ ...open, endDay: 'signedDay' }) }))).code,
    'invalidInput',
  )
  for (const one of [code, before.code, balance.code])
    await removeMetric(small.analyst, { code: one, restore: false }, [])
})
