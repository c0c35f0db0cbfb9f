import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

type Row = {
  membershipId: number
  user_id: string
  email: string
  name: string
  role: Role
  personId: number | null
  active: boolean
  name_zh: string | null
  name_en: string | null
}

type Use = { userId: string; sessions: number; lastUsedAt: string | null; two: boolean | null }

/** Open sign-ins of some users. It runs as the owner: the application role does not see sign-in tables. */
async function findUses(
  database: Database,
  userIds: readonly string[],
  now: Date,
): Promise<Map<string, Use>> {
  const { rows } = await database.pool.query<Use>(
    `select u."id" as "userId", u."twoFactorEnabled" as two, count(s."id") as sessions, max(s."updatedAt") as "lastUsedAt"
     from sign_in."user" u left join sign_in."session" s on s."userId" = u."id" and s."expiresAt" > $2
     where u."id" = any($1::text[]) group by u."id"`,
    [[...userIds], now],
  )
  return new Map(rows.map((row) => [row.userId, row]))
}

/** Members of the workspace with their roles, administrators first, deactivated ones last. */
export async function findMembers(context: CallContext) {
  const { database, workspaceId, clock } = context
  const rows = await inWorkspace(database, workspaceId, async (tx) => {
    const found = await sql<Row>`
      select m.membership_id as "membershipId", m.user_id, m.email, m.display_name as name, m.role, m.person_id as "personId",
        m.deactivated_at is null as active, p.name_zh, p.name_en
      from membership m
      left join person p on p.workspace_id = m.workspace_id and p.person_id = m.person_id
      where m.workspace_id = ${workspaceId}
      order by m.deactivated_at is not null, array_position(array['administrator','director','manager','representative','analyst'], m.role), m.display_name`.execute(
      tx,
    )
    return found.rows
  })
  const uses = await findUses(
    database,
    rows.map((row) => row.user_id),
    clock.now(),
  )
  return rows.map(({ user_id, name_zh, name_en, ...row }) => ({
    ...row,
    person: name_zh === null ? null : { zh: name_zh, en: name_en ?? name_zh },
    sessions: row.active ? (uses.get(user_id)?.sessions ?? 0) : 0,
    lastUsedAt: uses.get(user_id)?.lastUsedAt ?? null,
    twoFactorEnabled: uses.get(user_id)?.two ?? false,
  }))
}
