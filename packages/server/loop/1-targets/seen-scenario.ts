import { mayDo } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findCascadeScenarios } from './cascade/cascade.store.ts'
import { findScenarioRows, getScenarioRow, type ScenarioRow } from './scenario.store.ts'

/** `withdrawn`: also what was published down and withdrawn since, which is on record for those who were asked. */
type Reading = { readonly withdrawn?: boolean }

/**
 * Which scenarios a caller may know of. Who plans knows all. Who does not reads what counts: plans that were approved,
 * and those that were published down. A draft or a what-if branch is its planners' own until then.
 */
async function knowing(
  { workspaceId, actor }: CallContext,
  tx: WorkspaceTransaction,
  reading: Reading,
): Promise<(scenario: ScenarioRow) => boolean> {
  if (mayDo(actor.role, 'targets.write')) return () => true
  const published = new Set(await findCascadeScenarios(tx, workspaceId, reading))
  return ({ state, scenarioId }) =>
    state === 'approved' || state === 'superseded' || published.has(scenarioId)
}

/** The scenarios that a caller may know of, newest first. */
export async function findSeenScenarios(
  context: CallContext,
  tx: WorkspaceTransaction,
): Promise<ScenarioRow[]> {
  const isKnown = await knowing(context, tx, {})
  return (await findScenarioRows(tx, context.workspaceId)).filter(isKnown)
}

/**
 * The scenario that a caller asks for: the door of everything that is read, or answered, by its id.
 * @throws AppError `notFound` for one that the caller may not know of, as for one that there is not
 */
export async function getSeenScenario(
  context: CallContext,
  tx: WorkspaceTransaction,
  scenarioId: number,
  reading: Reading = {},
): Promise<ScenarioRow> {
  const scenario = await getScenarioRow(tx, context.workspaceId, scenarioId)
  const isKnown = await knowing(context, tx, reading)
  if (!isKnown(scenario)) throw new AppError('notFound', { what: 'scenario', id: scenarioId })
  return scenario
}
