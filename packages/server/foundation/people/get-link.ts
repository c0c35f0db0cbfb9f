import type { Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { SignedIn } from '../../platform/http/procedures.ts'
import { readToken } from '../../platform/ids/one-time-token.ts'
import { findUserId } from '../../platform/sign-in/users.ts'
import { readInvitation } from './accept-invitation.ts'
import { minimumOfUser, minimumOfWorkspace } from './password-minimum.ts'
import { readReset } from './reset-password.ts'

async function workspaceName(database: Database, workspaceId: number): Promise<{ zh: string; en: string }> {
  const row = await inWorkspace(database, workspaceId, (tx) =>
    tx
      .selectFrom('workspace')
      .select(['name_zh', 'name_en'])
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow(),
  )
  return { zh: row.name_zh, en: row.name_en }
}

/** The value, or null where a link is over; other failures stay failures. */
async function unlessOver<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AppError && error.code.endsWith('Over')) return null
    throw error
  }
}

/** What a link is for: an invitation, a new password, or null where it was used, revoked or has expired. */
export async function getLink(
  database: Database,
  clock: Clock,
  { token }: { token: string },
  signedIn: SignedIn | null,
) {
  const workspaceId = readToken(token)?.workspaceId
  if (workspaceId === undefined) return null
  const invitation = await unlessOver(readInvitation(database, clock, token))
  if (invitation !== null) {
    return {
      kind: 'invitation' as const,
      email: invitation.email,
      workspace: await workspaceName(database, workspaceId),
      role: invitation.role,
      name: '',
      hasSignIn: (await findUserId(database.pool, invitation.email)) !== null,
      signedInAs: signedIn?.email ?? null,
      minimumLength: await minimumOfWorkspace(database, workspaceId),
      expiresAt: invitation.expiresAt,
    }
  }
  const reset = await unlessOver(readReset(database, clock, token))
  if (reset === null) return null
  return {
    kind: 'passwordReset' as const,
    email: reset.email,
    workspace: await workspaceName(database, workspaceId),
    role: reset.role satisfies Role,
    name: reset.name,
    hasSignIn: true,
    signedInAs: signedIn?.email ?? null,
    minimumLength: await minimumOfUser(database, reset.userId),
    expiresAt: reset.expiresAt,
  }
}
