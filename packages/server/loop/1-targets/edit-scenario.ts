import { recordAudit } from '../../foundation/audit/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { type EventName, emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findOperations, getScenarioRow, type ScenarioRow } from './scenario.store.ts'

export type Versioned = { readonly scenarioId: number; readonly version: number }

type Change<T> = {
  readonly result: T
  readonly before?: unknown
  readonly after?: unknown
  readonly event?: EventName
}

/** Who changed a scenario last, for telling a second writer. */
async function lastWriter(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
): Promise<string> {
  const operations = await findOperations(tx, workspaceId, scenario.scenarioId)
  return operations.at(-1)?.byName ?? scenario.createdBy
}

/**
 * Changes a scenario under its lock: refuses a writer who saw another version, does the work, and writes the trail
 * and the event in the same transaction.
 */
export async function editScenario<T>(
  context: CallContext,
  action: string,
  input: Versioned,
  work: (tx: WorkspaceTransaction, scenario: ScenarioRow) => Promise<Change<T>>,
): Promise<T> {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, input.scenarioId, true)
    if (scenario.version !== input.version) {
      const who = await lastWriter(tx, workspaceId, scenario)
      throw new AppError('versionConflict', { who, theirs: scenario.version, yours: input.version })
    }
    const { result, before, after, event = 'targets.scenarioChanged' } = await work(tx, scenario)
    const subject = `scenario:${input.scenarioId}`
    await recordAudit(tx, context, { action, subject, before, after })
    await emit(tx, workspaceId, { name: event, payload: { scenarioId: input.scenarioId } }, clock.now())
    return result
  })
}

/** Refuses to change the cells of a scenario that people rely on. */
export function checkWorking(scenario: ScenarioRow): void {
  if (scenario.state !== 'working')
    throw new AppError('scenarioImmutable', { name: scenario.name, state: scenario.state })
}
