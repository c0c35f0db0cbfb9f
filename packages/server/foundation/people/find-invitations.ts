import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

type Row = {
  invitationId: number
  email: string
  role: Role
  invitedBy: string
  sentAt: string
  expiresAt: string
  name_zh: string | null
  name_en: string | null
}

/** Invitations that wait, newest first; an expired one stays listed so that it can be sent again. */
export async function findInvitations(context: CallContext) {
  const { database, workspaceId, clock } = context
  const now = clock.now().toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select i.invitation_id as "invitationId", i.email, i.role, i.invited_by as "invitedBy", i.sent_at as "sentAt",
        i.expires_at as "expiresAt", p.name_zh, p.name_en
      from invitation i
      left join person p on p.workspace_id = i.workspace_id and p.person_id = i.person_id
      where i.workspace_id = ${workspaceId} and i.accepted_at is null and i.revoked_at is null
      order by i.sent_at desc, i.invitation_id desc limit 500`.execute(tx)
    return rows.map(({ name_zh, name_en, ...row }) => ({
      ...row,
      person: name_zh === null ? null : { zh: name_zh, en: name_en ?? name_zh },
      expired: row.expiresAt <= now,
    }))
  })
}
