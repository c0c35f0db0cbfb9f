import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { endSessions } from '../../platform/sign-in/users.ts'
import { recordAudit } from '../audit/index.ts'
import { memberUser } from './member-user.ts'

/** Signs a member out everywhere. Their sign-in is one for all workspaces, so it ends there too. */
export async function endMemberSessions(context: CallContext, { membershipId }: { membershipId: number }) {
  const { database, workspaceId } = context
  const { userId, email } = await memberUser(context, membershipId)
  const ended = await endSessions(database.pool, userId)
  await inWorkspace(database, workspaceId, (tx) =>
    recordAudit(tx, context, {
      action: 'people.endMemberSessions',
      subject: `member:${membershipId}`,
      after: { email, ended },
    }),
  )
  return { ended }
}
