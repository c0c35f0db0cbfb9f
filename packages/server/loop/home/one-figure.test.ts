import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setSampleTargets } from '../../cli/set-sample-targets.ts'
import { SAMPLE_CODE } from '../../connectors/sample-company/index.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { findScenarios } from '../1-targets/index.ts'
import { computeTile } from '../4-monitoring/dashboards/compute-tile.ts'
import type { TileInput } from '../4-monitoring/dashboards/tile-question.ts'
import { getAttainment } from '../6-review/index.ts'
import { getHome } from './get-home.ts'
import { getLoopFigures } from './get-loop-figures.ts'

const NOW = '2026-11-24T02:00:00Z'
const TILE: TileInput['tile'] = {
  form: 'number',
  metric: 'sales',
  by: [],
  filter: { channel: 'direct' },
  period: null,
  compare: 'target',
}

let opened: FilledDatabase
const callers: CallContext[] = []

before(async () => {
  opened = await openFilled(sampleCompanyAt(NOW))
  const { workspaceId } = opened
  for (const role of ['director', 'manager', 'representative'] as const)
    callers.push({ ...(await sampleCaller(opened, workspaceId, SAMPLE_CODE, role)), clock: fixedClock(NOW) })
  await setSampleTargets(callers[0] as CallContext, NOW.slice(0, 10))
})
after(() => opened.close())

test('home, board and review say the same of a year and of a quarter, whoever looks', async () => {
  for (const caller of callers) {
    const home = await getHome(caller)
    for (const [period, figures] of [
      ['year', home.yearFigures],
      ['quarter', home.quarterFigures],
    ] as const) {
      const tile = await computeTile(caller, { tile: TILE, period, filter: {} })
      assert.deepEqual(
        [tile.total.value, tile.compared?.value],
        [figures?.actual, figures?.target],
        `${caller.actor.role} ${period}`,
      )
    }
    const review = await getAttainment(caller, {
      scenarioId: home.scenarioId ?? 0,
      rows: ['organisation'],
      at: {},
    })
    assert.equal(review.rows[0]?.actual, home.yearFigures?.actual)
  }
})

test('growth of the year’s target is in the loop what the card of the plan says', async () => {
  for (const caller of callers) {
    const { figures } = await getLoopFigures(caller)
    const plan = (await findScenarios(caller)).find(({ state }) => state === 'approved')
    assert.ok(plan)
    const growth = figures.find(({ part }) => part === 'targets')?.figure?.values['growth']
    assert.equal(growth, (plan.total - plan.baseTotal) / plan.baseTotal, caller.actor.role)
  }
})

test('who sells without a target of their own counts for their unit, and nobody is left outside', async () => {
  const [director] = callers
  assert.ok(director)
  const { scenarioId } = await getHome(director)
  const { rows, outsidePlan } = await getAttainment(director, {
    scenarioId: scenarioId ?? 0,
    rows: ['organisation'],
    at: {},
  })
  const without = rows.filter(
    ({ at, target, actual }) => /^person:/.test(at.organisation ?? '') && target === 0 && actual > 0,
  )
  assert.ok(without.length > 0)
  assert.ok(without.every(({ attainment, pace }) => attainment === null && pace === null))
  assert.equal(outsidePlan, 0)
  for (const unit of rows.filter(({ hasChildren }) => hasChildren)) {
    const below = rows.filter(({ parentKey }) => parentKey === unit.key)
    assert.equal(
      below.reduce((sum, { actual }) => sum + actual, 0),
      unit.actual,
    )
  }
})
