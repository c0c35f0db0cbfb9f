import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type OpenPlan, replayFromStart } from './open-plan.ts'
import { findOperations, type OperationRow } from './operation.store.ts'
import { isStart } from './plan-operation.ts'
import { toggleApplied } from './plan-state.ts'

/** What a cell was before and after an operation of the log. */
export type LogValue = { readonly operation: OperationRow; readonly before: number; readonly value: number }

/** Steps back through what is remembered, reading at each, and forward again; nothing else runs meanwhile. */
function walkBack(plan: OpenPlan, read: () => number): number[] {
  const values = [read()]
  for (const applied of plan.applied.toReversed()) {
    toggleApplied(plan.state, applied, 'back')
    values.unshift(read())
  }
  for (const applied of plan.applied) toggleApplied(plan.state, applied, 'again')
  return values
}

/**
 * A figure of a plan as it was after each operation of the log, oldest first. Where what the operations did is no longer
 * in memory, they are done again from the start.
 *
 * @param read reads the figure off the plan's cells
 */
export async function valuesAlongLog(
  context: CallContext,
  tx: WorkspaceTransaction,
  plan: OpenPlan,
  read: (plan: OpenPlan) => number,
): Promise<LogValue[]> {
  const { workspaceId } = context
  const log = await findOperations(tx, workspaceId, plan.scenario.scenarioId)
  const sequences = plan.sequences
  const known = log.filter(({ sequence }) => sequences.includes(sequence))
  const edits = known.filter(({ kind }) => !isStart(kind))
  const values =
    plan.applied.length === edits.length
      ? walkBack(plan, () => read(plan))
      : await replayFromStart(tx, workspaceId, plan.scenario, edits, read)
  let step = 0
  return known.map((operation) => {
    const before = values[step] ?? 0
    if (isStart(operation.kind)) return { operation, before, value: values[0] ?? 0 }
    step++
    return { operation, before, value: values[step] ?? 0 }
  })
}
