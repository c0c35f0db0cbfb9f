import { additiveOf } from '@salesloom/engine/plan-cube'
import { type Database, inWorkspace } from '../../../platform/database/index.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { putCells } from './chunk.store.ts'
import { openPlan } from './open-plan.ts'
import { countBehind, findActiveSequences, setCheckpoint } from './operation.store.ts'

/** Operations that may lie beyond the checkpoint: so many are done again when a scenario is opened. */
const MOST_BEHIND = 50

/**
 * Writes the cells of a scenario as they are after its newest operation, where many were done since the last time, so
 * that opening it stays fast. Nothing is lost without it: the log alone gives the cells. Edits go on meanwhile; the
 * checkpoint counts only if none of its operations was taken back before it was written.
 *
 * @returns whether a checkpoint was written
 */
export async function keepCheckpoint(
  { database, workspaceId }: { readonly database: Database; readonly workspaceId: number },
  scenarioId: number,
  mostBehind = MOST_BEHIND,
): Promise<boolean> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, scenarioId)
    const log = await countBehind(tx, workspaceId, scenario)
    if (log <= mostBehind) return false
    const plan = await openPlan({ database, workspaceId }, tx, scenario)
    // Copies: edits that others make while this is written must not reach the bytes.
    const cells = plan.scenario.measures.flatMap(({ code, kind }) =>
      kind === 'ratio' ? [] : [[code, additiveOf(plan.state.cube, code).values.slice()] as const],
    )
    const { sequences } = plan
    for (const [code, values] of cells) await putCells(tx, workspaceId, scenarioId, 'target', code, values)
    await getScenarioRow(tx, workspaceId, scenarioId, true)
    const active = await findActiveSequences(tx, workspaceId, scenarioId)
    if (!sequences.every((sequence, i) => active[i] === sequence)) throw new TakenBack()
    await setCheckpoint(tx, workspaceId, scenarioId, sequences.at(-1) ?? 0)
    return true
  }).catch((error: unknown) => {
    if (error instanceof TakenBack) return false
    throw error
  })
}

/** An operation of the checkpoint was taken back meanwhile: what was written is rolled back. */
class TakenBack extends Error {}
