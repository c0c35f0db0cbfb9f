import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BreakdownName, ComparisonName, Slice } from '@salesloom/contract'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { computeMetric, findRows } from './index.ts'

/*
 * The retail calendar: 4-5-4 weeks from Sunday to the Saturday nearest to 31 January, named by its beginning. 2023 has 53
 * weeks, 29 January 2023 to 3 February 2024; its period 1 ends on 25 February, that of 2024 on 2 March.
 */
let small: SmallWorkspace
const TWO_YEARS = { from: '2023-01-29', to: '2025-02-01' }
const YEAR_2024 = { from: '2024-02-04', to: '2025-02-01' }

before(async () => {
  small = await openSmallWorkspace()
  await small.opened.database.pool.query(`update workspace set fiscal_start_month = 2, calendar_pattern = '4-5-4',
    week_start = 7, year_end_rule = 'nearest', year_named_by = 'start', long_period = 12`)
  for (const [day, amount] of [
    ['2023-02-04', '100'],
    ['2023-02-25', '200'],
    ['2023-02-26', '300'],
    ['2024-02-03', '400'],
    ['2024-02-04', '500'],
    ['2024-03-02', '600'],
  ] as const)
    await small.order({ day, amount })
})
after(() => small.opened.close())

const ask = (
  slice: Slice,
  by: readonly BreakdownName[],
  compare: readonly ComparisonName[] = [],
  raw = false,
) => computeMetric(small.analyst, { metric: 'sales', slice, by, compare, raw })

async function parts(slice: Slice, by: BreakdownName): Promise<[string, number | null][]> {
  const rows = async (raw: boolean) =>
    (await ask(slice, [by], [], raw)).rows.map(({ members, value }): [string, number | null] => [
      members[0]?.code ?? '',
      value,
    ])
  const rolled = await rows(false)
  assert.deepEqual(await rows(true), rolled)
  return rolled
}

test('breakdowns by month, quarter and year are the periods of the calendar on record', async () => {
  assert.deepEqual(await parts(TWO_YEARS, 'month'), [
    ['2023-02', 30_000],
    ['2023-03', 30_000],
    ['2024-01', 40_000],
    ['2024-02', 110_000],
  ])
  assert.deepEqual(await parts(TWO_YEARS, 'quarter'), [
    ['2023-1', 60_000],
    ['2023-4', 40_000],
    ['2024-1', 110_000],
  ])
  assert.deepEqual(await parts(TWO_YEARS, 'year'), [
    ['2023', 100_000],
    ['2024', 110_000],
  ])
})

test('the year after one of 53 weeks stands beside its weeks 2 to 53, in total and by period', async () => {
  const year = await ask(YEAR_2024, ['month'], ['lastYear'])
  assert.deepEqual(year.periods['lastYear'], { from: '2023-02-05', to: '2024-02-03' })
  // 200 + 300 + 400: the first week's 100 are left out, as the first of 53
  assert.equal(year.total.compared['lastYear']?.value, 90_000)
  // Period 1 has weeks 1 to 4, and beside it stand weeks 2 to 5: 25 and 26 February 2023
  assert.deepEqual(
    year.rows.map(({ members, value, compared }) => [members[0]?.code, value, compared['lastYear']?.value]),
    [['2024-02', 110_000, 50_000]],
  )
})

test('whole periods are preceded by whole ones, however many weeks those have', async () => {
  const second = await ask({ from: '2024-03-03', to: '2024-04-06' }, [], ['previousPeriod'])
  assert.deepEqual(second.periods['previousPeriod'], { from: '2024-02-04', to: '2024-03-02' })
  assert.equal(second.total.compared['previousPeriod']?.value, 110_000)
  const year = await ask(YEAR_2024, [], ['previousPeriod'])
  assert.deepEqual(year.periods['previousPeriod'], { from: '2023-01-29', to: '2024-02-03' })
  const days = await ask({ from: '2024-03-04', to: '2024-04-06' }, [], ['previousPeriod'])
  assert.deepEqual(days.periods['previousPeriod'], { from: '2024-01-30', to: '2024-03-03' })
})

test('the rows of a period are those of its days', async () => {
  const rows = await findRows(small.analyst, {
    metric: 'sales',
    slice: TWO_YEARS,
    at: [{ breakdown: 'month', id: null, code: '2024-02' }],
    orgView: 'asWas',
    side: 'numerator',
    measure: 0,
    page: 1,
    pageSize: 10,
  })
  assert.deepEqual(
    rows.rows.map(({ day }) => day),
    ['2024-03-02', '2024-02-04'],
  )
})

test('a year of months that is named by its beginning is called so', async () => {
  await small.opened.database.pool.query(`update workspace set calendar_pattern = 'months'`)
  assert.deepEqual(await parts({ from: '2023-01-01', to: '2025-01-31' }, 'year'), [
    ['2023', 60_000],
    ['2024', 150_000],
  ])
  assert.deepEqual(await parts({ from: '2023-01-01', to: '2025-01-31' }, 'quarter'), [
    ['2023-1', 60_000],
    ['2024-1', 150_000],
  ])
})
