import { recordAudit } from '../../../foundation/audit/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { addEntries, type NewEntry, writeWithdrawal } from './cascade.store.ts'
import { type OpenCascade, openCascade } from './open-cascade.ts'
import { publishDecided } from './publish-received.ts'

/** A line of the ledger for every node, with what it had received. */
function figuresNow({ tree, nodes, targets }: OpenCascade, reason: string): NewEntry[] {
  return tree.keys.flatMap((member, position) =>
    nodes.has(member) ? [{ member, kind: 'recalled', note: reason, amount: targets.own[position]! }] : [],
  )
}

/** Whom the cascade had reached; the roots are those who published it. */
function askedOf({ tree, nodes }: OpenCascade): string[] {
  return tree.keys.filter(
    (member, position) =>
      tree.parents[position]! >= 0 && (nodes.get(member)?.state ?? 'waiting') !== 'waiting',
  )
}

/**
 * Withdraws a cascade: nobody has a target through it any more, and what was published of an approved plan is the plan's
 * own figures again. Answers, commitments and the ledger stay, also when it is published anew.
 */
export async function withdrawCascade(
  context: CallContext,
  { scenarioId, reason }: { readonly scenarioId: number; readonly reason: string },
) {
  const { database, workspaceId, clock, actor } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const cascade = await openCascade(context, tx, scenarioId, true)
    // Everybody finds it in their ledger, with the figure that they had: the plan may say something else tomorrow.
    await addEntries(tx, context, scenarioId, figuresNow(cascade, reason))
    await writeWithdrawal(tx, context, scenarioId, reason)
    await publishDecided(context, tx, scenarioId)
    const { dueOn, publishedBy, publishedAt } = cascade.row
    await recordAudit(tx, context, {
      action: 'targets.withdrawCascade',
      subject: `scenario:${scenarioId}`,
      before: { dueOn, publishedBy, publishedAt },
      after: { reason },
    })
    const recalled = { members: askedOf(cascade), reason, by: actor.name, at: clock.now().toISOString() }
    const payload = { scenarioId, recalled }
    await emit(tx, workspaceId, { name: 'targets.cascadeChanged', payload }, clock.now())
    return { scenarioId }
  })
}
