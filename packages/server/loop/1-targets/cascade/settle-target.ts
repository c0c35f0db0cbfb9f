import { formatMinorUnits } from '@salesloom/engine/money'
import { childrenOf, scaleTo, settleAmong } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { editPlan } from '../decomposition/edit-plan.ts'
import type { PlanOperation } from '../decomposition/plan-operation.ts'
import type { ScenarioRow } from '../scenario.store.ts'
import { getSeenScenario } from '../seen-scenario.ts'
import type { NodeRow, NodeWrite } from './cascade.store.ts'
import {
  type AtNode,
  askAgain,
  changeNode,
  findChecked,
  movedTo,
  type Node,
  type NodeChange,
  requireState,
  saveChange,
  shownFigure,
} from './change-node.ts'
import { type OpenCascade, openCascade } from './open-cascade.ts'
import { requireAbove, SETTLEABLE } from './own-place.ts'

type Settlement = AtNode & { readonly amount: number; readonly note: string }

/** Those right below the parent of the node, what each receives from now on, and what the plan would say for it. */
type Settled = {
  readonly family: readonly number[]
  readonly owns: Float64Array
  readonly planned: Float64Array
}

/** Refuses a figure so large that those beside it, who bear the difference, would fall below nothing. */
function checkRest(
  cascade: OpenCascade,
  family: readonly number[],
  owns: Float64Array,
  amount: number,
): void {
  const present = family.map((child) => cascade.targets.own[child]!)
  if (!owns.some((own, i) => own < 0 && present[i]! >= 0)) return
  throw new AppError('cascadeSettleLimit', {
    asked: shownFigure(cascade, amount),
    greatest: shownFigure(
      cascade,
      present.reduce((sum, own) => sum + own, 0),
    ),
  })
}

function settle(cascade: OpenCascade, node: Node, amount: number): Settled {
  const { tree, targets, sums } = cascade
  const family = childrenOf(tree, tree.parents[node.position]!).filter((child) =>
    cascade.nodes.has(tree.keys[child]!),
  )
  const owns = settleAmong(
    family.map((child) => targets.own[child]!),
    family.indexOf(node.position),
    amount,
  )
  if (owns === null) throw new AppError('cascadeNoSiblings')
  checkRest(cascade, family, owns, amount)
  const total = family.reduce((sum, child) => sum + sums[child]!, 0)
  return { family, owns, planned: scaleTo(total, owns) }
}

/**
 * The nodes after a settlement. What the plan does not say itself is a shift: all of the difference where the plan stays
 * as it is, or the units that its rounding leaves where it is edited.
 */
function changeOf(
  cascade: OpenCascade,
  node: Node,
  { amount, note }: Settlement,
  { family, owns, planned }: Settled,
  isEdited: boolean,
): NodeChange {
  const { tree, sums, targets } = cascade
  const weights = isEdited ? planned : family.map((child) => sums[child]!)
  const assigned = owns.reduce((sum, own) => sum + own, 0)
  const apportioned = scaleTo(assigned, weights)
  const rows = family.map((child, i): NodeWrite & Pick<NodeRow, 'member'> => {
    const row = cascade.nodes.get(tree.keys[child]!) as NodeRow
    return { ...row, shift: owns[i]! - apportioned[i]! }
  })
  const changed = family.filter((child, i) => owns[i] !== targets.own[child])
  const again = askAgain(cascade, changed, new Set([node.position]))
  const shifts = new Map(rows.map((row) => [row.member, row.shift]))
  const asked = again.nodes.map((row) => ({ ...row, shift: shifts.get(row.member) ?? row.shift }))
  const written = new Set([node.member, ...asked.map(({ member }) => member)])
  const settled: NodeWrite = {
    ...node,
    state: 'settled',
    shift: shifts.get(node.member) ?? 0,
    answeredAmount: amount,
  }
  return {
    nodes: [settled, ...rows.filter(({ member }) => !written.has(member)), ...asked],
    entries: [{ member: node.member, kind: 'settled', amount, note }, ...again.entries],
  }
}

/** Whether a settlement may write the plan's own cells: nobody relies on them, and all of its months may change. */
function isEditable({ state, lockedBy, effectiveMonth }: ScenarioRow): boolean {
  return state === 'working' && lockedBy === null && effectiveMonth === null
}

function operationOf(cascade: OpenCascade, { family, planned }: Settled): PlanOperation {
  const { tree, sums, plan, row } = cascade
  const measure = plan.state.measures.find(({ code }) => code === row.measure)
  const digits = measure?.unit === 'money' ? plan.state.digits : 0
  const edits = family.flatMap((child, i) =>
    planned[i] === sums[child]
      ? []
      : [{ at: { organisation: tree.keys[child]! }, code: formatMinorUnits(planned[i]!, digits) }],
  )
  return { kind: 'spread', measure: row.measure, payload: { edits } }
}

function checkSettle(node: Node): void {
  requireState(node, SETTLEABLE, 'settle')
}

/** Settles by editing the working scenario: the edit, the nodes, the ledger and the trail commit together. */
async function settleInPlan(context: CallContext, input: Settlement, scenario: ScenarioRow) {
  let moved = { version: input.version, state: 'settled' as NodeRow['state'] }
  const decide = async (tx: WorkspaceTransaction): Promise<PlanOperation> => {
    const cascade = await openCascade(context, tx, input.scenarioId, true)
    const { node, place } = await findChecked(tx, context, cascade, input)
    requireAbove(place, node.position)
    checkSettle(node)
    const settled = settle(cascade, node, input.amount)
    const change = changeOf(cascade, node, input, settled, true)
    const before = { state: node.state, own: cascade.targets.own[node.position] }
    await saveChange(tx, context, 'targets.settleTarget', input, change, before)
    moved = movedTo(node, change)
    return operationOf(cascade, settled)
  }
  const { scenarioId, version } = scenario
  await editPlan(context, 'targets.settleTarget', { scenarioId, version, note: input.note }, (_, tx) =>
    decide(tx),
  )
  return moved
}

/** Settles without touching the scenario: the difference is a shift between those right below the parent. */
async function settleByShift(context: CallContext, input: Settlement) {
  return changeNode(context, 'targets.settleTarget', input, (cascade, node, place) => {
    requireAbove(place, node.position)
    checkSettle(node)
    // A root receives what the plan says: nothing beside it could shift.
    if (cascade.tree.parents[node.position]! < 0) throw new AppError('cascadeNoSiblings')
    return changeOf(cascade, node, input, settle(cascade, node, input.amount), false)
  })
}

/** Whether the plan of a cascade already says what a settlement asks for, so that there is nothing to edit. */
async function needsEdit(context: CallContext, tx: WorkspaceTransaction, input: Settlement) {
  const cascade = await openCascade(context, tx, input.scenarioId)
  const { node, place } = await findChecked(tx, context, cascade, input)
  requireAbove(place, node.position)
  const { family, planned } = settle(cascade, node, input.amount)
  return family.some((child, i) => planned[i] !== cascade.sums[child])
}

/**
 * Settles a node's figure; those beside it share the difference in proportion, so that the total stays, and are asked
 * again. In a working scenario the settled figures become an edit of it; an approved one stays as it is.
 */
export async function settleTarget(context: CallContext, input: Settlement) {
  const { database, workspaceId } = context
  const { scenario, edits } = await readWorkspace(database, workspaceId, async (tx) => {
    const row = await getSeenScenario(context, tx, input.scenarioId, { withdrawn: true })
    return { scenario: row, edits: isEditable(row) && (await needsEdit(context, tx, input)) }
  })
  return edits ? settleInPlan(context, input, scenario) : settleByShift(context, input)
}
