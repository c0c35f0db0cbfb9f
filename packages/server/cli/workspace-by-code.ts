import type { Database } from '../platform/database/index.ts'
import { StartFailure } from '../platform/failure.ts'

/** The id of a workspace that a command names. @throws StartFailure with the codes that there are */
export async function workspaceByCode(database: Database, code: string): Promise<number> {
  const { rows } = await database.pool.query<{ workspace_id: number }>(
    'select workspace_id from workspace where code = $1',
    [code],
  )
  if (rows[0] !== undefined) return rows[0].workspace_id
  const known = await database.pool.query<{ code: string }>('select code from workspace order by code')
  throw new StartFailure(
    `There is no workspace “${code}”. There are: ${known.rows.map((row) => row.code).join(', ') || 'none yet'}.`,
  )
}
