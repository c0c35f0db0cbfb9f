import type { Locale, Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { newToken, readToken } from '../../platform/ids/one-time-token.ts'
import { checkPassword } from '../../platform/sign-in/password-rules.ts'
import { putPassword } from '../../platform/sign-in/users.ts'
import { recordAudit } from '../audit/index.ts'
import type { Mailer } from '../mail/index.ts'
import { expiryOf, linkOf, RESET_DAYS } from './link.ts'
import { postLink, resetMail } from './link-mails.ts'
import { memberUser } from './member-user.ts'
import { minimumOfUser } from './password-minimum.ts'

/**
 * A password opens every workspace of its owner. An administrator of one may therefore not set it for somebody who
 * is also a member of another that this administrator does not administer.
 */
async function refuseMemberElsewhere(context: CallContext, userId: string, email: string): Promise<void> {
  const { rowCount } = await context.database.pool.query(
    `select 1 from membership m where m.user_id = $1 and m.deactivated_at is null and not exists (
       select 1 from membership a where a.workspace_id = m.workspace_id and a.user_id = $2
         and a.role = 'administrator' and a.deactivated_at is null)
       and m.workspace_id <> $3 limit 1`,
    [userId, context.actor.userId, context.workspaceId],
  )
  if (rowCount !== 0) throw new AppError('memberElsewhere', { email })
}

/** A link with which a member sets a new password once, within a day. An earlier link of theirs stops working. */
export async function createPasswordReset(
  context: CallContext,
  mailer: Mailer,
  { membershipId }: { membershipId: number },
  callerLocale: Locale,
) {
  const { database, workspaceId, actor, clock } = context
  if (actor.standingInFor !== null) throw new AppError('notWhileStandingIn')
  const { userId, email, locale: ownLocale } = await memberUser(context, membershipId)
  const locale = ownLocale ?? callerLocale
  await refuseMemberElsewhere(context, userId, email)
  const now = clock.now()
  const made = newToken(workspaceId)
  const expiresAt = expiryOf(now, RESET_DAYS)
  return inWorkspace(database, workspaceId, async (tx) => {
    await tx
      .updateTable('password_reset')
      .set({ used_at: now.toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('membership_id', '=', membershipId)
      .where('used_at', 'is', null)
      .execute()
    await tx
      .insertInto('password_reset')
      .values({
        workspace_id: workspaceId,
        membership_id: membershipId,
        token_hash: made.hash,
        created_by: actor.name,
        created_at: now.toISOString(),
        expires_at: expiresAt,
      })
      .execute()
    await recordAudit(tx, context, {
      action: 'people.createPasswordReset',
      subject: `member:${membershipId}`,
      after: { email, expiresAt },
    })
    const link = linkOf(made, expiresAt)
    const mailed = await postLink(tx, context, mailer, { email, locale }, 'passwordReset', (names) =>
      resetMail(locale, names, link),
    )
    return { ...link, mailed }
  })
}

type Owner = {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly membershipId: number
  readonly expiresAt: string
}

/** Whose password a link sets; refused where it is over. */
export async function readReset(database: Database, clock: Clock, token: string): Promise<Owner> {
  const read = readToken(token)
  if (read === null) throw new AppError('resetOver')
  const row = await inWorkspace(database, read.workspaceId, (tx) =>
    tx
      .selectFrom('password_reset as r')
      .innerJoin('membership as m', (join) =>
        join.onRef('m.workspace_id', '=', 'r.workspace_id').onRef('m.membership_id', '=', 'r.membership_id'),
      )
      .select(['m.user_id', 'm.email', 'm.display_name', 'm.membership_id', 'm.role', 'r.expires_at'])
      .where('r.workspace_id', '=', read.workspaceId)
      .where('r.token_hash', '=', read.hash)
      .where('r.used_at', 'is', null)
      .where('r.expires_at', '>', clock.now().toISOString())
      .where('m.deactivated_at', 'is', null)
      .executeTakeFirst(),
  )
  if (row === undefined) throw new AppError('resetOver')
  return {
    userId: row.user_id,
    email: row.email,
    name: row.display_name,
    role: row.role as Role,
    membershipId: row.membership_id,
    expiresAt: row.expires_at,
  }
}

/** Sets a new password with a link, once; the sessions of the old one end. */
export async function resetPassword(
  database: Database,
  clock: Clock,
  input: { token: string; password: string },
) {
  const owner = await readReset(database, clock, input.token)
  checkPassword(input.password, owner, await minimumOfUser(database, owner.userId))
  const read = readToken(input.token)
  if (read === null) throw new AppError('resetOver')
  const { workspaceId, hash } = read
  await inWorkspace(database, workspaceId, async (tx) => {
    const used = await tx
      .updateTable('password_reset')
      .set({ used_at: clock.now().toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('token_hash', '=', hash)
      .where('used_at', 'is', null)
      .returning('password_reset_id')
      .executeTakeFirst()
    if (used === undefined) throw new AppError('resetOver')
    const { userId, name, role } = owner
    const actor = { userId, name, role, personId: null, standingInFor: null }
    await recordAudit(
      tx,
      { workspaceId, actor, clock },
      { action: 'session.resetPassword', subject: `member:${owner.membershipId}` },
    )
  })
  await putPassword(database.pool, owner.userId, input.password, clock.now())
  return { email: owner.email }
}
