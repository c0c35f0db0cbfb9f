import type { Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { SignedIn } from '../../platform/http/procedures.ts'
import { joinWith } from './accept-invitation.ts'

type Row = {
  workspace_id: number
  invitation_id: number
  email: string
  role: Role
  person_id: number | null
  expires_at: string
  locale: string | null
}

/** Open invitations of an address in all workspaces. It runs as the owner: who is invited where is known across them. */
async function findOpenOf(database: Database, clock: Clock, email: string): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    `select workspace_id, invitation_id, email, role, person_id, expires_at, locale from invitation
     where email = $1 and accepted_at is null and revoked_at is null and expires_at > $2 order by workspace_id, invitation_id`,
    [email.toLowerCase(), clock.now()],
  )
  return rows
}

/** Whether an address belongs to an active member or to somebody whose invitation is open. */
export async function mayEnter(database: Database, clock: Clock, email: string): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select 1 from membership m join sign_in."user" u on u."id" = m.user_id
     where u."email" = $1 and m.deactivated_at is null limit 1`,
    [email.toLowerCase()],
  )
  return rowCount !== 0 || (await findOpenOf(database, clock, email)).length > 0
}

/**
 * Accepts the open invitations of somebody whose address the identity provider has verified: having the mailbox is
 * what a link would have proved. An invitation that no longer fits stays open.
 */
export async function joinInvited(database: Database, clock: Clock, user: SignedIn): Promise<void> {
  for (const row of await findOpenOf(database, clock, user.email)) {
    const invitation = {
      workspaceId: row.workspace_id,
      invitationId: row.invitation_id,
      email: row.email,
      role: row.role,
      personId: row.person_id,
      expiresAt: row.expires_at,
      locale: row.locale,
    }
    try {
      await inWorkspace(database, row.workspace_id, (tx) => joinWith(tx, clock, invitation, user))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
}
