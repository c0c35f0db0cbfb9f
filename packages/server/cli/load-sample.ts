import { loadSuperstore } from '../connectors/superstore/index.ts'
import { putSampleMembers } from '../foundation/access/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Config } from '../platform/config/read-config.ts'
import type { Database } from '../platform/database/index.ts'

/** On the first start without any workspace: the sample organisation with its sign-ins, where samples are on. */
export async function loadSample(
  database: Database,
  config: Config,
  clock: Clock,
  say: (line: string) => void,
): Promise<void> {
  if (!config.samples) return
  const { rows } = await database.pool.query<{ workspace_id: number; members: number }>(
    `select w.workspace_id, (select count(*) from membership m where m.workspace_id = w.workspace_id) as members
     from workspace w order by 1`,
  )
  if (rows.length === 0) {
    say('loading the sample organisation (first start only) …')
    await loadSuperstore(database, { clock })
  }
  const { rows: all } = await database.pool.query<{ workspace_id: number }>(
    'select workspace_id from workspace order by 1',
  )
  for (const { workspace_id } of all) await putSampleMembers(database, workspace_id, clock.now())
}
