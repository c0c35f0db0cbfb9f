import type { AuditAction, Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import { announceAccess } from '../../platform/events/session-end.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { checkPerson } from './person-check.ts'

type Member = { role: string; person_id: number | null; user_id: string; email: string; active: boolean }

/**
 * The member, with all administrators locked: of two administrators who remove each other at the same moment, the
 * second waits and finds that they are the last.
 */
async function lockMember(
  tx: WorkspaceTransaction,
  workspaceId: number,
  membershipId: number,
): Promise<Member & { readonly lastAdministrator: boolean }> {
  const rows = await tx
    .selectFrom('membership')
    .select(['membership_id', 'role', 'person_id', 'user_id', 'email', 'deactivated_at'])
    .where('workspace_id', '=', workspaceId)
    .where((row) => row.or([row('role', '=', 'administrator'), row('membership_id', '=', membershipId)]))
    .orderBy('membership_id')
    .forUpdate()
    .execute()
  const found = rows.find((row) => row.membership_id === membershipId)
  if (found === undefined) throw new AppError('notFound', { what: 'member', id: membershipId })
  const active = found.deactivated_at === null
  const administrators = rows.filter((row) => row.role === 'administrator' && row.deactivated_at === null)
  const lastAdministrator = active && found.role === 'administrator' && administrators.length === 1
  return { ...found, active, lastAdministrator }
}

type Change = {
  readonly role?: Role
  readonly person_id?: number | null
  readonly deactivated_at?: string | null
}

async function save(
  tx: WorkspaceTransaction,
  context: CallContext,
  membershipId: number,
  action: AuditAction,
  member: Member,
  change: Change,
): Promise<{ membershipId: number }> {
  const { workspaceId, clock } = context
  await tx
    .updateTable('membership')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('membership_id', '=', membershipId)
    .execute()
  await recordAudit(tx, context, {
    action,
    subject: `member:${membershipId}`,
    before: { email: member.email, role: member.role, personId: member.person_id, active: member.active },
    after: {
      role: change.role ?? member.role,
      personId: change.person_id === undefined ? member.person_id : change.person_id,
      active: change.deactivated_at === undefined ? member.active : change.deactivated_at === null,
    },
  })
  await emit(tx, workspaceId, { name: 'people.changed', payload: { membershipId } }, clock.now())
  await announceAccess(tx, member.user_id)
  return { membershipId }
}

/** Changes a member's role or person; the last administrator stays one. */
export async function changeMember(
  context: CallContext,
  input: { membershipId: number; role: Role; personId: number | null },
) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const member = await lockMember(tx, workspaceId, input.membershipId)
    if (member.lastAdministrator && input.role !== 'administrator') throw new AppError('lastAdministrator')
    await checkPerson(tx, workspaceId, input.personId, input.membershipId)
    return save(tx, context, input.membershipId, 'people.changeMember', member, {
      role: input.role,
      person_id: input.personId,
    })
  })
}

/** Ends a member's access. Their open pages stop hearing within seconds; what they did stays. */
export async function deactivateMember(context: CallContext, { membershipId }: { membershipId: number }) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const member = await lockMember(tx, workspaceId, membershipId)
    if (member.lastAdministrator) throw new AppError('lastAdministrator')
    return save(tx, context, membershipId, 'people.deactivateMember', member, {
      deactivated_at: clock.now().toISOString(),
    })
  })
}

/** Gives a deactivated member their access back, in the role that they had. */
export async function reactivateMember(context: CallContext, { membershipId }: { membershipId: number }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const member = await lockMember(tx, workspaceId, membershipId)
    await checkPerson(tx, workspaceId, member.person_id, membershipId)
    return save(tx, context, membershipId, 'people.reactivateMember', member, { deactivated_at: null })
  })
}
