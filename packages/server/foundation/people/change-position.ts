import type { AuditAction } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { moveFacts } from '../entries/index.ts'
import {
  checkUnit,
  closePosition,
  insertPosition,
  loadPosition,
  lockPerson,
  type PositionKey,
  type PositionKind,
  refuseOverlap,
  shiftDay,
} from './position.store.ts'

async function noteChange(
  tx: WorkspaceTransaction,
  context: CallContext,
  action: AuditAction,
  personId: number,
  change: { before?: unknown; after?: unknown },
): Promise<void> {
  const { workspaceId, clock } = context
  await recordAudit(tx, context, { action, subject: `person:${personId}`, ...change })
  await emit(tx, workspaceId, { name: 'people.changed', payload: { personId } }, clock.now())
}

/** Gives a person a further position, beside those that they hold. */
export async function addPosition(
  context: CallContext,
  input: PositionKey & PositionKind & { lastDay: string | null },
) {
  const { database, workspaceId } = context
  const { personId, orgUnitId, from, lastDay } = input
  if (lastDay !== null && lastDay < from) throw new AppError('positionDates', { from, lastDay })
  return inWorkspace(database, workspaceId, async (tx) => {
    await lockPerson(tx, workspaceId, personId)
    await checkUnit(tx, workspaceId, orgUnitId)
    await refuseOverlap(tx, workspaceId, input, null)
    await insertPosition(tx, workspaceId, { ...input, homeRegionId: null })
    await noteChange(tx, context, 'people.addPosition', personId, { after: input })
    return { personId, orgUnitId, from }
  })
}

/** What happened since a move that is entered late belongs to the new unit, and the trail says how much that was. */
async function takeFactsAlong(
  tx: WorkspaceTransaction,
  context: CallContext,
  move: Parameters<typeof moveFacts>[2],
): Promise<void> {
  const moved = await moveFacts(tx, context, move)
  if (Object.keys(moved).length > 0)
    await recordAudit(tx, context, {
      action: 'people.moveFacts',
      subject: `person:${move.personId}`,
      after: { ...move, moved },
    })
}

/**
 * Changes unit, title or leadership from a day on. The days before keep the position as it was, so figures of that
 * time stay where they belong; a change from the first day on replaces it.
 */
export async function changePosition(
  context: CallContext,
  input: PositionKey & PositionKind & { effectiveFrom: string; newOrgUnitId: number },
) {
  const { database, workspaceId } = context
  const { personId, orgUnitId, from, effectiveFrom, newOrgUnitId, ...kind } = input
  return inWorkspace(database, workspaceId, async (tx) => {
    await lockPerson(tx, workspaceId, personId)
    await checkUnit(tx, workspaceId, newOrgUnitId)
    const before = await loadPosition(tx, workspaceId, { personId, orgUnitId, from })
    if (effectiveFrom < from) throw new AppError('positionDates', { from, lastDay: effectiveFrom })
    if (before.lastDay !== null && effectiveFrom > before.lastDay)
      throw new AppError('positionDates', { from: effectiveFrom, lastDay: before.lastDay })
    const after = { ...before, ...kind, orgUnitId: newOrgUnitId, from: effectiveFrom }
    await closePosition(tx, workspaceId, before, shiftDay(effectiveFrom, -1))
    await refuseOverlap(tx, workspaceId, after, null)
    await insertPosition(tx, workspaceId, after)
    await noteChange(tx, context, 'people.changePosition', personId, { before, after })
    if (newOrgUnitId !== orgUnitId)
      await takeFactsAlong(tx, context, {
        personId,
        from: orgUnitId,
        to: newOrgUnitId,
        since: effectiveFrom,
        lastDay: before.lastDay,
      })
    return { personId, orgUnitId: newOrgUnitId, from: effectiveFrom }
  })
}

/** Ends a position with its last day. */
export async function endPosition(context: CallContext, input: PositionKey & { lastDay: string }) {
  const { database, workspaceId } = context
  const { lastDay, ...key } = input
  if (lastDay < key.from) throw new AppError('positionDates', { from: key.from, lastDay })
  return inWorkspace(database, workspaceId, async (tx) => {
    await lockPerson(tx, workspaceId, key.personId)
    const before = await loadPosition(tx, workspaceId, key)
    await refuseOverlap(tx, workspaceId, { ...key, lastDay }, key.from)
    await closePosition(tx, workspaceId, key, lastDay)
    await noteChange(tx, context, 'people.endPosition', key.personId, {
      before,
      after: { ...before, lastDay },
    })
    return key
  })
}
