import { recordAudit } from '../../../foundation/audit/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { addEntries, writeWithdrawal } from './cascade.store.ts'
import { openCascade } from './open-cascade.ts'
import { publishDecided } from './publish-received.ts'

/**
 * Withdraws a cascade: nobody has a target through it any more, and what was published of an approved plan is the plan's
 * own figures again. Answers, commitments and the ledger stay, also when it is published anew.
 */
export async function withdrawCascade(
  context: CallContext,
  { scenarioId, reason }: { readonly scenarioId: number; readonly reason: string },
) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const cascade = await openCascade(context, tx, scenarioId, true)
    // Whoever was asked finds it in their ledger.
    const asked = [...cascade.nodes.values()].filter(({ state }) => state !== 'waiting')
    await addEntries(
      tx,
      context,
      scenarioId,
      asked.map(({ member }) => ({ member, kind: 'recalled', note: reason })),
    )
    await writeWithdrawal(tx, context, scenarioId, reason)
    await publishDecided(context, tx, scenarioId)
    const { dueOn, publishedBy, publishedAt } = cascade.row
    await recordAudit(tx, context, {
      action: 'targets.withdrawCascade',
      subject: `scenario:${scenarioId}`,
      before: { dueOn, publishedBy, publishedAt },
      after: { reason },
    })
    await emit(tx, workspaceId, { name: 'targets.cascadeChanged', payload: { scenarioId } }, clock.now())
    return { scenarioId }
  })
}
