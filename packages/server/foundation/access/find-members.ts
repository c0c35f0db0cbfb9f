import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

type Row = {
  membership_id: number
  email: string
  display_name: string
  role: Role
  name_zh: string | null
  name_en: string | null
}

/** Members of the workspace with their roles, administrators first. */
export async function findMembers(context: CallContext) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select m.membership_id, m.email, m.display_name, m.role, p.name_zh, p.name_en from membership m
      left join person p on p.workspace_id = m.workspace_id and p.person_id = m.person_id
      where m.workspace_id = ${workspaceId}
      order by array_position(array['administrator','director','manager','representative','analyst'], m.role), m.display_name`.execute(
      tx,
    )
    return rows.map((row) => ({
      membershipId: row.membership_id,
      email: row.email,
      name: row.display_name,
      role: row.role,
      person: row.name_zh === null ? null : { zh: row.name_zh, en: row.name_en ?? row.name_zh },
    }))
  })
}
