import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { computeMetric } from '../../foundation/metrics/index.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { approveScenario, getTargetGrid, setTarget, submitScenario } from '../1-targets/index.ts'
import { getAttainment } from '../6-review/index.ts'
import { getHome } from './get-home.ts'

/*
 * Weeks from Monday, 4-4-5, to the last Sunday of December: 2016 is 28 December 2015 to 25 December 2016, 2017 has 53
 * weeks, to 31 December 2017. Its second quarter begins on 27 March; 15 May is in period 5.
 */
const AS_OF = '2017-05-15'
const QUARTER = { from: '2017-03-27', to: '2017-06-25' }

let opened: FilledDatabase
let director: CallContext
let scenarioId: number

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  const clock = fixedClock(`${AS_OF}T16:00:00Z`)
  director = { ...(await sampleCaller(opened, workspaceId, 'superstore', 'director')), clock }
  await opened.database.pool.query(
    `update workspace set calendar_pattern = '4-4-5', week_start = 1, year_end_rule = 'last' where workspace_id = $1`,
    [workspaceId],
  )
  const plan = { name: '2017', baseYear: 2016, growthPercent: 10, channel: 'sales' } as const
  scenarioId = (await setTarget(director, { ...plan, fallback: 'teamMedian' })).scenarioId
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
})
after(() => opened.close())

const sales = async (from: string, to: string) =>
  computeMetric(director, {
    metric: 'sales',
    slice: { from, to, channel: 'sales' },
    by: ['month'],
    compare: ['target', 'lastYear'],
  })

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

test('a plan of a year of weeks grows from the weeks of its base year', async () => {
  const base = await sales('2015-12-28', '2016-12-25')
  const grid = await getTargetGrid(director, { scenarioId, rows: ['organisation'], columns: 'month', at: {} })
  assert.equal(grid.rows[0]?.total, Math.round((base.total.value ?? 0) * 1.1))
})

test('home, review and explorer count the same weeks, target, actual and last year', async () => {
  const home = await getHome(director)
  const grid = await getTargetGrid(director, { scenarioId, rows: ['organisation'], columns: 'month', at: {} })
  const months = grid.rows[0]?.values ?? []
  assert.deepEqual({ from: home.quarter.from, to: home.quarter.to }, QUARTER)
  const quarter = await sales(QUARTER.from, QUARTER.to)
  assert.equal(home.quarterFigures?.target, sum(months.slice(3, 6)))
  assert.equal(quarter.total.compared['target']?.value, home.quarterFigures?.target)
  const soFar = await sales(QUARTER.from, AS_OF)
  assert.deepEqual(
    [home.sales.quarter, home.sales.lastYear, home.quarterFigures?.actual],
    [soFar.total.value, soFar.total.compared['lastYear']?.value, soFar.total.value],
  )
  // 50 days of 2017 beside the same weekdays of 2016
  assert.deepEqual(soFar.periods['lastYear'], { from: '2016-03-28', to: '2016-05-16' })
  const year = await sales('2016-12-26', '2017-12-31')
  const byMonth = new Map(year.rows.map((row) => [row.members[0]?.code, row]))
  for (const point of home.course) {
    const row = byMonth.get(point.month)
    assert.equal(row?.compared['target']?.value, point.target, point.month)
    assert.equal(row?.compared['lastYear']?.value ?? 0, point.lastYear, point.month)
  }
  const first = home.course.slice(0, 4)
  assert.deepEqual(
    first.map(({ actual }) => actual),
    first.map(({ month }) => byMonth.get(month)?.value),
  )
  const review = await getAttainment(director, { scenarioId, rows: ['organisation'], at: {} })
  assert.deepEqual([review.from, review.to], ['2016-12-26', '2017-05-21'])
  assert.equal(review.rows[0]?.actual, (await sales('2016-12-26', AS_OF)).total.value)
  assert.equal(review.rows[0]?.target, sum(months.slice(0, 5)))
  // Period 5 is 24 April to 21 May: 22 of its 28 days are over.
  const [done, month] = [sum(months.slice(0, 4)), months[4] ?? 0]
  const due = review.rows[0]?.due ?? 0
  assert.ok(Math.abs(due - (done + (month * 22) / 28)) <= 1, `${due}`)
})
