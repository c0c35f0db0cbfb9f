import type { PlanShape, UnitFigures } from '@salesloom/engine/allocation'
import { apportion } from '@salesloom/engine/money'
import { additiveOf, digestOf, type MeasureInput, openPlanCube } from '@salesloom/engine/plan-cube'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import type { Database, WorkspaceTransaction } from '../../../platform/database/index.ts'
import { getShape, type ScenarioRow } from '../scenario.store.ts'
import { getCells, getUnitBase } from './chunk.store.ts'
import { findActiveSequences, findOperations, type OperationRow } from './operation.store.ts'
import { isStart } from './plan-operation.ts'
import { type Applied, applyHolds, applyOperation, type PlanState, toggleApplied } from './plan-state.ts'
import { unitBaseOnRecord } from './sold-beyond-people.ts'

/** A scenario with its cells in memory, as of the version of its row. */
export type OpenPlan = {
  /** the row at the version that the cells are of */
  scenario: ScenarioRow
  readonly shape: PlanShape
  readonly state: PlanState
  /** numbers of the operations that the cells hold, oldest first */
  sequences: readonly number[]
  /** what the newest of them did, oldest first: those that can be taken back without reading all again */
  applied: readonly Applied[]
}

/** Cells of all measures that may stay in memory: 256 MB of numbers. */
const MOST_CELLS = 32_000_000

/** Cells of one plan's changes that may stay in memory to be taken back. */
const MOST_CHANGED = 4_000_000

const opened = new WeakMap<Database, Map<string, OpenPlan>>()

function plansOf(database: Database): Map<string, OpenPlan> {
  const plans = opened.get(database) ?? new Map<string, OpenPlan>()
  opened.set(database, plans)
  return plans
}

/** How a plan's actual of the base year is called among its measures. */
export function baseOfMeasure(code: string): string {
  return `base:${code}`
}

function sizeOf({ state, shape }: OpenPlan): number {
  const additive = [...state.cube.measures.values()].filter(({ kind }) => kind === 'additive').length
  return (shape.combinations.length / shape.dimensions.length) * shape.months.length * additive
}

/** Puts a plan in front; the ones not asked for longest leave when the room is used up. */
function keep(plans: Map<string, OpenPlan>, key: string, plan: OpenPlan): void {
  plans.delete(key)
  plans.set(key, plan)
  let cells = 0
  for (const each of plans.values()) cells += sizeOf(each)
  for (const [oldest, each] of plans) {
    if (cells <= MOST_CELLS || oldest === key) return
    plans.delete(oldest)
    cells -= sizeOf(each)
  }
}

/** The cells before the first operation. Plans of earlier versions have no such chunks: their weights give them. */
async function startCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
  measure: string,
): Promise<Float64Array> {
  const start = await getCells(tx, workspaceId, scenario, 'start', measure)
  if (start !== null) return start
  const weights = await getCells(tx, workspaceId, scenario, 'weight', measure)
  const [made] = await findOperations(tx, workspaceId, scenario.scenarioId)
  if (weights === null || made === undefined)
    throw new Error(`scenario ${scenario.scenarioId}: the start of ${measure} is not there`)
  return apportion((made.payload as { total: number }).total, weights)
}

async function readCube(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
  shape: PlanShape,
): Promise<PlanState> {
  const inputs: Record<string, MeasureInput> = {}
  const unitBase = new Map<string, UnitFigures>()
  for (const measure of scenario.measures) {
    if (measure.kind === 'ratio') {
      inputs[measure.code] = { numerator: measure.numerator, denominator: measure.denominator }
      inputs[baseOfMeasure(measure.code)] = {
        numerator: baseOfMeasure(measure.numerator),
        denominator: baseOfMeasure(measure.denominator),
      }
      continue
    }
    const checkpoint =
      scenario.checkpointSequence > 0
        ? await getCells(tx, workspaceId, scenario, 'target', measure.code)
        : null
    inputs[measure.code] = checkpoint ?? (await startCells(tx, workspaceId, scenario, measure.code))
    inputs[baseOfMeasure(measure.code)] =
      (await getCells(tx, workspaceId, scenario, 'base', measure.code)) ??
      new Float64Array(scenario.cellCount)
    unitBase.set(
      baseOfMeasure(measure.code),
      (await getUnitBase(tx, workspaceId, scenario.scenarioId, measure.code)) ??
        (await unitBaseOnRecord(tx, workspaceId, scenario, shape, measure.code)),
    )
  }
  const digits = await currencyDigits(tx, workspaceId)
  const cube = openPlanCube(shape, inputs)
  return { cube, measures: scenario.measures, digits, unitBase, holds: [], bounds: [] }
}

/** Does an operation of the log again. @throws Error where it no longer gives what it gave: a figure is never guessed */
function replay(plan: OpenPlan, operation: OperationRow): void {
  const done = applyOperation(plan.state, operation, operation)
  if (!done.ok)
    throw new Error(
      `scenario ${plan.scenario.scenarioId}: operation ${operation.sequence} can no longer be done: ${done.reason}`,
    )
  noteApplied(plan, operation.sequence, done.value)
}

/** Checks the cells against what the newest operation of each measure left. */
function checkDigests(plan: OpenPlan, operations: readonly OperationRow[]): void {
  const newest = new Map(operations.map((operation) => [operation.measure, operation]))
  for (const [measure, { digest, sequence }] of newest) {
    if (digest === null) continue
    const kind = plan.state.measures.find(({ code }) => code === measure)
    if (kind === undefined || kind.kind === 'ratio') continue
    if (digestOf(additiveOf(plan.state.cube, measure).values) !== digest)
      throw new Error(
        `scenario ${plan.scenario.scenarioId}: ${measure} after operation ${sequence} is not what it was`,
      )
  }
}

/** Notes what was done for taking it back; the oldest are forgotten where the room is used up. */
function noteApplied(plan: OpenPlan, sequence: number, applied: Applied): void {
  plan.sequences = [...plan.sequences, sequence]
  const all = [...plan.applied, applied]
  const touched = (one: Applied) => one.changes.reduce((sum, change) => sum + change.touched, 0)
  let cells = all.reduce((sum, one) => sum + touched(one), 0)
  while (all.length > 1 && cells > MOST_CHANGED) {
    const oldest = all.shift()
    cells -= oldest === undefined ? 0 : touched(oldest)
  }
  plan.applied = all
}

async function readPlan(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
): Promise<OpenPlan> {
  const shape = await getShape(tx, workspaceId, scenario.scenarioId)
  const state = await readCube(tx, workspaceId, scenario, shape)
  const operations = await findOperations(tx, workspaceId, scenario.scenarioId)
  const plan: OpenPlan = { scenario, shape, state, sequences: [], applied: [] }
  for (const operation of operations) {
    if (operation.sequence > scenario.checkpointSequence && !isStart(operation.kind)) replay(plan, operation)
    else {
      applyHolds(state, operation)
      plan.sequences = [...plan.sequences, operation.sequence]
    }
  }
  checkDigests(plan, operations)
  return plan
}

/** Reads a figure at the start of a plan and after each operation, on cells of its own. @returns one more than operations */
export async function replayFromStart(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
  operations: readonly OperationRow[],
  read: (plan: OpenPlan) => number,
): Promise<number[]> {
  const shape = await getShape(tx, workspaceId, scenario.scenarioId)
  const state = await readCube(tx, workspaceId, { ...scenario, checkpointSequence: 0 }, shape)
  const plan: OpenPlan = { scenario, shape, state, sequences: [], applied: [] }
  const values = [read(plan)]
  for (const operation of operations) {
    replay(plan, operation)
    values.push(read(plan))
  }
  return values
}

/** Takes back what no longer holds, as far as it is remembered. @returns whether the rest is the start of the wanted list */
function shorten(plan: OpenPlan, wanted: readonly number[]): boolean {
  let common = 0
  while (common < plan.sequences.length && plan.sequences[common] === wanted[common]) common++
  const surplus = plan.sequences.length - common
  if (surplus > plan.applied.length) return false
  for (const applied of plan.applied.slice(plan.applied.length - surplus).toReversed())
    toggleApplied(plan.state, applied, 'back')
  plan.applied = plan.applied.slice(0, plan.applied.length - surplus)
  plan.sequences = plan.sequences.slice(0, common)
  return true
}

/** Brings a plan in memory to a newer version. @returns null where it has to be read again */
async function catchUp(
  tx: WorkspaceTransaction,
  workspaceId: number,
  plan: OpenPlan,
  scenario: ScenarioRow,
): Promise<OpenPlan | null> {
  const wanted = await findActiveSequences(tx, workspaceId, scenario.scenarioId)
  let common = 0
  while (common < plan.sequences.length && plan.sequences[common] === wanted[common]) common++
  const after = wanted[common - 1] ?? 0
  const missing =
    common < wanted.length ? await findOperations(tx, workspaceId, scenario.scenarioId, { after }) : []
  // Nothing is awaited from here on: whoever comes in between finds the plan at one version or the other.
  if (plan.scenario.version >= scenario.version) return plan
  if (!shorten(plan, wanted)) return null
  const known = new Set(plan.sequences)
  for (const operation of missing) if (!known.has(operation.sequence)) replay(plan, operation)
  plan.scenario = scenario
  checkDigests(plan, missing)
  return plan
}

/**
 * A scenario with its cells, at the version of the row given or a newer one. It stays in memory, keyed by its version,
 * so that an edit costs what it touches; every node keeps its own and follows the log.
 */
export async function openPlan(
  { database, workspaceId }: { readonly database: Database; readonly workspaceId: number },
  tx: WorkspaceTransaction,
  scenario: ScenarioRow,
): Promise<OpenPlan> {
  const plans = plansOf(database)
  const key = `${workspaceId}/${scenario.scenarioId}`
  const known = plans.get(key)
  if (known !== undefined) {
    keep(plans, key, known)
    if (known.scenario.version === scenario.version) known.scenario = scenario
    if (known.scenario.version >= scenario.version) return known
    try {
      const current = await catchUp(tx, workspaceId, known, scenario)
      if (current !== null) return current
    } catch (error) {
      plans.delete(key)
      throw error
    }
    plans.delete(key)
  }
  const plan = await readPlan(tx, workspaceId, scenario)
  const newer = plans.get(key)
  if (newer !== undefined && newer.scenario.version >= plan.scenario.version) return newer
  keep(plans, key, plan)
  return plan
}

/** Makes what a committed operation did also hold in memory, unless somebody's newer version is there already. */
export function advancePlan(plan: OpenPlan, scenario: ScenarioRow, sequence: number, applied: Applied): void {
  if (plan.scenario.version !== scenario.version - 1) return
  toggleApplied(plan.state, applied, 'again')
  noteApplied(plan, sequence, applied)
  plan.scenario = scenario
}

/** The measure of a scenario that pages show first. */
export function firstMeasure({ measures }: ScenarioRow): string {
  return measures[0]?.code ?? 'sales'
}
