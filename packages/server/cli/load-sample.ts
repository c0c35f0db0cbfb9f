import { loadSuperstore } from '../connectors/superstore/index.ts'
import { callerFor, putSampleMembers } from '../foundation/access/index.ts'
import { approveScenario, setTarget, submitScenario } from '../loop/1-targets/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Config } from '../platform/config/read-config.ts'
import type { Database } from '../platform/database/index.ts'
import { SAMPLE_DOMAIN } from '../platform/sign-in/sign-in.ts'
import { findUserId } from '../platform/sign-in/users.ts'

/** The last year of the sample's order lines gets a target, so that there is something to review. */
const SAMPLE_TARGET = {
  name: '2017 · 2016 + 12 %',
  baseYear: 2016,
  growthPercent: 12,
  channel: 'sales',
  fallback: 'teamMedian',
} as const

async function setSampleTarget(database: Database, clock: Clock): Promise<void> {
  const userId = await findUserId(database.pool, `director${SAMPLE_DOMAIN}`)
  if (userId === null) return
  const director = await callerFor(database, clock, { id: userId, name: 'director' }, 'superstore')
  const { scenarioId } = await setTarget(director, SAMPLE_TARGET)
  const { version } = await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version })
}

async function workspaceIds(database: Database): Promise<number[]> {
  const { rows } = await database.pool.query<{ workspace_id: number }>(
    'select workspace_id from workspace order by 1',
  )
  return rows.map((row) => row.workspace_id)
}

/** On the first start without any workspace: the sample organisation with its sign-ins, where samples are on. */
export async function loadSample(
  database: Database,
  config: Config,
  clock: Clock,
  say: (line: string) => void,
): Promise<void> {
  if (!config.samples) return
  const existing = await workspaceIds(database)
  if (existing.length === 0) {
    say('loading the sample organisation (first start only) …')
    const { workspaceId } = await loadSuperstore(database, { clock })
    await putSampleMembers(database, workspaceId, clock.now())
    await setSampleTarget(database, clock)
  }
  for (const workspaceId of existing) await putSampleMembers(database, workspaceId, clock.now())
}
