import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../member-names.ts'
import { addEntries, findEntryRows, rulesAt } from './cascade.store.ts'
import { nodeAt, openCascade, openRecorded } from './open-cascade.ts'
import { placeIn, requireAbove, UNANSWERED } from './own-place.ts'

const DAY_MS = 86_400_000

/** Whole days from one civil day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** Who still owes an answer in the caller's part, with when they were reminded last; nobody once it was withdrawn. */
export async function findLateAnswers(context: CallContext, { scenarioId }: { readonly scenarioId: number }) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const cascade = await openRecorded(context, tx, scenarioId)
    if (cascade.row.withdrawn !== null) return []
    const place = placeIn(cascade, context)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const today = await todayOf(tx, context)
    const open = cascade.tree.keys.flatMap((member, position) => {
      const node = cascade.nodes.get(member)
      return node !== undefined && place.sees(position) && UNANSWERED.includes(node.state) ? [node] : []
    })
    const members = open.map(({ member }) => member)
    const entries = await findEntryRows(tx, workspaceId, scenarioId, members)
    const reminded = new Map(
      entries.filter(({ kind }) => kind === 'reminded').map(({ member, at }) => [member, at]),
    )
    return open.map(({ member, state, ...node }) => ({
      member,
      name: nameOf(member),
      state,
      daysLate: daysBetween(rulesAt(cascade.row, node).dueOn, today),
      remindedAt: reminded.get(member) ?? null,
    }))
  })
}

/** Reminds those who have not answered: a line of their ledger, which their pages show, and an event. */
export async function remindLate(
  context: CallContext,
  { scenarioId, members }: { readonly scenarioId: number; readonly members: readonly string[] },
) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const cascade = await openCascade(context, tx, scenarioId, true)
    const place = placeIn(cascade, context)
    for (const member of new Set(members)) {
      const { position, state } = nodeAt(cascade, member)
      if (!place.sees(position)) throw new AppError('outsideSubtree')
      requireAbove(place, position)
      if (!UNANSWERED.includes(state)) throw new AppError('cascadeState', { state, action: 'remind' })
    }
    const reminded = [...new Set(members)]
    await addEntries(
      tx,
      context,
      scenarioId,
      reminded.map((member) => ({ member, kind: 'reminded' })),
    )
    const payload = { scenarioId, members: reminded, remindedAt: clock.now().toISOString() }
    await recordAudit(tx, context, {
      action: 'targets.remindLate',
      subject: `scenario:${scenarioId}`,
      after: payload,
    })
    await emit(tx, workspaceId, { name: 'targets.answerReminded', payload }, clock.now())
    return { reminded: reminded.length }
  })
}
