import type { AuditAction } from '@salesloom/contract'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { readLimits } from '../../../foundation/authority/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { checkMembers, isWithin } from '../response/people.ts'
import { getResponseRow } from '../response/response.store.ts'
import { type GrantInput, type GrantRow, getGrant, insertGrant } from './grant.store.ts'

/** Nobody lends more than their own role holds: what was lent to them is not lent on. */
async function checkOwnLimit(tx: WorkspaceTransaction, { workspaceId, actor }: CallContext, asked: number) {
  if (actor.standingInFor !== null) throw new AppError('notWhileStandingIn')
  const { limits } = await readLimits(tx, workspaceId)
  const limit = limits[actor.role]
  if (asked > limit) throw new AppError('grantBeyondAuthority', { limit, asked })
}

async function checkPerson(tx: WorkspaceTransaction, context: CallContext, personId: number, today: string) {
  if (!(await isWithin(tx, context, personId, today))) throw new AppError('outsideSubtree')
}

async function note(
  tx: WorkspaceTransaction,
  context: CallContext,
  action: AuditAction,
  grantId: number,
  change: { before?: unknown; after?: unknown },
) {
  const { workspaceId, clock } = context
  await recordAudit(tx, context, { action, subject: `authorityGrant:${grantId}`, ...change })
  await emit(tx, workspaceId, { name: 'monitoring.responsesChanged', payload: { grantId } }, clock.now())
}

/** Lends a person of the caller's part a higher discount limit until a day. */
export async function grantAuthority(context: CallContext, input: GrantInput) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    if (input.until < input.from)
      throw new AppError('invalidInput', { field: 'until', reason: 'beforeFirst' })
    if (input.until < today) throw new AppError('invalidInput', { field: 'until', reason: 'past' })
    if (input.personId === context.actor.personId)
      throw new AppError('invalidInput', { field: 'personId', reason: 'ownPerson' })
    await checkOwnLimit(tx, context, input.limitPercent)
    await checkPerson(tx, context, input.personId, today)
    await checkMembers(tx, workspaceId, 'customer', input.customerIds)
    await checkMembers(tx, workspaceId, 'product', input.productIds)
    if (input.responseId !== null) await getResponseRow(tx, context, input.responseId)
    const grantId = await insertGrant(tx, context, input)
    await note(tx, context, 'monitoring.grantAuthority', grantId, { after: input })
    return { grantId }
  })
}

/** Takes a grant back from today on: of the granter, or of somebody who sees the whole. */
export async function revokeAuthority(context: CallContext, { grantId }: { readonly grantId: number }) {
  const { database, workspaceId, actor, visibility } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const grant: GrantRow = await getGrant(tx, workspaceId, grantId)
    const isSeen = await isWithin(tx, context, grant.personId, today)
    if (!isSeen) throw new AppError('notFound', { what: 'authorityGrant', id: grantId })
    if (!visibility.whole && grant.grantedById !== actor.userId) throw new AppError('outsideSubtree')
    if (grant.revokedOn === null) {
      await sql`update authority_grant set revoked_on = ${today}
        where workspace_id = ${workspaceId} and authority_grant_id = ${grantId}`.execute(tx)
      await note(tx, context, 'monitoring.revokeAuthority', grantId, {
        before: { limitPercent: grant.limitPercent, until: grant.until },
        after: { revokedOn: today },
      })
    }
    return { grantId }
  })
}
