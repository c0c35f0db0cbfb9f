import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findOperations, findRedoable, markRedone, markUndone } from './decomposition/operation.store.ts'
import { isStart } from './decomposition/plan-operation.ts'
import { checkWorking, editScenario, type Versioned } from './edit-scenario.ts'
import { advance } from './scenario.store.ts'

/** Takes back the newest change of a working scenario; every cell is again exactly what it was. */
export async function undoOperation(context: CallContext, input: Versioned): Promise<{ version: number }> {
  const { workspaceId, actor, clock } = context
  return editScenario(context, 'targets.undoOperation', input, async (tx, scenario) => {
    checkWorking(scenario)
    const newest = (await findOperations(tx, workspaceId, input.scenarioId)).at(-1)
    if (newest === undefined || isStart(newest.kind)) throw new AppError('nothingToUndo')
    const by = { userId: actor.userId, name: actor.name, at: clock.now().toISOString() }
    await markUndone(tx, workspaceId, input.scenarioId, newest.sequence, by)
    const version = await advance(tx, workspaceId, input.scenarioId)
    return { result: { version }, before: { sequence: newest.sequence, ...(newest.payload as object) } }
  })
}

/** Makes the change that was taken back last again, as long as nothing else was done since. */
export async function redoOperation(context: CallContext, input: Versioned): Promise<{ version: number }> {
  const { workspaceId } = context
  return editScenario(context, 'targets.redoOperation', input, async (tx, scenario) => {
    checkWorking(scenario)
    const next = await findRedoable(tx, workspaceId, input.scenarioId)
    if (next === null) throw new AppError('nothingToRedo')
    await markRedone(tx, workspaceId, input.scenarioId, next.sequence)
    const version = await advance(tx, workspaceId, input.scenarioId)
    return { result: { version }, after: { sequence: next.sequence, ...(next.payload as object) } }
  })
}
