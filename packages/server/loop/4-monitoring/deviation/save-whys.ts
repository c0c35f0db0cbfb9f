import type { InputReason, Why } from '@salesloom/contract'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { lastEditor, todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { getDeviationRow, insertComment, updateDeviation } from './deviation.store.ts'

type SaidWhy = Omit<Why, 'agreed'> & { readonly agreed: boolean }
export type SaveInput = {
  readonly deviationId: number
  readonly version: number
  readonly whys: readonly SaidWhy[]
  readonly state?: 'open' | 'closed' | undefined
}

const refuse = (field: string, reason: InputReason): never => {
  throw new AppError('invalidInput', { field, reason })
}

/** A tree: keys of their own, every parent there, no why its own ancestor. */
function checkTree(whys: readonly SaidWhy[]): void {
  const known = new Map(whys.map((why) => [why.key, why]))
  if (known.size < whys.length) refuse('whys', 'namedTwice')
  for (const { key, parent } of whys) {
    const seen = new Set([key])
    for (let above = parent; above !== null; above = known.get(above)?.parent ?? null) {
      if (!known.has(above)) refuse(`whys.${key}.parent`, 'unknown')
      if (seen.has(above)) refuse(`whys.${key}.parent`, 'belowItself')
      seen.add(above)
    }
  }
}

/**
 * What is kept of a why that somebody sends. Where a why was found, its figure is the server's and stays as it was found;
 * what is written newly is somebody's own. Who agreed a root cause, and when, stays with it.
 */
function kept(said: SaidWhy, before: Why | undefined, by: { by: string; on: string }): Why {
  const found = before ?? { kind: 'own' as const, source: null, agreed: null }
  const { key, parent, text, links } = said
  if (found.kind === 'own' && text.trim() === '') refuse(`whys.${key}.text`, 'missing')
  const agreed = said.agreed ? (found.agreed ?? by) : null
  return { key, parent, kind: found.kind, text, source: found.source, links, agreed }
}

/** Saves the tree of whys over the version that it was read at. @throws AppError `versionConflict` */
export async function saveWhys(context: CallContext, { deviationId, version, whys, state }: SaveInput) {
  const { database, workspaceId, actor, clock } = context
  checkTree(whys)
  return inWorkspace(database, workspaceId, async (tx) => {
    const before = await getDeviationRow(tx, context, deviationId, true)
    const subject = `deviation:${deviationId}`
    if (before.version !== version) {
      const who = await lastEditor(tx, workspaceId, subject)
      throw new AppError('versionConflict', { who, theirs: before.version, yours: version })
    }
    const by = { by: actor.name, on: await todayOf(tx, context) }
    const known = new Map(before.whys.map((why) => [why.key, why]))
    const after = whys.map((why) => kept(why, known.get(why.key), by))
    const saved = await updateDeviation(tx, workspaceId, {
      deviationId,
      whys: after,
      state: state ?? before.state,
    })
    await recordAudit(tx, context, {
      action: 'monitoring.saveWhys',
      subject,
      before: { state: before.state, whys: before.whys },
      after: { state: state ?? before.state, whys: after },
    })
    await emit(
      tx,
      workspaceId,
      { name: 'monitoring.responsesChanged', payload: { deviationId } },
      clock.now(),
    )
    return { deviationId, version: saved }
  })
}

/** Says something about a deviation or one of its whys. */
export async function commentOnDeviation(
  context: CallContext,
  input: { readonly deviationId: number; readonly why: string | null; readonly text: string },
) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { deviationId, place } = await getDeviationRow(tx, context, input.deviationId)
    if (place.regionId !== undefined && !context.visibility.whole)
      throw new AppError('notFound', { what: 'deviation', id: deviationId })
    const commentId = await insertComment(tx, context, input)
    const subject = `deviation:${deviationId}`
    await recordAudit(tx, context, { action: 'monitoring.commentOnDeviation', subject, after: input })
    await emit(
      tx,
      workspaceId,
      { name: 'monitoring.responsesChanged', payload: { deviationId } },
      clock.now(),
    )
    return { commentId }
  })
}
