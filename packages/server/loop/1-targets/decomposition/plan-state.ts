import {
  type AmountReader,
  cellsAt,
  type CellAddress as EngineAddress,
  type HoldAction,
  overlap,
  type PlanConstraints,
  type PlanShape,
  planDimensions,
  readOperation,
  sameAddress,
  type UnitFigures,
  unitsOf,
  withoutBox,
} from '@salesloom/engine/allocation'
import { impossible, type Outcome, possible } from '@salesloom/engine/outcome'
import { changePlan, type PlanChange, type PlanCube, toggleChange } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { PlanMeasure } from '../scenario.store.ts'
import { fitPlan } from './fit-plan.ts'
import type { OperationRow } from './operation.store.ts'
import { engineAddress } from './plan-address.ts'
import { type Edit, editsOf, type PlanOperation } from './plan-operation.ts'

/** Cells or a total that edits leave alone, with who set this and why. */
export type PlanHold = {
  readonly measure: string
  readonly kind: 'leaf' | 'consolidation'
  readonly at: EngineAddress
  readonly sequence: number
  readonly byName: string
  readonly since: string
  readonly reason: string | null
}

/** Least and greatest value of every leaf below a place. */
export type PlanBound = Omit<PlanHold, 'kind'> & { readonly low: number | null; readonly high: number | null }

/** The cells of a scenario with what edits must keep. */
export type PlanState = {
  readonly cube: PlanCube
  readonly measures: readonly PlanMeasure[]
  readonly digits: number
  /** by the measure of a base year: what units have beyond the cells of their people */
  readonly unitBase: ReadonlyMap<string, UnitFigures>
  holds: readonly PlanHold[]
  bounds: readonly PlanBound[]
}

/** What an operation did: cell changes, oldest first, and the holds and bounds that were there before. */
export type Applied = {
  readonly changes: readonly PlanChange[]
  otherHolds: readonly PlanHold[]
  otherBounds: readonly PlanBound[]
}

/** Why an operation is impossible: the engine's reason with its figures, and which edit of several. */
export type Impossible = Readonly<Record<string, unknown>>
type By = Pick<OperationRow, 'sequence' | 'byName' | 'at' | 'note'>

/** A measure of the plan by its code. @throws AppError `notFound` */
export function measureOf({ measures }: Pick<PlanState, 'measures'>, code: string): PlanMeasure {
  const measure = measures.find((each) => each.code === code)
  if (measure === undefined) throw new AppError('notFound', { what: 'measure', id: code })
  return measure
}

/** How amounts of a measure are typed: money with the currency's places, counts whole, a percentage as it reads. */
export function amountReader(measure: PlanMeasure, digits: number): AmountReader {
  if (measure.kind === 'additive') return unitsOf(measure.unit === 'money' ? digits : 0)
  const factor = measure.unit === 'percent' ? 0.01 : 10 ** digits
  return (text) => {
    const value = Number(text) * factor
    return Number.isFinite(value) ? value : null
  }
}

function constraintsOf({ holds, bounds }: PlanState, measure: PlanMeasure): PlanConstraints {
  const cells = measure.kind === 'ratio' ? measure.numerator : measure.code
  const own = holds.filter((hold) => hold.measure === cells)
  const heldLeaves = own.filter(({ kind }) => kind === 'leaf').map(({ at }) => at)
  if (measure.kind === 'ratio') return { heldLeaves }
  return {
    heldLeaves,
    heldTotals: own.filter(({ kind }) => kind === 'consolidation').map(({ at }) => at),
    bounds: bounds
      .filter((bound) => bound.measure === cells)
      .map(({ at, low, high }) => ({
        at,
        ...(low === null ? {} : { low }),
        ...(high === null ? {} : { high }),
      })),
  }
}

/** Sets or releases a hold. Leaves released out of the middle of a held area leave the rest of it held. */
function changeHolds(state: PlanState, measure: string, at: EngineAddress, action: HoldAction, by: By): void {
  const kind = action === 'leaf' || action === 'releaseLeaf' ? 'leaf' : 'consolidation'
  const isOther = (hold: PlanHold) => hold.measure !== measure || hold.kind !== kind
  if (action === 'leaf' || action === 'consolidation') {
    const kept = state.holds.filter((hold) => isOther(hold) || !sameAddress(hold.at, at))
    const hold = {
      measure,
      kind,
      at,
      sequence: by.sequence,
      byName: by.byName,
      since: by.at,
      reason: by.note,
    }
    state.holds = [...kept, hold] as PlanHold[]
    return
  }
  const dimensions = planDimensions(state.cube.shape)
  state.holds = state.holds.flatMap((hold) => {
    if (isOther(hold)) return [hold]
    if (kind === 'consolidation') return sameAddress(hold.at, at) ? [] : [hold]
    return withoutBox(dimensions, hold.at, at).map((left) => ({ ...hold, at: left }))
  })
}

/** A rate may be typed as it is shown, “40%”; an amount with a percent sign says nothing. */
function codeFor(measure: PlanMeasure, code: string): string {
  return measure.unit === 'percent' ? code.replace(/^([-−\d.,\s]+)[%％]$/, '$1') : code
}

type Made = Outcome<PlanChange | null, string, Impossible>

function makeEdit(
  state: PlanState,
  measure: PlanMeasure,
  edit: Edit,
  by: By,
  written: readonly EngineAddress[] = [],
): Made {
  const { shape } = state.cube
  const at = engineAddress(shape, edit.at)
  const reference = edit.reference === undefined ? undefined : engineAddress(shape, edit.reference)
  const read = readOperation(codeFor(measure, edit.code), amountReader(measure, state.digits), at, reference)
  if (!read.ok) return impossible(read.reason, { ...read.detail })
  const operation = read.value
  if (operation.method === 'hold') {
    if (cellsAt(shape, at).length === 0) return impossible('no-cells', { at })
    changeHolds(state, measure.kind === 'ratio' ? measure.numerator : measure.code, at, operation.hold, by)
    return possible(null)
  }
  const constraints = constraintsOf(state, measure)
  const kept = written.filter((place) => !sameAddress(place, at))
  const made = changePlan(
    state.cube,
    measure.code,
    operation,
    kept.length === 0
      ? constraints
      : { ...constraints, heldTotals: [...(constraints.heldTotals ?? []), ...kept] },
  )
  return made.ok ? made : impossible(made.reason, { ...made.detail })
}

function setBound(
  state: PlanState,
  { measure, payload }: Extract<PlanOperation, { kind: 'bound' }>,
  by: By,
): Made {
  const at = engineAddress(state.cube.shape, payload.at)
  const { low, high } = payload
  const kept = state.bounds.filter((bound) => bound.measure !== measure || !sameAddress(bound.at, at))
  const bound = {
    measure,
    at,
    low,
    high,
    sequence: by.sequence,
    byName: by.byName,
    since: by.at,
    reason: by.note,
  }
  state.bounds = low === null && high === null ? kept : [...kept, bound]
  return possible(null)
}

function makeEach(state: PlanState, operation: PlanOperation, by: By): Array<() => Made> {
  switch (operation.kind) {
    case 'setTarget':
    case 'copy':
      return []
    case 'spread':
    case 'calibrate': {
      const measure = measureOf(state, operation.measure)
      const edits = editsOf(operation.payload)
      const isTogether = operation.payload.together === true && measure.kind === 'additive'
      const places = isTogether ? edits.map(({ at }) => engineAddress(state.cube.shape, at)) : []
      return edits.map((edit, i) => () => makeEdit(state, measure, edit, by, places.slice(0, i)))
    }
    case 'bound':
      return [() => setBound(state, operation, by)]
    case 'fit': {
      const measure = measureOf(state, operation.measure)
      return [() => fitPlan(state.cube, measure, operation.payload, constraintsOf(state, measure))]
    }
  }
}

/**
 * Does an operation, in place: all of it or, where a part is impossible, nothing.
 * @returns what was done, which `toggleApplied` takes back and makes again
 */
export function applyOperation(
  state: PlanState,
  operation: PlanOperation,
  by: By,
): Outcome<Applied, string, Impossible> {
  const changes: PlanChange[] = []
  const [otherHolds, otherBounds] = [state.holds, state.bounds]
  const takeBack = () => {
    for (const change of changes.toReversed()) toggleChange(state.cube, change)
    state.holds = otherHolds
    state.bounds = otherBounds
  }
  try {
    for (const [edit, make] of makeEach(state, operation, by).entries()) {
      const made = make()
      if (!made.ok) {
        takeBack()
        return impossible(made.reason, { ...made.detail, edit })
      }
      if (made.value !== null) changes.push(made.value)
    }
  } catch (error) {
    takeBack()
    throw error
  }
  return possible({ changes, otherHolds, otherBounds })
}

/** Takes back what an operation did, or makes it again: the second call undoes the first. */
export function toggleApplied(state: PlanState, applied: Applied, direction: 'back' | 'again'): void {
  const order = direction === 'back' ? applied.changes.toReversed() : applied.changes
  for (const change of order) toggleChange(state.cube, change)
  const [holds, bounds] = [state.holds, state.bounds]
  state.holds = applied.otherHolds
  state.bounds = applied.otherBounds
  applied.otherHolds = holds
  applied.otherBounds = bounds
}

/** The holds and bounds that an operation leaves, without its cells: what a checkpoint does not hold. */
export function applyHolds(state: PlanState, operation: OperationRow): void {
  if (operation.kind === 'bound') setBound(state, operation, operation)
  if (operation.kind !== 'spread' && operation.kind !== 'calibrate') return
  const measure = measureOf(state, operation.measure)
  for (const edit of editsOf(operation.payload)) {
    const at = engineAddress(state.cube.shape, edit.at)
    const read = readOperation(edit.code, amountReader(measure, state.digits), at, at)
    if (read.ok && read.value.method === 'hold')
      changeHolds(
        state,
        measure.kind === 'ratio' ? measure.numerator : measure.code,
        at,
        read.value.hold,
        operation,
      )
  }
}

/** Whether a place is wholly held, holds something, or is free. */
export function holdAt(
  shape: PlanShape,
  holds: readonly PlanHold[],
  at: EngineAddress,
): 'held' | 'partly' | null {
  const dimensions = planDimensions(shape)
  const near = holds.filter(({ kind, at: held }) => kind === 'leaf' && overlap(dimensions, at, held))
  if (near.length === 0) return null
  return near.some(({ at: held }) => withoutBox(dimensions, at, held).length === 0) ? 'held' : 'partly'
}
