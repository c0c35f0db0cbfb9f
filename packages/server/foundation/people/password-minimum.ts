import type { Database } from '../../platform/database/index.ts'
import { DEFAULT_PASSWORD_LENGTH } from '../../platform/sign-in/password-rules.ts'

/** The least length that a workspace asks of new passwords. */
export async function minimumOfWorkspace(database: Database, workspaceId: number): Promise<number> {
  const { rows } = await database.pool.query<{ minimum_length: number }>(
    'select minimum_length from password_rule where workspace_id = $1',
    [workspaceId],
  )
  return rows[0]?.minimum_length ?? DEFAULT_PASSWORD_LENGTH
}

/** The strictest length of all workspaces of a user: the password opens every one of them. */
export async function minimumOfUser(database: Database, userId: string): Promise<number> {
  const { rows } = await database.pool.query<{ minimum: number | null }>(
    `select max(coalesce(r.minimum_length, $2::int)) as minimum from membership m
     left join password_rule r on r.workspace_id = m.workspace_id
     where m.user_id = $1 and m.deactivated_at is null`,
    [userId, DEFAULT_PASSWORD_LENGTH],
  )
  return rows[0]?.minimum ?? DEFAULT_PASSWORD_LENGTH
}
