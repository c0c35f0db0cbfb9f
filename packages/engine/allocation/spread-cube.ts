import { apportion, preciseSum } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { type AxisStep, growthLine, roundHalfAway, stepsAlong, straightLine } from './along-axis.ts'
import { changedByPercent } from './change-by-percent.ts'
import { addressOf, type CellAddress, type Cube, cellsBelow } from './cube.ts'
import { type CodeAction, combine, type HoldAction } from './planning-code.ts'
import { referenceValues } from './reference-cells.ts'
import { solveTotals } from './solve-totals.ts'
import type { SpreadMethod, SpreadOperation } from './spread-operation.ts'
import {
  addressKey,
  type Blocked,
  type ConsolidationHold,
  finiteOrNull,
  openState,
  type Release,
  type SpreadState,
} from './spread-state.ts'
import type { TotalRequest } from './total-request.ts'

export type SpreadRefusal = 'holds-and-bounds' | 'no-cells' | 'reference-shape' | 'too-large'
export type SpreadOutcome<T = void> = Outcome<T, SpreadRefusal, Blocked | { readonly at: CellAddress }>

type Target = { readonly at: CellAddress; readonly cells: Int32Array }

function pick(values: Float64Array, cells: Int32Array): Float64Array {
  return Float64Array.from(cells, (cell) => values[cell]!)
}

/** Holds or releases, in place. A consolidation of one leaf is that leaf. */
export function applyHold(
  state: SpreadState,
  target: Target,
  hold: HoldAction,
  totalOf: (cells: Int32Array) => number,
): void {
  const key = addressKey(state.cube, target.at)
  if (hold === 'leaf' || hold === 'releaseLeaf') {
    for (const cell of target.cells) state.held[cell] = hold === 'leaf' ? 1 : 0
  } else if (hold === 'consolidation') {
    state.consolidationHolds.set(key, { ...target, total: totalOf(target.cells) })
  } else {
    state.consolidationHolds.delete(key)
  }
}

function totalRequest(
  state: SpreadState,
  target: Target,
  total: number,
  share: 'values' | 'equal' | 'existing' | Float64Array,
  action: CodeAction,
): TotalRequest {
  const present = pick(state.values, target.cells)
  if (share === 'values') return { ...target, total, share: 'proportional' }
  const base = action === 'replace' ? new Float64Array(present.length) : present
  if (share instanceof Float64Array)
    return { ...target, total, share: { base, weights: share.map(Math.abs) } }
  const weights = present.map((value) => (share === 'equal' || value !== 0 ? 1 : 0))
  return { ...target, total, share: { base, weights } }
}

/** A held leaf that would have to move. */
function heldInTheWay(state: SpreadState, cell: number, after: number): Release[] {
  const by = after - state.values[cell]!
  if (state.held[cell] === 0 || by === 0) return []
  return [{ kind: 'leafHold', at: addressOf(state.cube, cell), by }]
}

/** The bound that a leaf would break; a held leaf that need not move breaks none. */
function boundInTheWay(state: SpreadState, cell: number, after: number): Release[] {
  const { cube, held, values } = state
  if (held[cell] === 1 && after === values[cell]) return []
  const [low, high] = [cube.low[cell]!, cube.high[cell]!]
  const at = addressOf(cube, cell)
  if (after > high) return [{ kind: 'maximum', at, by: after - high }]
  return after < low ? [{ kind: 'minimum', at, by: after - low }] : []
}

/**
 * Every free leaf takes its own value; holds stay, and a bound or a held consolidation that is broken refuses. Where all
 * are held, all are meant: each that would move is in the way, and so are the bounds and held totals behind it.
 */
function assignLeaves(
  state: SpreadState,
  target: Target,
  valueFor: (present: number) => number,
): SpreadOutcome {
  const free = target.cells.filter((cell) => state.held[cell] === 0)
  const meant = free.length > 0 ? free : target.cells
  const after = state.values.slice()
  for (const cell of meant) after[cell] = valueFor(state.values[cell]!)
  const inTheWay = (find: typeof heldInTheWay) =>
    Array.from(meant).flatMap((cell) => find(state, cell, after[cell]!))
  const release = [...inTheWay(heldInTheWay), ...inTheWay(boundInTheWay)]
  for (const { at, cells, total } of brokenHolds(state, meant, after))
    release.push({ kind: 'consolidationHold', at, by: preciseSum(pick(after, cells)) - total })
  if (release.length > 0) {
    const asked = preciseSum(pick(after, target.cells))
    return impossible('holds-and-bounds', {
      at: target.at,
      asked,
      least: null,
      greatest: null,
      release,
      smallest: true,
    })
  }
  state.values.set(after)
  return possible(undefined)
}

function brokenHolds(state: SpreadState, changed: Int32Array, after: Float64Array): ConsolidationHold[] {
  const touched = new Set(changed)
  return [...state.consolidationHolds.values()].filter(
    ({ cells, total }) => cells.some((cell) => touched.has(cell)) && preciseSum(pick(after, cells)) !== total,
  )
}

function stepSum(state: SpreadState, { cells }: AxisStep): number {
  return preciseSum(pick(state.values, cells))
}

/** Steps with something free in them; the others keep what they hold. */
function freeSteps<S extends Pick<AxisStep, 'cells'>>(state: SpreadState, steps: readonly S[]): S[] {
  return steps.filter(({ cells }) => cells.some((cell) => state.held[cell] === 0))
}

type AxisMethod = Extract<SpreadMethod, { readonly axis: string }>

type Line = Exclude<AxisMethod, { readonly method: 'pattern' }>
type Pattern = Extract<AxisMethod, { readonly method: 'pattern' }>

/** What each step must come to along a line: its own point, whatever the others keep. */
function lineRequests(state: SpreadState, target: Target, operation: Line): TotalRequest[] {
  const steps = stepsAlong(state.cube, target.at, operation.axis)
  const { action } = operation
  const line =
    operation.method === 'straightLine'
      ? straightLine(operation.value, operation.to, steps.length)
      : growthLine(operation.value, operation.percent, steps.length)
  return steps.map((step, k) => {
    const value = roundHalfAway(line[k]!)
    return totalRequest(state, step, combine(stepSum(state, step), value, action), 'values', action)
  })
}

/** What free steps must come to in a pattern: their shares of what the others leave. */
function patternRequests(state: SpreadState, target: Target, operation: Pattern): TotalRequest[] {
  const steps = stepsAlong(state.cube, target.at, operation.axis)
  const free = freeSteps(state, steps)
  const { action } = operation
  const weights = steps.map((_, k) => operation.weights[k % operation.weights.length]!)
  const kept = steps.filter((step) => !free.includes(step))
  const keptSum = action === 'replace' ? preciseSum(kept.map((step) => stepSum(state, step))) : 0
  const shares = apportion(
    operation.value - keptSum,
    free.map((step) => weights[steps.indexOf(step)]!),
  )
  return free.map((step, k) =>
    totalRequest(state, step, combine(stepSum(state, step), shares[k]!, action), 'values', action),
  )
}

/** Totals beyond the safe integers are refused before anything is computed with them. */
function solve(state: SpreadState, requests: readonly TotalRequest[]): SpreadOutcome {
  const large = requests.find(({ total }) => !Number.isSafeInteger(total))
  return large === undefined ? solveTotals(state, requests) : impossible('too-large', { at: large.at })
}

const releasesOf = (outcome: SpreadOutcome): number =>
  !outcome.ok && 'release' in outcome.detail ? outcome.detail.release.length : Number.POSITIVE_INFINITY

function spreadLine(state: SpreadState, target: Target, operation: Line): SpreadOutcome {
  const all = lineRequests(state, target, operation)
  const free = freeSteps(state, all)
  const done = solve(state, free.length > 0 ? free : all)
  if (done.ok || free.length > 0) return done
  // Where all is held one step is enough, since the others may keep what they hold: the one that takes the fewest releases.
  const alone = all.map((request) => solve(state, [request]))
  return alone.reduce((best, one) => (releasesOf(one) < releasesOf(best) ? one : best), done)
}

function spreadPattern(state: SpreadState, target: Target, operation: Pattern): SpreadOutcome {
  const { value, action } = operation
  const asked = combine(preciseSum(pick(state.values, target.cells)), value, action)
  const free = target.cells.some((cell) => state.held[cell] === 0)
  if (!free) return solve(state, [totalRequest(state, target, asked, 'values', action)])
  const solved = solve(state, patternRequests(state, target, operation))
  if (!solved.ok) return solved
  const reached = preciseSum(pick(state.values, target.cells))
  return reached === asked ? solved : allHeld(state, target, asked)
}

function allHeld(state: SpreadState, { at, cells }: Target, asked: number): SpreadOutcome {
  const present = preciseSum(pick(state.values, cells))
  const first = cells[0]!
  const release: Release[] = [{ kind: 'leafHold', at: addressOf(state.cube, first), by: asked - present }]
  return impossible('holds-and-bounds', {
    at,
    asked,
    least: finiteOrNull(present),
    greatest: finiteOrNull(present),
    release,
    smallest: true,
  })
}

function spreadTotal(state: SpreadState, target: Target, operation: SpreadMethod): SpreadOutcome {
  const current = preciseSum(pick(state.values, target.cells))
  switch (operation.method) {
    case 'proportional':
    case 'equal':
    case 'equalLeaves': {
      const shares = { proportional: 'values', equal: 'equal', equalLeaves: 'existing' } as const
      const total = combine(current, operation.value, operation.action)
      return solve(state, [totalRequest(state, target, total, shares[operation.method], operation.action)])
    }
    case 'relativeProportional': {
      const weights = referenceValues(state.cube, state.values, target, operation.reference)
      if (weights === null) return impossible('reference-shape', { at: operation.reference })
      const total = combine(current, operation.value, operation.action)
      return solve(state, [totalRequest(state, target, total, weights, operation.action)])
    }
    case 'percentChange': {
      const total = changedByPercent(
        current,
        combine(0, operation.percent, operation.action) - (operation.action === 'replace' ? 100 : 0),
      )
      return solve(state, [totalRequest(state, target, total, 'values', 'replace')])
    }
    case 'repeat':
      return assignLeaves(state, target, (present) => combine(present, operation.value, operation.action))
    case 'repeatLeaves': {
      const some = target.cells.some((cell) => state.values[cell] !== 0)
      return assignLeaves(state, target, (present) =>
        some && present === 0 ? 0 : combine(present, operation.value, operation.action),
      )
    }
    case 'clear':
      return assignLeaves(state, target, () => 0)
    case 'pattern':
      return spreadPattern(state, target, operation)
    default:
      return spreadLine(state, target, operation)
  }
}

/**
 * Applies one operation to a state of whole numbers, in place. A consolidation becomes exactly what was asked.
 *
 * @returns why it is impossible, and the smallest set of holds and bounds to release; then nothing has changed
 */
export function applyOperation(state: SpreadState, operation: SpreadOperation): SpreadOutcome {
  const cells = cellsBelow(state.cube, operation.at)
  if (cells.length === 0) return impossible('no-cells', { at: operation.at })
  const target = { at: operation.at, cells }
  if (operation.method === 'hold') {
    applyHold(state, target, operation.hold, (held) => preciseSum(pick(state.values, held)))
    return possible(undefined)
  }
  const before = state.values.slice()
  const done = spreadTotal(state, target, operation)
  if (done.ok && state.values.every(Number.isSafeInteger)) return done
  state.values.set(before)
  return done.ok ? impossible('too-large', { at: operation.at }) : done
}

/** Applies operations one after the other to a cube; the first that is impossible ends the run. */
export function spreadCube(
  cube: Cube,
  operations: readonly SpreadOperation[],
  apply: (state: SpreadState, operation: SpreadOperation) => SpreadOutcome = applyOperation,
): Outcome<Float64Array, SpreadRefusal, (Blocked | { readonly at: CellAddress }) & { operation: number }> {
  const state = openState(cube)
  for (const [operation, step] of operations.entries()) {
    const done = apply(state, step)
    if (!done.ok) return impossible(done.reason, { operation, ...done.detail })
  }
  return possible(state.values)
}
