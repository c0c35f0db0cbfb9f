import type { Locale, Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { newToken } from '../../platform/ids/one-time-token.ts'
import { recordAudit } from '../audit/index.ts'
import type { Mailer } from '../mail/index.ts'
import { expiryOf, INVITATION_DAYS, linkOf } from './link.ts'
import { invitationMail, postLink } from './link-mails.ts'
import { checkPerson } from './person-check.ts'

async function refuseMember(tx: WorkspaceTransaction, workspaceId: number, email: string): Promise<void> {
  const member = await tx
    .selectFrom('membership')
    .select('membership_id')
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .executeTakeFirst()
  if (member !== undefined) throw new AppError('alreadyMember', { email })
}

/** Open invitations of the same address give way to the new one: one link at a time opens the door. */
async function replaceOpen(
  tx: WorkspaceTransaction,
  workspaceId: number,
  email: string,
  at: string,
): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ revoked_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * Invites somebody by e-mail. The answer holds the link; the database holds only its hash, and where a mail server is
 * set up the link sealed until the mail is sent.
 */
export async function inviteMember(
  context: CallContext,
  mailer: Mailer,
  input: { email: string; role: Role; personId: number | null; locale: Locale },
) {
  const { database, workspaceId, actor, clock } = context
  const email = input.email.toLowerCase()
  const now = clock.now()
  const made = newToken(workspaceId)
  const expiresAt = expiryOf(now, INVITATION_DAYS)
  return inWorkspace(database, workspaceId, async (tx) => {
    await refuseMember(tx, workspaceId, email)
    await checkPerson(tx, workspaceId, input.personId, null)
    await replaceOpen(tx, workspaceId, email, now.toISOString())
    const { invitation_id: invitationId } = await tx
      .insertInto('invitation')
      .values({
        workspace_id: workspaceId,
        email,
        role: input.role,
        person_id: input.personId,
        token_hash: made.hash,
        invited_by: actor.name,
        created_at: now.toISOString(),
        sent_at: now.toISOString(),
        expires_at: expiresAt,
        locale: input.locale,
      })
      .returning('invitation_id')
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, {
      action: 'people.inviteMember',
      subject: `invitation:${invitationId}`,
      after: { email, role: input.role, personId: input.personId },
    })
    await emit(tx, workspaceId, { name: 'people.changed', payload: { invitationId } }, now)
    const link = linkOf(made, expiresAt)
    const mailed = await postLink(
      tx,
      context,
      mailer,
      { email, locale: input.locale },
      'invitation',
      (names) => invitationMail(input.locale, names, input.role, link),
    )
    return { invitationId, ...link, mailed }
  })
}

/** A new link for an invitation that is open or has expired; the old link stops working. */
export async function renewInvitation(
  context: CallContext,
  mailer: Mailer,
  { invitationId }: { invitationId: number },
  callerLocale: Locale,
) {
  const { database, workspaceId, clock } = context
  const now = clock.now()
  const made = newToken(workspaceId)
  const expiresAt = expiryOf(now, INVITATION_DAYS)
  return inWorkspace(database, workspaceId, async (tx) => {
    const row = await tx
      .updateTable('invitation')
      .set({ token_hash: made.hash, sent_at: now.toISOString(), expires_at: expiresAt })
      .where('workspace_id', '=', workspaceId)
      .where('invitation_id', '=', invitationId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning(['email', 'role', 'locale'])
      .executeTakeFirst()
    if (row === undefined) throw new AppError('notFound', { what: 'invitation', id: invitationId })
    await recordAudit(tx, context, {
      action: 'people.renewInvitation',
      subject: `invitation:${invitationId}`,
      after: { email: row.email, expiresAt },
    })
    const link = linkOf(made, expiresAt)
    const locale = (row.locale ?? callerLocale) as Locale
    const mailed = await postLink(tx, context, mailer, { email: row.email, locale }, 'invitation', (names) =>
      invitationMail(locale, names, row.role as Role, link),
    )
    return { invitationId, ...link, mailed }
  })
}

/** Takes an open invitation back; its link stops working. */
export async function revokeInvitation(context: CallContext, { invitationId }: { invitationId: number }) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const row = await tx
      .updateTable('invitation')
      .set({ revoked_at: clock.now().toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('invitation_id', '=', invitationId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning('email')
      .executeTakeFirst()
    if (row === undefined) throw new AppError('notFound', { what: 'invitation', id: invitationId })
    await recordAudit(tx, context, {
      action: 'people.revokeInvitation',
      subject: `invitation:${invitationId}`,
      before: { email: row.email },
    })
    await emit(tx, workspaceId, { name: 'people.changed', payload: { invitationId } }, clock.now())
    return { revoked: true }
  })
}
