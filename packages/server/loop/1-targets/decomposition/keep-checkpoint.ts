import { additiveOf } from '@salesloom/engine/plan-cube'
import { type Database, inWorkspace } from '../../../platform/database/index.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { putCells } from './chunk.store.ts'
import { openPlan } from './open-plan.ts'
import { setCheckpoint } from './operation.store.ts'

/** Operations that may lie beyond the checkpoint: so many are done again when a scenario is opened. */
const MOST_BEHIND = 20

/**
 * Writes the cells of a scenario as they are after its newest operation, where many were done since the last time, so
 * that opening it stays fast. Nothing is lost without it: the log alone gives the cells.
 *
 * @returns whether a checkpoint was written
 */
export async function keepCheckpoint(
  { database, workspaceId }: { readonly database: Database; readonly workspaceId: number },
  scenarioId: number,
  mostBehind = MOST_BEHIND,
): Promise<boolean> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, scenarioId, true)
    const plan = await openPlan({ database, workspaceId }, tx, scenario)
    const behind = plan.sequences.filter((sequence) => sequence > scenario.checkpointSequence).length
    if (behind <= mostBehind || plan.scenario.version !== scenario.version) return false
    // Copies: edits that others make while this is written must not reach the bytes.
    const cells = scenario.measures.flatMap(({ code, kind }) =>
      kind === 'ratio' ? [] : [[code, additiveOf(plan.state.cube, code).values.slice()] as const],
    )
    const newest = plan.sequences.at(-1) ?? 0
    for (const [code, values] of cells) await putCells(tx, workspaceId, scenarioId, 'target', code, values)
    await setCheckpoint(tx, workspaceId, scenarioId, newest)
    return true
  })
}
