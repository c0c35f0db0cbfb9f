import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { editScenario, type Versioned } from './edit-scenario.ts'
import { advance } from './scenario.store.ts'

/** Changes how a scenario is called, what is said of it, and whether it is a what-if branch. */
export async function renameScenario(
  context: CallContext,
  input: Versioned & { readonly name: string; readonly description: string; readonly isWhatIf: boolean },
) {
  const { workspaceId } = context
  const { name, description, isWhatIf } = input
  return editScenario(context, 'targets.renameScenario', input, async (tx, scenario) => {
    if (isWhatIf && scenario.state !== 'working')
      throw new AppError('scenarioState', { name: scenario.name, state: scenario.state })
    await sql`update scenario set name = ${name}, description = ${description}, is_what_if = ${isWhatIf}
      where workspace_id = ${workspaceId} and scenario_id = ${input.scenarioId}`.execute(tx)
    const version = await advance(tx, workspaceId, input.scenarioId)
    return { result: { version }, before: { name: scenario.name }, after: { name, description, isWhatIf } }
  })
}

/** Locks a working scenario against edits by anybody, or opens it again. */
export async function lockScenario(context: CallContext, input: Versioned & { readonly locked: boolean }) {
  const { workspaceId, actor, clock } = context
  return editScenario(context, 'targets.lockScenario', input, async (tx, scenario) => {
    if (scenario.state !== 'working')
      throw new AppError('scenarioState', { name: scenario.name, state: scenario.state })
    const [who, at] = input.locked ? [actor.name, clock.now().toISOString()] : [null, null]
    await sql`update scenario set locked_by = ${who}, locked_at = ${at}
      where workspace_id = ${workspaceId} and scenario_id = ${input.scenarioId}`.execute(tx)
    const version = await advance(tx, workspaceId, input.scenarioId)
    return { result: { version }, before: { lockedBy: scenario.lockedBy }, after: { lockedBy: who } }
  })
}

/** Gives a submitted scenario back to be worked on. */
export async function returnScenario(context: CallContext, input: Versioned & { readonly note: string }) {
  return editScenario(context, 'targets.returnScenario', input, async (tx, scenario) => {
    if (scenario.state !== 'submitted')
      throw new AppError('scenarioState', { name: scenario.name, state: scenario.state })
    const version = await advance(tx, context.workspaceId, input.scenarioId, 'working')
    return {
      result: { version },
      before: { state: 'submitted' },
      after: { state: 'working', note: input.note },
    }
  })
}
