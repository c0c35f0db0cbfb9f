import type { AuditAction } from '@salesloom/contract'
import { monthsBelow, type PlanShape } from '@salesloom/engine/allocation'
import { recordAudit } from '../../foundation/audit/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { type EventName, emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findOperations } from './decomposition/operation.store.ts'
import { engineAddress } from './decomposition/plan-address.ts'
import { editsOf, type PlanOperation, placeOf } from './decomposition/plan-operation.ts'
import { getScenarioRow, type ScenarioRow } from './scenario.store.ts'

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

/** Refuses a writer who saw another version than there is now. */
export async function checkVersion(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
  { version }: Versioned,
): Promise<void> {
  if (scenario.version === version) return
  const who = await lastWriter(tx, workspaceId, scenario)
  throw new AppError('versionConflict', { who, theirs: scenario.version, yours: version })
}

/**
 * Changes a scenario under its lock: refuses a writer who saw another version, does the work, and writes the trail
 * and the event in the same transaction.
 */
export async function editScenario<T>(
  context: CallContext,
  action: AuditAction,
  input: Versioned,
  work: (tx: WorkspaceTransaction, scenario: ScenarioRow) => Promise<Change<T>>,
): Promise<T> {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, input.scenarioId, true)
    await checkVersion(tx, workspaceId, scenario, input)
    const { result, before, after, event = 'targets.scenarioChanged' } = await work(tx, scenario)
    const subject = `scenario:${input.scenarioId}`
    await recordAudit(tx, context, { action, subject, before, after })
    await emit(tx, workspaceId, { name: event, payload: { scenarioId: input.scenarioId } }, clock.now())
    return result
  })
}

/** Refuses to change the cells of a scenario that people rely on, or that somebody locked. */
export function checkWorking(scenario: ScenarioRow): void {
  if (scenario.state !== 'working')
    throw new AppError('scenarioImmutable', { name: scenario.name, state: scenario.state })
  if (scenario.lockedBy !== null)
    throw new AppError('scenarioLocked', { name: scenario.name, who: scenario.lockedBy })
}

/** Refuses to change months of a successor that were over when it began. */
export function checkMonths(
  { effectiveMonth, name }: ScenarioRow,
  shape: PlanShape,
  operation: PlanOperation,
): void {
  if (effectiveMonth === null) return
  const places =
    operation.kind === 'spread' || operation.kind === 'calibrate'
      ? editsOf(operation.payload).map(({ at }) => at)
      : [placeOf(operation)]
  for (const place of places) {
    const { time } = engineAddress(shape, place)
    const first = shape.months[monthsBelow(shape, time)[0] ?? 0] ?? ''
    if (first < effectiveMonth) throw new AppError('monthClosed', { name, month: effectiveMonth, first })
  }
}
