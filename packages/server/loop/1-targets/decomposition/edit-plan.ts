import type { AuditAction, CellAddress } from '@salesloom/contract'
import type { Conflict } from '@salesloom/engine/fit'
import { additiveOf, digestOf, readCell } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { checkMonths, checkWorking, editScenario, type Versioned } from '../edit-scenario.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { requireMeasure } from '../readable-measures.ts'
import { advance, type ScenarioRow } from '../scenario.store.ts'
import { checkAllHold, checkTyped } from './check-edits.ts'
import { refuseConflict } from './explain-conflict.ts'
import { advancePlan, type OpenPlan, openPlan } from './open-plan.ts'
import { appendOperation } from './operation.store.ts'
import { engineAddress } from './plan-address.ts'
import { type PlanOperation, placeOf, writtenTogether } from './plan-operation.ts'
import { selectionOf } from './plan-rows.ts'
import { type Applied, applyOperation, measureOf, toggleApplied } from './plan-state.ts'
import { refuseEdit } from './refuse-edit.ts'

/** What an operation came to: the value of the place that it was done at, before and after, and how many cells differ. */
export type Effect = {
  readonly before: number | null
  readonly after: number | null
  readonly changedCells: number
}

/** What a measure comes to at a place. */
export function valueAt({ state, shape }: OpenPlan, measure: string, at: CellAddress): number | null {
  return readCell(state.cube, [measure], selectionOf(shape, engineAddress(shape, at)))[measure] ?? null
}

/** Cells that an operation changed, each counted once. */
function countChanged({ state }: OpenPlan, { changes }: Applied): number {
  let count = 0
  for (const change of changes) {
    const { values } = additiveOf(state.cube, change.measure)
    if (!('cells' in change.place) && change.touched === values.length) {
      for (let i = 0; i < values.length; i++) if (values[i] !== change.others[i]) count++
    } else if ('cells' in change.place) {
      for (const [i, cell] of change.place.cells.entries()) if (values[cell] !== change.others[i]) count++
    } else count += change.touched
  }
  return count
}

export type Tried = {
  /** as it was done, and is to be done again from the log */
  readonly operation: PlanOperation
  readonly applied: Applied
  readonly effect: Effect
  /** of the measure's cells afterwards */
  readonly digest: number | null
}

/**
 * Does an operation and takes it back at once, as `tryOnce` does. Amounts that cannot be had one after another are tried as
 * a batch: three people of a team whose total is held may come to just that total.
 * @throws AppError the first refusal
 */
export function tryOperation(...[plan, operation, ...rest]: Parameters<typeof tryOnce>): Tried {
  try {
    return tryOnce(plan, operation, ...rest)
  } catch (error) {
    const together = error instanceof AppError ? writtenTogether(operation) : null
    if (together === null) throw error
    try {
      return tryOnce(plan, together, ...rest)
    } catch {
      throw error
    }
  }
}

/**
 * Does an operation and takes it back at once, so that nobody sees cells that are not saved; in between `look` may read.
 * @throws AppError `spreadImpossible` with what stands in the way
 */
function tryOnce(
  plan: OpenPlan,
  operation: PlanOperation,
  by: { readonly byName: string; readonly at: string; readonly note: string | null },
  look: () => void = () => undefined,
  nameOf: (key: string) => Bilingual = (key) => ({ zh: key, en: key }),
): Tried {
  const { measure } = operation
  const described = measureOf(plan.state, measure)
  const place = placeOf(operation)
  const before = valueAt(plan, measure, place)
  const sequence = (plan.sequences.at(-1) ?? 0) + 1
  checkTyped(operation, nameOf)
  const done = applyOperation(plan.state, operation, { sequence, ...by })
  if (!done.ok && operation.kind === 'fit' && done.detail['conflict'] !== undefined) {
    const digits = described.unit === 'money' ? plan.state.digits : 0
    refuseConflict(done.detail['conflict'] as Conflict, {
      margins: operation.payload.margins,
      nameOf,
      digits,
    })
  }
  if (!done.ok)
    refuseEdit(done.reason, done.detail, { state: plan.state, operation, measure: described, nameOf })
  try {
    checkAllHold(plan, operation, described, nameOf)
    const cells = described.kind === 'ratio' ? null : additiveOf(plan.state.cube, measure).values
    const effect = {
      before,
      after: valueAt(plan, measure, place),
      changedCells: countChanged(plan, done.value),
    }
    look()
    return { operation, applied: done.value, effect, digest: cells === null ? null : digestOf(cells) }
  } finally {
    toggleApplied(plan.state, done.value, 'back')
  }
}

/** Names are read only where a refusal needs them: most edits are not refused. */
async function tryNamed(
  tx: WorkspaceTransaction,
  workspaceId: number,
  attempt: (nameOf?: (key: string) => Bilingual) => Tried,
): Promise<Tried> {
  try {
    return attempt()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return attempt(await loadMemberNames(tx, workspaceId))
  }
}

type Edited = { readonly version: number; readonly sequence: number } & Effect

/**
 * Does an operation on a scenario whose row is locked, and writes it into the log. `keep` makes it hold in memory and is
 * called when the transaction has been committed.
 */
export async function appendEdit(
  context: CallContext,
  tx: WorkspaceTransaction,
  scenario: ScenarioRow,
  operation: PlanOperation,
  note: string | null,
): Promise<{ readonly edited: Edited; readonly keep: () => void }> {
  const { workspaceId, actor, clock } = context
  const at = clock.now().toISOString()
  checkWorking(scenario)
  await requireMeasure(context, tx, scenario, operation.measure)
  const plan = await openPlan(context, tx, scenario)
  checkMonths(scenario, plan.shape, operation)
  const {
    operation: done,
    applied,
    effect,
    digest,
  } = await tryNamed(tx, workspaceId, (nameOf) =>
    tryOperation(plan, operation, { byName: actor.name, at, note }, undefined, nameOf),
  )
  const { kind, measure } = done
  const payload = { ...(done.payload as object), before: effect.before, after: effect.after }
  const by = { userId: actor.userId, name: actor.name, at }
  const sequence = await appendOperation(
    tx,
    workspaceId,
    scenario.scenarioId,
    { kind, measure, payload, digest, note },
    by,
  )
  const version = await advance(tx, workspaceId, scenario.scenarioId)
  return {
    edited: { version, sequence, ...effect },
    keep: () => advancePlan(plan, { ...scenario, version }, sequence, applied),
  }
}

/**
 * Does an operation on a working scenario and saves it: the operation goes into the log, its cells are computed again
 * from there. An operation may be found in the transaction, and write there what belongs to it. Refused where somebody changed the scenario since the version given.
 */
export async function editPlan(
  context: CallContext,
  action: AuditAction,
  input: Versioned & { readonly note?: string | undefined },
  operation:
    | PlanOperation
    | ((scenario: ScenarioRow, tx: WorkspaceTransaction) => PlanOperation | Promise<PlanOperation>),
): Promise<Edited> {
  let keep = () => {}
  const edited = await editScenario(context, action, input, async (tx, scenario) => {
    const asked = typeof operation === 'function' ? await operation(scenario, tx) : operation
    const done = await appendEdit(context, tx, scenario, asked, input.note ?? null)
    keep = done.keep
    return {
      result: done.edited,
      before: { at: placeOf(asked), value: done.edited.before },
      after: { measure: asked.measure, ...(asked.payload as object), value: done.edited.after },
    }
  })
  keep()
  return edited
}
