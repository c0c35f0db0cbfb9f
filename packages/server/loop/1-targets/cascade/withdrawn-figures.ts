import type { Dimension } from '@salesloom/engine/allocation'
import { type CascadeTargets, childrenOf } from '@salesloom/engine/plan-cube'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { findRecalled } from './cascade.store.ts'
import type { OpenCascade } from './open-cascade.ts'

/** Targets as they were received; what a node assigned is the sum of what those right below it received. */
function targetsReceived(tree: Dimension, own: Float64Array): CascadeTargets {
  const assigned = Float64Array.from(tree.keys, (_, position) => {
    const below = childrenOf(tree, position)
    return below.length === 0 ? Number.NaN : below.reduce((sum, child) => sum + own[child]!, 0)
  })
  return { own, assigned, apportioned: own }
}

/**
 * A withdrawn cascade with the figures that everybody had when it was withdrawn: its plan may have been edited since, and is
 * not for everybody to read any more. Of one that was withdrawn before figures were kept no node is left to be read.
 */
export async function asWithdrawn(
  tx: WorkspaceTransaction,
  workspaceId: number,
  cascade: OpenCascade,
): Promise<OpenCascade> {
  const { tree, row } = cascade
  const recalled = await findRecalled(tx, workspaceId, row.scenarioId)
  const own = Float64Array.from(tree.keys, (key) => recalled.get(key) ?? 0)
  const nodes = new Map([...cascade.nodes].filter(([member]) => recalled.has(member)))
  return { ...cascade, nodes, sums: own, targets: targetsReceived(tree, own) }
}
