import { loadSampleCompany, SAMPLE_CODE } from '../connectors/sample-company/index.ts'
import { callerFor, putSampleMembers } from '../foundation/access/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Config } from '../platform/config/read-config.ts'
import type { Database } from '../platform/database/index.ts'
import { SAMPLE_DOMAIN } from '../platform/sign-in/sign-in.ts'
import { findUserId } from '../platform/sign-in/users.ts'
import { setSampleTargets } from './set-sample-targets.ts'

async function workspaceIds(database: Database): Promise<number[]> {
  const { rows } = await database.pool.query<{ workspace_id: number }>(
    'select workspace_id from workspace order by 1',
  )
  return rows.map((row) => row.workspace_id)
}

/** Gives the sample company its sign-ins and its targets. */
export async function inhabitSample(
  database: Database,
  clock: Clock,
  sample: { readonly workspaceId: number; readonly code: string; readonly day: string },
): Promise<void> {
  await putSampleMembers(database, sample.workspaceId, clock.now())
  const userId = await findUserId(database.pool, `director${SAMPLE_DOMAIN}`)
  if (userId === null) return
  const director = await callerFor(database, clock, { id: userId, name: 'director' }, sample.code)
  await setSampleTargets(director, sample.day)
}

/** On the first start without any workspace: the sample company with its sign-ins, where samples are on. */
export async function loadSample(
  database: Database,
  config: Config,
  clock: Clock,
  say: (line: string) => void,
): Promise<void> {
  if (!config.samples) return
  const existing = await workspaceIds(database)
  if (existing.length === 0) {
    say('loading the sample company (first start only) …')
    const { workspaceId, day } = await loadSampleCompany(database, { clock })
    await inhabitSample(database, clock, { workspaceId, code: SAMPLE_CODE, day })
  }
  for (const workspaceId of existing) await putSampleMembers(database, workspaceId, clock.now())
}
