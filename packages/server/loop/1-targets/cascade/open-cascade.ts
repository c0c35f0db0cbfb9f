import type { Dimension, PlanShape } from '@salesloom/engine/allocation'
import { additiveOf, type CascadeTargets, cascadeTargets } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { getSeenScenario } from '../seen-scenario.ts'
import { type CascadeRow, findNodeRows, getCascadeRow, type NodeRow } from './cascade.store.ts'

/** A scenario on its way down, with the targets of every node by position in the organisation. */
export type OpenCascade = {
  readonly row: CascadeRow
  readonly plan: OpenPlan
  readonly tree: Dimension
  /** what the plan says at each position */
  readonly sums: Float64Array
  readonly nodes: ReadonlyMap<string, NodeRow>
  readonly targets: CascadeTargets
}

/** The organisation of a plan. */
export function organisationOf({ dimensions }: PlanShape): Dimension {
  const tree = dimensions.find(({ name }) => name === 'organisation')
  if (tree === undefined) throw new AppError('notFound', { what: 'dimension', id: 'organisation' })
  return tree
}

/** What a measure of a plan comes to at each position of the organisation. */
export function sumsByPosition(plan: OpenPlan, measure: string): Float64Array {
  const { shape } = plan
  const tree = organisationOf(shape)
  const { values } = additiveOf(plan.state.cube, measure)
  const [width, months] = [shape.dimensions.length, shape.months.length]
  const d = shape.dimensions.indexOf(tree)
  const sums = new Float64Array(tree.keys.length)
  for (let cell = 0; cell < values.length; cell++) {
    const position = shape.combinations[Math.floor(cell / months) * width + d]!
    sums[position]! += values[cell]!
  }
  for (let position = sums.length - 1; position > 0; position--) {
    const parent = tree.parents[position]!
    if (parent >= 0) sums[parent]! += sums[position]!
  }
  return sums
}

/** The targets of every node under the decisions of its rows. */
export function targetsUnder(
  tree: Dimension,
  sums: Float64Array,
  nodes: ReadonlyMap<string, Pick<NodeRow, 'overPercent' | 'shift'>>,
): CascadeTargets {
  return cascadeTargets(tree, sums, {
    overPercents: tree.keys.map((key) => nodes.get(key)?.overPercent ?? 0),
    shifts: tree.keys.map((key) => nodes.get(key)?.shift ?? 0),
  })
}

/** The cascade of a plan, also one that was withdrawn, as it stands on record; null where it was not published down. */
export async function recordedCascade(
  tx: WorkspaceTransaction,
  workspaceId: number,
  plan: OpenPlan,
  lock = false,
): Promise<OpenCascade | null> {
  const { scenarioId } = plan.scenario
  const row = await getCascadeRow(tx, workspaceId, scenarioId, lock)
  if (row === null) return null
  const nodes = await findNodeRows(tx, workspaceId, scenarioId)
  const tree = organisationOf(plan.shape)
  const sums = sumsByPosition(plan, row.measure)
  return { row, plan, tree, sums, nodes, targets: targetsUnder(tree, sums, nodes) }
}

/** The cascade of a plan that holds; null where it was not published down, or was withdrawn. */
export async function cascadeOf(...asked: Parameters<typeof recordedCascade>): Promise<OpenCascade | null> {
  const cascade = await recordedCascade(...asked)
  return cascade?.row.withdrawn === null ? cascade : null
}

/** The cascade of a scenario to be read, also a withdrawn one. @throws AppError `notFound` where it was not published down */
export async function openRecorded(
  context: CallContext,
  tx: WorkspaceTransaction,
  scenarioId: number,
  lock = false,
): Promise<OpenCascade> {
  const plan = await openPlan(
    context,
    tx,
    await getSeenScenario(context, tx, scenarioId, { withdrawn: true }),
  )
  const cascade = await recordedCascade(tx, context.workspaceId, plan, lock)
  if (cascade === null) throw new AppError('notFound', { what: 'cascade', id: scenarioId })
  return cascade
}

/** The cascade of a scenario. @throws AppError `notFound` where it was not published down, `cascadeWithdrawn` */
export async function openCascade(
  context: CallContext,
  tx: WorkspaceTransaction,
  scenarioId: number,
  lock = false,
): Promise<OpenCascade> {
  const cascade = await openRecorded(context, tx, scenarioId, lock)
  const { withdrawn } = cascade.row
  if (withdrawn !== null)
    throw new AppError('cascadeWithdrawn', { who: withdrawn.by, reason: withdrawn.reason })
  return cascade
}

/** A node with its position. @throws AppError `notFound` */
export function nodeAt(
  { tree, nodes }: OpenCascade,
  member: string,
): NodeRow & { readonly position: number } {
  const node = nodes.get(member)
  const position = tree.keys.indexOf(member)
  if (node === undefined || position < 0) throw new AppError('notFound', { what: 'organisation', id: member })
  return { ...node, position }
}
