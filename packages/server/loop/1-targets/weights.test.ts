import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { getPlan } from './get-plan.ts'
import { getPlanRows } from './get-plan-rows.ts'
import { previewTarget } from './preview-target.ts'
import { setTarget } from './set-target.ts'
import { spreadTarget } from './spread-target.ts'
import { rampedCapacity } from './weights/ramped-capacity.ts'

const PLAN = {
  name: '2017',
  baseYear: 2016,
  growthPercent: 10,
  channel: 'sales',
  fallback: 'teamMedian',
} as const

let opened: FilledDatabase
let director: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
})
after(() => opened.close())

const part = (
  source: 'lastYear' | 'average' | 'forecast' | 'potential' | 'capacity' | 'pipeline',
  percent: number,
) => ({
  source,
  percent,
  years: 3,
})

const rows = async (
  scenarioId: number,
  measure: string,
  axis: 'none' | 'quarter' | 'month' | 'product' | 'customerType',
) =>
  (
    await getPlanRows(director, {
      scenarioId,
      measure,
      columns: 'none',
      filter: {},
      parents: [{ at: {}, axis }],
    })
  ).groups[0] ?? []

test('several references together spread the same total, exactly, and differently from last year alone', async () => {
  const alone = await previewTarget(director, PLAN)
  const blended = await previewTarget(director, {
    ...PLAN,
    weights: [part('lastYear', 40), part('average', 30), part('forecast', 20), part('capacity', 10)],
  })
  assert.equal(blended.total, alone.total)
  assert.equal(
    blended.people.reduce((sum, { target }) => sum + target, 0),
    blended.total,
  )
  assert.notDeepEqual(
    blended.people.map(({ target }) => target),
    alone.people.map(({ target }) => target),
  )
  const same = await previewTarget(director, { ...PLAN, weights: [part('lastYear', 100)] })
  assert.deepEqual(same, alone)
})

test('capacity alone gives people of equal capacity the same, whatever they sold', async () => {
  const { people, total } = await previewTarget(director, { ...PLAN, weights: [part('capacity', 100)] })
  const equal = total / people.length
  for (const { target } of people) assert.ok(Math.abs(target - equal) <= 12 * 60, `${target} near ${equal}`)
})

test('weights that are not 100, and a reference without data, are refused by name', async () => {
  const refusal = async (weights: ReturnType<typeof part>[]) => {
    const error = await previewTarget(director, { ...PLAN, weights }).catch((reason: unknown) => reason)
    assert.ok(error instanceof AppError)
    return [error.code, error.detail['source'] ?? error.detail['percent']]
  }
  assert.deepEqual(await refusal([part('lastYear', 60), part('average', 30)]), ['weightsNot100', 90])
  assert.deepEqual(await refusal([part('pipeline', 100)]), ['weightSourceEmpty', 'pipeline'])
  assert.deepEqual(await refusal([part('potential', 100)]), ['weightSourceEmpty', 'potential'])
})

test('weeks of 4-4-5 give each quarter a quarter of the year, and its months 4, 4 and 5 parts of 13', async () => {
  const { scenarioId } = await setTarget(director, { ...PLAN, seasonality: 'weeks445' })
  const [whole] = await rows(scenarioId, 'sales', 'none')
  const total = whole?.total ?? 0
  const months = await rows(scenarioId, 'sales', 'month')
  assert.equal(
    months.reduce((sum, month) => sum + (month.total ?? 0), 0),
    total,
  )
  const parts = [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]
  months.forEach((month, m) => {
    assert.ok(Math.abs((month.total ?? 0) - (total * (parts[m] ?? 0)) / 52) < 5_000, `month ${m}`)
  })
})

test('sales and orders are planned together, and the average order follows and is written through sales', async () => {
  const { scenarioId } = await setTarget(director, {
    ...PLAN,
    measures: [{ metric: 'units', growthPercent: 5 }],
  })
  const plan = await getPlan(director, { scenarioId })
  const codes = plan.scenario.measures.map(({ code }) => code)
  assert.ok(codes.includes('units'))
  const [units] = await rows(scenarioId, 'units', 'none')
  assert.equal(units?.total, Math.round((units?.base ?? 0) * 1.05))
  const products = await rows(scenarioId, 'units', 'product')
  assert.equal(
    products.reduce((sum, product) => sum + (product.total ?? 0), 0),
    units?.total,
  )
  const ratio = plan.scenario.measures.find(({ kind }) => kind === 'ratio')
  if (ratio === undefined) return
  const [before] = await rows(scenarioId, ratio.code, 'none')
  const edit = await spreadTarget(director, {
    scenarioId,
    version: 1,
    at: {},
    code: 'P%+10',
    measure: ratio.code,
  })
  assert.ok(Math.abs((edit.after ?? 0) / (before?.total ?? 1) - 1.1) < 1e-6)
})

test('types of customers are a dimension like the others: same total, every node the sum of its types', async () => {
  const plain = await previewTarget(director, PLAN)
  const { scenarioId } = await setTarget(director, { ...PLAN, customerTypes: true })
  const plan = await getPlan(director, { scenarioId })
  assert.deepEqual(
    plan.dimensions.map(({ axis }) => axis),
    ['organisation', 'region', 'product', 'customerType'],
  )
  const types = await rows(scenarioId, 'sales', 'customerType')
  assert.ok(types.length > 1)
  assert.equal(
    types.reduce((sum, type) => sum + (type.total ?? 0), 0),
    plain.total,
  )
})

test('a ramp is a straight line from the first month, taken at its middle', () => {
  const ramp = { hireDate: '2026-03-09', leftOn: '2026-10-31', rampMonths: 6 }
  const at = (month: string) => Number(rampedCapacity(ramp, month).toFixed(4))
  assert.deepEqual(
    ['2026-02', '2026-03', '2026-04', '2026-08', '2026-09', '2026-10', '2026-11'].map(at),
    [0, 0.0833, 0.25, 0.9167, 1, 1, 0],
  )
})

test('a base year that is not over asks something of its open months, in the season of the year before', async () => {
  const midNovember = { ...director, clock: fixedClock('2016-11-20T12:00:00Z') }
  const over = await previewTarget(director, PLAN)
  assert.equal(over.unfinished, null)
  const open = await previewTarget(midNovember, PLAN)
  assert.deepEqual(open.unfinished?.months, ['2016-11', '2016-12'])
  assert.ok((open.unfinished?.expected ?? 0) > 0)
  assert.equal(open.total, over.total)
  const { scenarioId } = await setTarget(midNovember, PLAN)
  const months = await rows(scenarioId, 'sales', 'month')
  const total = (some: typeof months) => some.reduce((sum, row) => sum + (row.total ?? 0), 0)
  assert.equal(total(months), open.total)
  // The season is the one before: the open months’ share of the year is that of 2015.
  const season = await rows(
    (await setTarget(director, { ...PLAN, baseYear: 2015 })).scenarioId,
    'sales',
    'month',
  )
  const before = season.reduce((sum, row) => sum + (row.base ?? 0), 0)
  const openBefore = season.slice(10).reduce((sum, row) => sum + (row.base ?? 0), 0)
  const share = total(months.slice(10)) / total(months)
  assert.ok(Math.abs(share - openBefore / before) < 0.02, `${share} ${openBefore / before}`)
})
