import { undoChange } from '@salesloom/engine/allocation'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { checkWorking, editScenario, type Versioned } from './edit-scenario.ts'
import { advance, getCells, popOperation, putCells } from './scenario.store.ts'
import { unpackBefore } from './spread-target.ts'

/** Takes back the newest change of a working scenario; every cell is again exactly what it was. */
export async function undoOperation(context: CallContext, input: Versioned): Promise<{ version: number }> {
  const { workspaceId } = context
  return editScenario(context, 'targets.undoOperation', input, async (tx, scenario) => {
    checkWorking(scenario)
    const last = await popOperation(tx, workspaceId, input.scenarioId)
    if (last?.before == null) throw new AppError('spreadImpossible', { reason: 'nothing left to undo' })
    const values = await getCells(tx, workspaceId, scenario, 'target')
    await putCells(tx, workspaceId, input.scenarioId, 'target', undoChange(values, unpackBefore(last.before)))
    return { result: { version: await advance(tx, workspaceId, input.scenarioId) }, before: last.payload }
  })
}
