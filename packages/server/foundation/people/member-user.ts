import type { Locale } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** The user behind a membership of the caller's workspace. */
export async function memberUser(
  { database, workspaceId }: CallContext,
  membershipId: number,
): Promise<{ readonly userId: string; readonly email: string; readonly locale: Locale | null }> {
  const row = await inWorkspace(database, workspaceId, (tx) =>
    tx
      .selectFrom('membership')
      .select(['user_id', 'email', 'locale'])
      .where('workspace_id', '=', workspaceId)
      .where('membership_id', '=', membershipId)
      .executeTakeFirst(),
  )
  if (row === undefined) throw new AppError('notFound', { what: 'member', id: membershipId })
  return { userId: row.user_id, email: row.email, locale: row.locale as Locale | null }
}
