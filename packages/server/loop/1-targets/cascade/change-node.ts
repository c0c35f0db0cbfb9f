import type { AuditAction } from '@salesloom/contract'
import { groupMinorUnits } from '@salesloom/engine/money'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import {
  addEntries,
  type CascadeStateName,
  findEntryRows,
  type NewEntry,
  type NodeRow,
  type NodeWrite,
  putNodes,
  touchCascade,
} from './cascade.store.ts'
import { nodeAt, type OpenCascade, openCascade } from './open-cascade.ts'
import { AGREED, type Place, placeIn } from './own-place.ts'
import { publishDecided } from './publish-received.ts'

export type AtNode = { readonly scenarioId: number; readonly member: string; readonly version: number }

/** What a change of a node comes to: nodes as they are from now on, and lines of the ledger. */
export type NodeChange = {
  readonly nodes: readonly NodeWrite[]
  readonly entries: readonly NewEntry[]
}

export type Node = NodeRow & { readonly position: number }

/** A figure of the cascade's measure as a person reads it. */
export function shownFigure({ plan, row }: Pick<OpenCascade, 'plan' | 'row'>, value: number): string {
  const measure = plan.state.measures.find(({ code }) => code === row.measure)
  return groupMinorUnits(value, measure?.unit === 'money' ? plan.state.digits : 0)
}

/** Refuses a writer who saw another version of a node, with both figures. */
async function checkNodeVersion(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  cascade: OpenCascade,
  node: Node,
  input: AtNode & { readonly amount?: number | undefined },
): Promise<void> {
  if (node.version === input.version) return
  const newest = (await findEntryRows(tx, workspaceId, input.scenarioId, [node.member])).at(-1)
  const own = cascade.targets.own[node.position]!
  throw new AppError('cascadeConflict', {
    who: node.changedBy,
    theirs: shownFigure(cascade, newest?.amount ?? own),
    yours: shownFigure(cascade, input.amount ?? own),
    version: node.version,
  })
}

/** The node that an input names, for a caller who sees it at the version that they saw. */
export async function findChecked(
  tx: WorkspaceTransaction,
  context: CallContext,
  cascade: OpenCascade,
  input: AtNode & { readonly amount?: number | undefined },
): Promise<{ readonly node: Node; readonly place: Place }> {
  const place = placeIn(cascade, context)
  const node = nodeAt(cascade, input.member)
  if (!place.sees(node.position)) throw new AppError('outsideSubtree')
  await checkNodeVersion(tx, context, cascade, node, input)
  return { node, place }
}

/** Refuses an action in a state that it does not follow on. */
export function requireState(node: Node, states: readonly CascadeStateName[], action: string): void {
  if (!states.includes(node.state)) throw new AppError('cascadeState', { state: node.state, action })
}

/** Asks again, at and below the positions given, everybody who had agreed to a figure that is another one now. */
export function askAgain(
  cascade: OpenCascade,
  roots: readonly number[],
  skip: ReadonlySet<number> = new Set(),
): NodeChange {
  const { tree, nodes } = cascade
  const changed: NodeRow[] = []
  for (const root of roots)
    for (let position = root; position < tree.ends[root]!; position++) {
      const node = nodes.get(tree.keys[position]!)
      if (node !== undefined && AGREED.includes(node.state) && !skip.has(position)) changed.push(node)
    }
  return {
    nodes: changed.map((node) => ({ ...node, state: 'open' as const, answeredAmount: null })),
    entries: changed.map(({ member }) => ({ member, kind: 'opened' as const })),
  }
}

/** Saves a change with its line in the trail and its event, in the transaction that made it. */
export async function saveChange(
  tx: WorkspaceTransaction,
  context: CallContext,
  action: AuditAction,
  input: AtNode,
  { nodes, entries }: NodeChange,
  before: unknown,
): Promise<void> {
  const { scenarioId, member } = input
  await putNodes(tx, context, scenarioId, nodes)
  await addEntries(tx, context, scenarioId, entries)
  await touchCascade(tx, context.workspaceId, scenarioId)
  await publishDecided(context, tx, scenarioId)
  await recordAudit(tx, context, {
    action,
    subject: `scenario:${scenarioId}/${member}`,
    before,
    after: input,
  })
  const event = { name: 'targets.cascadeChanged' as const, payload: { scenarioId } }
  await emit(tx, context.workspaceId, event, context.clock.now())
}

/** What a page needs to go on after a change. */
export function movedTo(node: Node, { nodes }: NodeChange) {
  const written = nodes.find(({ member }) => member === node.member)
  return { version: node.version + (written === undefined ? 0 : 1), state: written?.state ?? node.state }
}

/**
 * Changes a node under the lock of its cascade: refuses who does not see it, or saw another version; does the work; and
 * writes node, ledger, trail and event together.
 */
export async function changeNode<Input extends AtNode & { readonly amount?: number | undefined }>(
  context: CallContext,
  action: AuditAction,
  input: Input,
  work: (
    cascade: OpenCascade,
    node: Node,
    place: Place,
    tx: WorkspaceTransaction,
  ) => NodeChange | Promise<NodeChange>,
): Promise<{ version: number; state: CascadeStateName }> {
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const cascade = await openCascade(context, tx, input.scenarioId, true)
    const { node, place } = await findChecked(tx, context, cascade, input)
    const change = await work(cascade, node, place, tx)
    await saveChange(tx, context, action, input, change, { state: node.state, version: node.version })
    return movedTo(node, change)
  })
}
