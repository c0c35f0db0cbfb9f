import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller, TEST_DAY } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { approveScenario, setTarget, submitScenario } from '../index.ts'
import { quarterKey } from './activity.store.ts'
import { deriveAllActivity } from './derive-all-activity.ts'
import { findActivityTargets } from './find-activity-targets.ts'
import { saveActivityTarget } from './save-activity-target.ts'

const PLAN = {
  name: '2026',
  baseYear: 2025,
  growthPercent: 10,
  channel: 'direct',
  fallback: 'teamMedian',
} as const

let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let scenarioId: number

before(async () => {
  opened = await openFilled(sampleCompanyAt(TEST_DAY))
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, SAMPLE_CODE, 'director')
  manager = await sampleCaller(opened, workspaceId, SAMPLE_CODE, 'manager')
  scenarioId = (await setTarget(director, PLAN)).scenarioId
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
})
after(() => opened.close())

const found = (context: CallContext) => findActivityTargets(context, { scenarioId })

test('everybody of the caller’s part is derived for all quarters, just as each alone, and published once', async () => {
  const { people } = await found(manager)
  const alone = await saveActivityTarget(manager, {
    ...{ scenarioId, personId: people[0]?.personId ?? 0, quarter: 4, version: 0 },
    rates: [{ name: 'averageDeal', used: 5_000_000, reason: 'Large projects only.' }],
  })
  const done = await deriveAllActivity(manager, { scenarioId })
  assert.deepEqual(done, { people: people.length, derived: 4 * people.length, kept: 0, failed: [] })
  const { targets } = await found(director)
  assert.equal(targets.length, 4 * people.length, 'nobody beyond the manager’s part')
  for (const target of targets) {
    const person = people.find(({ personId }) => personId === target.personId)
    assert.equal(target.sales, person?.sales[target.quarter - 1])
    assert.equal(target.isStale, false)
  }
  // What was set with a reason stays, and what follows from it is the same.
  const again = targets.find((target) => quarterKey(target) === quarterKey(alone))
  assert.equal(again?.version, alone.version + 1)
  assert.deepEqual([again?.rates, again?.steps], [alone.rates, alone.steps])
  const { rows } = await opened.database.pool.query<{ people: number; needed: string }>(
    `select count(distinct person_id)::int as people, sum(amount)::text as needed from metric_target where metric = 'visits'`,
  )
  const visits = targets.reduce(
    (sum, { steps }) => sum + (steps.find(({ name }) => name === 'visits')?.needed ?? 0),
    0,
  )
  assert.deepEqual([rows[0]?.people, Number(rows[0]?.needed)], [people.length, visits])
})

test('a quarter that is over keeps its target, and one without gets it', async () => {
  const { people } = await found(manager)
  await opened.database.pool.query('delete from activity_target where quarter = 1 and person_id = $1', [
    people[0]?.personId,
  ])
  const summer = { ...manager, clock: fixedClock('2026-07-10T02:00:00Z') }
  const done = await deriveAllActivity(summer, { scenarioId })
  assert.deepEqual([done.derived, done.kept], [2 * people.length + 1, 2 * people.length - 1])
})

test('whoever lacks a rate that nobody has on record is listed with it, and the rest is saved', async () => {
  const { people } = await found(director)
  await opened.database.pool.query(`update lead set removed_at = now()`)
  const given = await saveActivityTarget(director, {
    ...{ scenarioId, personId: people.at(-1)?.personId ?? 0, quarter: 4, version: 0 },
    rates: [{ name: 'leadOpportunities', used: 0.2, reason: 'As in the trade.' }],
  })
  const done = await deriveAllActivity(director, { scenarioId })
  assert.equal(done.derived, 1)
  assert.ok(
    done.failed.length > 0 && done.failed.every(({ missing }) => missing.join() === 'leadOpportunities'),
  )
  assert.equal(done.derived + done.kept + done.failed.length, 4 * people.length)
  assert.ok(!done.failed.some((each) => quarterKey(each) === quarterKey(given)))
  const { rows } = await opened.database.pool.query(
    `select after from audit_entry where action = 'targets.deriveAllActivity' order by audit_entry_id desc limit 1`,
  )
  assert.equal(rows[0].after.failed.length, done.failed.length)
})
