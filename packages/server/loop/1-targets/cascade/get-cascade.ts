import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { openPlan } from '../decomposition/open-plan.ts'
import { getSeenScenario } from '../seen-scenario.ts'
import { type CascadeStateName, findEntryRows, lastReminder } from './cascade.store.ts'
import { describeCascade, describeNode, limitsFor, rulesOf } from './describe-node.ts'
import { nodeAt, type OpenCascade, openRecorded, recordedCascade } from './open-cascade.ts'
import { placeIn, UNANSWERED } from './own-place.ts'
import { loadReminderDays } from './remind-due.ts'
import { nextReminderDay } from './reminder-days.ts'
import { asWithdrawn } from './withdrawn-figures.ts'

const NONE: Record<CascadeStateName, number> = {
  waiting: 0,
  open: 0,
  proposed: 0,
  accepted: 0,
  disputed: 0,
  settled: 0,
  signed: 0,
}

/** When those whom the caller sees were reminded last, and the next day on which the schedule reminds whoever is to answer or to settle. */
async function remindersOf(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  { row }: OpenCascade,
  nodes: ReadonlyArray<{ readonly member: string; readonly state: CascadeStateName; readonly dueOn: string }>,
  today: string,
) {
  const { scenarioId } = row
  const members = nodes.map(({ member }) => member)
  const lastAt = await lastReminder(tx, workspaceId, scenarioId, members)
  const days = new Set(nodes.flatMap(({ state, dueOn }) => (UNANSWERED.includes(state) ? [dueOn] : [])))
  const next: string[] = []
  for (const dueOn of days)
    next.push(nextReminderDay(dueOn, today, await loadReminderDays(tx, workspaceId, dueOn, today)))
  return { lastAt, nextOn: next.toSorted()[0] ?? null }
}

type DescribedNode = ReturnType<typeof describeNode>

/** A node of a withdrawn cascade as it stood: to be read, with nothing to be done about it. */
function onRecord(node: DescribedNode): DescribedNode {
  return { ...node, isLate: false, limits: null, rights: { answer: false, settle: false, passOn: false } }
}

/** The cascade of a scenario in the caller's part, read-only when it was withdrawn; null before it is published. */
export async function getCascade(context: CallContext, { scenarioId }: { readonly scenarioId: number }) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const plan = await openPlan(
      context,
      tx,
      await getSeenScenario(context, tx, scenarioId, { withdrawn: true }),
    )
    const recorded = await recordedCascade(tx, workspaceId, plan)
    if (recorded === null) return null
    const { withdrawn } = recorded.row
    const cascade = withdrawn === null ? recorded : await asWithdrawn(tx, workspaceId, recorded)
    const holds = withdrawn === null
    const described = await describeCascade(tx, context, cascade)
    const nodes = cascade.tree.keys.flatMap((key, position) =>
      cascade.nodes.has(key) && described.place.sees(position)
        ? [holds ? describeNode(described, position) : onRecord(describeNode(described, position))]
        : [],
    )
    const counts = { ...NONE }
    for (const { state } of nodes) counts[state]++
    return {
      scenarioId,
      scenarioName: plan.scenario.name,
      fiscalYear: plan.scenario.fiscalYear,
      rules: rulesOf(cascade, holds ? described.today : cascade.row.dueOn),
      rulesVersion: cascade.row.rulesVersion,
      reminders: holds
        ? await remindersOf(tx, context, cascade, nodes, described.today)
        : { lastAt: null, nextOn: null },
      limits: holds ? limitsFor(described) : null,
      withdrawn,
      counts,
      nodes,
    }
  })
}

/** The ledger of a node in the caller's part, oldest first. */
export async function findCascadeEntries(
  context: CallContext,
  { scenarioId, member }: { readonly scenarioId: number; readonly member: string },
) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const cascade = await openRecorded(context, tx, scenarioId)
    if (!placeIn(cascade, context).sees(nodeAt(cascade, member).position))
      throw new AppError('outsideSubtree')
    return findEntryRows(tx, context.workspaceId, scenarioId, [member])
  })
}
