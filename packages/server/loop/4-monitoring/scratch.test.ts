import { after, before, test } from 'node:test'
import { setSampleTargets } from '../../cli/set-sample-targets.ts'
import { loadSampleCompany } from '../../connectors/sample-company/index.ts'
import { fixedClock } from '../../platform/clock/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../testing/test-database.ts'
import { bridgePipeline } from './funnel/bridge-pipeline.ts'
import { compareFunnels } from './funnel/compare-funnels.ts'
import { getFunnelHistory } from './funnel/get-funnel-history.ts'
import { findGrades } from './grading/find-grades.ts'
import { getGrading } from './grading/get-grading.ts'
import { runGrading } from './grading/run-grading.ts'
import { findStuckDeals } from './health/find-stuck-deals.ts'
import { getFunnelHealth } from './health/get-funnel-health.ts'

const DAY = '2026-05-20'
let opened: OpenTestDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext

before(async () => {
  opened = await openTestDatabase()
  const clock = fixedClock(`${DAY}T02:00:00Z`)
  const { workspaceId } = await loadSampleCompany(opened.database, { clock })
  director = { ...(await sampleCaller(opened, workspaceId, 'hengyue', 'director')), clock }
  manager = { ...(await sampleCaller(opened, workspaceId, 'hengyue', 'manager')), clock }
  representative = { ...(await sampleCaller(opened, workspaceId, 'hengyue', 'representative')), clock }
  await setSampleTargets(director, DAY)
})
after(() => opened.close())
const show = (name: string, value: unknown) => console.log(name, JSON.stringify(value))
async function timed<T>(name: string, work: Promise<T>): Promise<T> {
  const t = Date.now()
  const value = await work
  console.log(name, Date.now() - t, 'ms')
  return value
}

test('scratch', async () => {
  const h = await timed('history', getFunnelHistory(director, { from: '2025-05-21', to: DAY, every: 'quarter' }))
  show('snap', h.snapshots)
  show('cohorts', h.cohorts)
  const b = await timed('bridge', bridgePipeline(director, { start: '2026-03-31', end: DAY, dueFrom: '2026-04-01', dueTo: '2026-06-30' }))
  show('bridge', b)
  const { rows } = await opened.database.pool.query(`select org_unit_id as id, code from org_unit where code in ('area:north','area:east')`)
  const north = (rows as { id: number; code: string }[]).find((r) => r.code === 'area:north')!.id
  const c = await timed('compare', compareFunnels(director, { first: { from: '2025-05-21', to: DAY, orgUnitId: north }, second: null }))
  show('compare', { ...c, groups: c.groups.map(({ stages: _s, ...g }) => g) })
  for (const [name, who] of Object.entries({ director, manager, representative })) {
    const health = await timed(`health ${name}`, getFunnelHealth(who, {}))
    show(name, { ...health, hygiene: health.hygiene.slice(0, 4) })
    const stuck = await timed('stuck', findStuckDeals(who, { page: 1, pageSize: 5 }))
    show(name, stuck)
  }
  const run = await timed('grading', runGrading(director, { byHand: false }))
  show('run', run)
  show('again', await runGrading(director, { byHand: false }))
  for (const [name, who] of Object.entries({ director, manager, representative })) {
    show(name, await timed('grading', getGrading(who)))
    show(name, await timed('grades', findGrades(who, { page: 1, pageSize: 3, search: '' })))
  }
})
