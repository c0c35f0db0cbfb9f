import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { computeMetric, findRows } from '../../foundation/metrics/index.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { answerTarget } from '../1-targets/cascade/answer-target.ts'
import { getCascade } from '../1-targets/cascade/get-cascade.ts'
import { passOnTarget } from '../1-targets/cascade/pass-on-target.ts'
import { publishCascade } from '../1-targets/cascade/publish-cascade.ts'
import { republishReceived } from '../1-targets/cascade/publish-received.ts'
import { planLines } from '../1-targets/files/plan-lines.ts'
import { getTargetGrid } from '../1-targets/get-target-grid.ts'
import { figureOf } from '../1-targets/goals/measure-goal.ts'
import { approveScenario, setTarget, submitScenario } from '../1-targets/index.ts'
import { getAttainment } from '../6-review/index.ts'
import { getHome } from './get-home.ts'

/** A day of the plan's second quarter: two quarters have targets, one is under way. */
const clock = fixedClock('2017-05-15T02:00:00Z')
const YEAR = { from: '2017-01-01', to: '2017-12-31' }
const QUARTER = { from: '2017-04-01', to: '2017-06-30' }

let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext
let scenarioId: number

const nodesOf = async (context: CallContext) => (await getCascade(context, { scenarioId }))?.nodes ?? []
const nodeOf = async (context: CallContext, member: string) => {
  const node = (await nodesOf(context)).find((each) => each.member === member)
  assert.ok(node !== undefined, member)
  return node
}
const topOf = async (context: CallContext) =>
  (await nodesOf(context)).find(({ parent }) => parent === null)?.member ?? ''

async function approve(): Promise<number> {
  const plan = { name: '2017', baseYear: 2016, growthPercent: 10, channel: 'sales' } as const
  const made = await setTarget(director, { ...plan, fallback: 'teamMedian' })
  await submitScenario(director, { scenarioId: made.scenarioId, version: 1 })
  await approveScenario(director, { scenarioId: made.scenarioId, version: 2 })
  return made.scenarioId
}

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  const caller = async (role: 'director' | 'manager' | 'representative') => ({
    ...(await sampleCaller(opened, workspaceId, 'superstore', role)),
    clock,
  })
  ;[director, manager, representative] = [
    await caller('director'),
    await caller('manager'),
    await caller('representative'),
  ]
  scenarioId = await approve()
})
after(() => opened.close())

async function publish(overPercent: number): Promise<void> {
  await publishCascade(director, {
    scenarioId,
    dueOn: '2017-12-15',
    leastPercent: 0,
    greatestPercent: 20,
    shiftPercent: 10,
    overPercent,
    commitPer: 'year',
  })
}

/** The manager accepts and passes on so many percent more. */
async function passDown(overPercent: number): Promise<void> {
  const member = await topOf(manager)
  const at = async () => ({ scenarioId, member, version: (await nodeOf(manager, member)).version })
  await answerTarget(manager, { ...(await at()), kind: 'accept' })
  await passOnTarget(manager, { ...(await at()), overPercent, shifts: [] })
}

/** The sales target in the explorer, minor units. */
async function explored(context: CallContext, days = YEAR): Promise<number> {
  const answer = await computeMetric(context, { metric: 'sales', slice: days, compare: ['target'] })
  return answer.total.compared['target']?.value ?? Number.NaN
}

async function byMonth(context: CallContext): Promise<number[]> {
  const { rows } = await computeMetric(context, {
    metric: 'sales',
    slice: YEAR,
    by: ['month'],
    compare: ['target'],
  })
  return rows.map(({ compared }) => compared['target']?.value ?? 0)
}

/** Every page's target of a year and of the quarter, which must agree. */
async function everywhere(context: CallContext) {
  const grid = await getTargetGrid(context, { scenarioId, rows: ['organisation'], columns: 'month', at: {} })
  const months = grid.rows[0]?.values ?? []
  const quarter = months.slice(3, 6).reduce((sum, value) => sum + value, 0)
  const review = await getAttainment(context, {
    scenarioId,
    rows: ['organisation'],
    at: {},
    fromMonth: '2017-01',
    toMonth: '2017-12',
  })
  const { lines } = await planLines(context, { scenarioId })
  const exported = lines.flatMap((line) => line.months.map((month) => Math.round(Number(month) * 100)))
  const home = await getHome(context)
  return {
    year: {
      grid: grid.rows[0]?.total,
      explorer: await explored(context),
      review: review.rows[0]?.target,
      export: exported.reduce((sum, value) => sum + value, 0),
      home: home.yearFigures?.target,
      // Nothing was won here, so that coverage divides by the target alone.
      goals: (await figureOf(context, 'pipelineCoverage', {}, YEAR)).denominator,
    },
    quarter: {
      grid: quarter,
      explorer: await explored(context, QUARTER),
      home: home.quarterFigures?.target,
    },
    months: {
      grid: months,
      explorer: await byMonth(context),
      home: home.course.map(({ target }) => target ?? 0),
    },
  }
}

function assertSame(figures: Record<string, unknown>): void {
  const [first, ...others] = Object.values(figures)
  for (const other of others) assert.deepEqual(other, first, JSON.stringify(figures))
}

async function assertEverywhere(context: CallContext, received: number): Promise<void> {
  const { year, quarter, months } = await everywhere(context)
  assertSame(year)
  assertSame(quarter)
  assertSame(months)
  assert.equal(year.grid, received)
}

test('below an over-assignment of 5 % everybody finds what they received on every page, to the cent', async () => {
  const plan = await explored(director)
  await publish(5)
  await passDown(3)
  const whole = await nodesOf(director)
  const own = (member: string) => whole.find((node) => node.member === member)?.own ?? Number.NaN
  const team = await topOf(manager)
  const me = await topOf(representative)
  await assertEverywhere(director, plan)
  await assertEverywhere(manager, own(team))
  await assertEverywhere(representative, own(me))
  assert.equal(own(whole[0]?.member ?? ''), plan)
  // 5 % above for the team, 3 % more for its people: roundings move each by a cent at most.
  const planned = async (organisation: string) => {
    const at = { organisation }
    const { rows } = await getTargetGrid(director, {
      scenarioId,
      rows: ['organisation'],
      columns: 'none',
      at,
    })
    return rows[0]?.total ?? Number.NaN
  }
  assert.ok(Math.abs(own(team) - (await planned(team)) * 1.05) < 2)
  assert.ok(Math.abs(own(me) - (await planned(me)) * 1.05 * 1.03) < 3)
})

test('the rows behind a target are those of the level that looks, once', async () => {
  const rows = (context: CallContext) =>
    findRows(context, {
      metric: 'pipelineCoverage',
      slice: YEAR,
      at: [],
      orgView: 'asWas',
      side: 'denominator',
      measure: 0,
      page: 1,
      pageSize: 10,
    })
  for (const context of [director, manager, representative]) {
    const { sum } = await rows(context)
    assert.equal(Math.round(Number(sum) * 100), await explored(context))
  }
})

test('a decision above changes what is below at once, and one that changes nothing writes nothing', async () => {
  const layersOf = async () =>
    (
      await opened.database.pool.query<{ position: number; digest: string; rows: number }>(
        `select l.position, l.digest, count(t.*)::int as rows from metric_target_layer l
          join metric_target t on t.workspace_id = l.workspace_id and t.plan_id = l.plan_id and t.layer = l.position
          where l.workspace_id = $1 group by 1, 2 order by 1`,
        [director.workspaceId],
      )
    ).rows
  const ids = async () =>
    (
      await opened.database.pool.query<{ last: string }>(
        'select max(metric_target_id)::text as last from metric_target where workspace_id = $1',
        [director.workspaceId],
      )
    ).rows[0]?.last
  const [layers, last] = [await layersOf(), await ids()]
  assert.ok(layers.length > 3)
  await republishReceived(director, scenarioId)
  assert.deepEqual([await layersOf(), await ids()], [layers, last])
  const before = await explored(representative)
  await passDownAgain(7)
  const me = await nodeOf(representative, await topOf(representative))
  assert.equal(await explored(representative), me.own)
  assert.notEqual(me.own, before)
  await assertEverywhere(representative, me.own)
})

/** The manager passes on another percentage. */
async function passDownAgain(overPercent: number): Promise<void> {
  const member = await topOf(manager)
  const { version } = await nodeOf(manager, member)
  await passOnTarget(manager, { scenarioId, member, version, overPercent, shifts: [] })
}

test('a newly approved scenario is what everybody is compared with, until it goes down in its turn', async () => {
  scenarioId = await approve()
  for (const context of [director, manager, representative]) {
    const grid = await getTargetGrid(context, { scenarioId, rows: ['organisation'], columns: 'none', at: {} })
    assert.equal(await explored(context), grid.rows[0]?.total)
  }
})
