import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { SignedIn } from '../../platform/http/procedures.ts'
import { readToken } from '../../platform/ids/one-time-token.ts'
import { checkPassword } from '../../platform/sign-in/password-rules.ts'
import { addUser, findUserId } from '../../platform/sign-in/users.ts'
import { recordAudit } from '../audit/index.ts'
import { minimumOfWorkspace } from './password-minimum.ts'
import { checkPerson } from './person-check.ts'

export type Invitation = {
  readonly invitationId: number
  readonly workspaceId: number
  readonly email: string
  readonly role: Role
  readonly personId: number | null
  readonly expiresAt: string
  readonly locale: string | null
}

type Row = {
  invitation_id: number
  email: string
  role: Role
  person_id: number | null
  expires_at: string
  locale: string | null
}

async function findOpen(
  tx: WorkspaceTransaction,
  read: { workspaceId: number; hash: string },
  now: Date,
  lock: boolean,
): Promise<Invitation | null> {
  const { workspaceId, hash } = read
  const { rows } = await sql<Row>`
    select invitation_id, email, role, person_id, expires_at, locale from invitation
    where workspace_id = ${workspaceId} and token_hash = ${hash} and accepted_at is null and revoked_at is null
      and expires_at > ${now.toISOString()} ${lock ? sql`for update` : sql``}`.execute(tx)
  const row = rows[0]
  if (row === undefined) return null
  const { invitation_id: invitationId, person_id: personId, expires_at: expiresAt, email, role, locale } = row
  return { invitationId, workspaceId, email, role, personId, expiresAt, locale }
}

/** The open invitation behind a token; refused where it was used, revoked or has expired. */
export async function readInvitation(database: Database, clock: Clock, token: string): Promise<Invitation> {
  const read = readToken(token)
  const found =
    read === null
      ? null
      : await inWorkspace(database, read.workspaceId, (tx) => findOpen(tx, read, clock.now(), false))
  if (found === null) throw new AppError('invitationOver')
  return found
}

/** Makes a user a member as the invitation says, once, and writes it into the trail as their own act. */
export async function joinWith(
  tx: WorkspaceTransaction,
  clock: Clock,
  invitation: Invitation,
  user: { readonly id: string; readonly name: string },
): Promise<void> {
  const { workspaceId, invitationId, email, role, personId } = invitation
  const now = clock.now()
  await checkPerson(tx, workspaceId, personId, null)
  const added = await tx
    .insertInto('membership')
    .values({
      workspace_id: workspaceId,
      user_id: user.id,
      email,
      display_name: user.name,
      role,
      person_id: personId,
      locale: invitation.locale,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing())
    .returning('membership_id')
    .executeTakeFirst()
  if (added === undefined) throw new AppError('alreadyMember', { email })
  await tx
    .updateTable('invitation')
    .set({ accepted_at: now.toISOString() })
    .where('workspace_id', '=', workspaceId)
    .where('invitation_id', '=', invitationId)
    .execute()
  const actor = { userId: user.id, name: user.name, role, personId, standingInFor: null }
  await recordAudit(
    tx,
    { workspaceId, actor, clock },
    {
      action: 'session.acceptInvitation',
      subject: `invitation:${invitationId}`,
      after: { email, role, personId, membershipId: added.membership_id },
    },
  )
  await emit(tx, workspaceId, { name: 'people.changed', payload: { invitationId } }, now)
}

type Answer = { readonly name?: string | undefined; readonly password?: string | undefined }

/** Who joins: the signed-in owner of the address, or a new user with the name and password given. */
async function userFor(
  database: Database,
  clock: Clock,
  invitation: Invitation,
  signedIn: SignedIn | null,
  answer: Answer,
): Promise<{ id: string; name: string }> {
  const { email, workspaceId } = invitation
  if (signedIn !== null) {
    if (signedIn.email.toLowerCase() !== email)
      throw new AppError('otherSignIn', { email, other: signedIn.email })
    return signedIn
  }
  if ((await findUserId(database.pool, email)) !== null) throw new AppError('signInExists', { email })
  const name = answer.name ?? ''
  if (name === '') throw new AppError('invalidInput', { field: 'name', reason: 'missing' })
  const password = answer.password ?? ''
  checkPassword(password, { email, name }, await minimumOfWorkspace(database, workspaceId))
  const id = await addUser(database.pool, { email, name, password }, clock.now())
  if (id === null) throw new AppError('signInExists', { email })
  return { id, name }
}

/** Joins a workspace with an invitation's link. */
export async function acceptInvitation(
  database: Database,
  clock: Clock,
  input: Answer & { readonly token: string },
  signedIn: SignedIn | null,
) {
  const read = readToken(input.token)
  const invitation = await readInvitation(database, clock, input.token)
  const user = await userFor(database, clock, invitation, signedIn, input)
  return inWorkspace(database, invitation.workspaceId, async (tx) => {
    const still = read === null ? null : await findOpen(tx, read, clock.now(), true)
    if (still === null) throw new AppError('invitationOver')
    await joinWith(tx, clock, still, user)
    const workspace = await tx
      .selectFrom('workspace')
      .select('code')
      .where('workspace_id', '=', still.workspaceId)
      .executeTakeFirstOrThrow()
    return { workspace: workspace.code, email: still.email }
  })
}
