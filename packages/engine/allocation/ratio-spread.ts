import { preciseSum } from '../money/index.ts'
import { impossible, possible } from '../outcome.ts'
import { growthLine, stepsAlong, straightLine } from './along-axis.ts'
import { addressOf, type CellAddress, cellsBelow } from './cube.ts'
import { combine } from './planning-code.ts'
import { findRatioRelease } from './ratio-release.ts'
import { referenceValues } from './reference-cells.ts'
import { applyHold, type SpreadOutcome } from './spread-cube.ts'
import type { SpreadMethod, SpreadOperation } from './spread-operation.ts'
import { finiteOrNull, type Release, type SpreadState } from './spread-state.ts'

type Target = { readonly at: CellAddress; readonly cells: Int32Array }

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const logit = (p: number) => Math.log(p / (1 - p))

function numeratorOf({ cube, values }: SpreadState, cells: Iterable<number>): number {
  return preciseSum(Array.from(cells, (cell) => values[cell]! * cube.denominators[cell]!))
}

function weightOf({ cube }: SpreadState, cells: Iterable<number>): number {
  return preciseSum(Array.from(cells, (cell) => cube.denominators[cell]!))
}

/** Σ ratio × denominator ÷ Σ denominator; the plain mean has no place here. NaN where all denominators are 0. */
export function weightedMean(state: SpreadState, cells: Int32Array): number {
  return numeratorOf(state, cells) / weightOf(state, cells)
}

/** A family of values that one number moves all in the same direction. */
type Family = (start: number, shift: number) => number

const isShare = (value: number) => value >= 0 && value <= 1

/**
 * One shift in log-odds where everything is a share between 0 and 1; in proportion otherwise.
 *
 * @param shares whether values must stay shares, also where the target lies beyond: then it is not reached
 */
function familyFor(starts: readonly number[], target: number, shares: boolean): Moves {
  const size = Math.max(...starts.map(Math.abs))
  const most = (size === 0 ? Math.abs(target) : Math.abs(target) / size + 1) * 1e6
  const idle = starts.every((value) => value === 0)
  if (idle && shares) return { family: (_, shift) => shift, from: 0, to: 1 }
  if (idle) return { family: (_, shift) => shift, from: -most, to: most }
  if (shares || (starts.every(isShare) && isShare(target))) {
    const inner = (value: number) => clamp(value, 1e-12, 1 - 1e-12)
    return { family: (start, shift) => sigmoid(logit(inner(start)) + shift), from: -80, to: 80 }
  }
  return { family: (start, shift) => start + Math.abs(start) * shift, from: -most, to: most }
}

/** Bisection: 200 halvings find the shift to the last bit. */
function solveShift(sumAt: (shift: number) => number, wanted: number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (sumAt(middle) < wanted) low = middle
    else high = middle
  }
  return Math.abs(sumAt(low) - wanted) < Math.abs(sumAt(high) - wanted) ? low : high
}

/** Floating point leaves a trace of error: the cell with most weight and room takes it. */
function settle(state: SpreadState, cells: readonly number[], wanted: number): void {
  const error = wanted - numeratorOf(state, cells)
  const byWeight = cells.toSorted(
    (a, b) => state.cube.denominators[b]! - state.cube.denominators[a]! || a - b,
  )
  for (const cell of byWeight) {
    const next = state.values[cell]! + error / state.cube.denominators[cell]!
    if (next < state.cube.low[cell]! || next > state.cube.high[cell]!) continue
    state.values[cell] = next
    return
  }
}

type Moves = { readonly family: Family; readonly from: number; readonly to: number }

/** Moves cells until Σ value × denominator is what is wanted. @returns how far it stays off beyond the bounds, else 0 */
function moveNumerator(state: SpreadState, cells: readonly number[], wanted: number, moves: Moves): number {
  const { cube } = state
  const { family, from, to } = moves
  const starts = cells.map((cell) => state.values[cell]!)
  const valueAt = (shift: number, i: number) =>
    clamp(family(starts[i]!, shift), cube.low[cells[i]!]!, cube.high[cells[i]!]!)
  const sumAt = (shift: number) =>
    preciseSum(cells.map((cell, i) => cube.denominators[cell]! * valueAt(shift, i)))
  const shift = solveShift(sumAt, wanted, from, to)
  const tolerance = 1e-9 * Math.max(1, Math.abs(wanted), weightOf(state, cells))
  const missing = wanted - sumAt(shift)
  if (Math.abs(missing) > tolerance) return missing
  for (const [i, cell] of cells.entries()) state.values[cell] = valueAt(shift, i)
  settle(state, cells, wanted)
  return 0
}

/** As people move a mean: all its cells by one shift. */
function shiftNumerator(
  state: SpreadState,
  cells: readonly number[],
  wanted: number,
  { target, shares }: { readonly target: number; readonly shares: boolean },
): number {
  const starts = cells.map((cell) => state.values[cell]!)
  return moveNumerator(state, cells, wanted, familyFor(starts, target, shares))
}

/** All cells at one value, cut at their bounds: reaches whatever the bounds allow. */
function levelNumerator(state: SpreadState, cells: readonly number[], wanted: number): void {
  const most = 1e6 * (1 + Math.abs(wanted / weightOf(state, cells)))
  moveNumerator(state, cells, wanted, { family: (_, shift) => shift, from: -most, to: most })
}

/** Cells that may move: free, with a weight, and below no held consolidation that the target is not wholly inside. */
function movableCells(state: SpreadState, cells: Iterable<number>, inside: ReadonlySet<number>): number[] {
  const frozen = new Set<number>()
  for (const hold of state.consolidationHolds.values()) {
    const held = new Set(hold.cells)
    if ([...inside].every((cell) => held.has(cell))) continue
    for (const cell of hold.cells) frozen.add(cell)
  }
  return Array.from(cells).filter((cell) => isMovable(state, cell) && !frozen.has(cell))
}

/** Free, and with a weight: a ratio without a denominator is no ratio. */
function isMovable({ held, cube }: SpreadState, cell: number): boolean {
  return held[cell] === 0 && cube.denominators[cell]! > 0
}

type Stuck = { readonly asked: number; readonly missing: number; readonly written: readonly number[] }

/** Whether everything around a target is a share, which nothing but a share may replace. */
function areShares(state: SpreadState, target: Target, asked: number): boolean {
  const around = [...state.consolidationHolds.values()].flatMap((hold) => [...hold.cells])
  return [asked, ...[...target.cells, ...around].map((cell) => state.values[cell]!)].every(isShare)
}

/**
 * What one shift could not reach: either nothing can, and the fewest locks to release are named, or other values than
 * shifted ones give it.
 */
function releaseOrLevel(
  state: SpreadState,
  target: Target,
  { asked, missing, written }: Stuck,
): SpreadOutcome {
  const fixed = new Set(written)
  const cells = fixed.size > 0 ? Int32Array.from(written) : target.cells
  const total = fixed.size > 0 ? numeratorOf(state, cells) : asked * weightOf(state, cells)
  const found = findRatioRelease(
    state,
    { cells, total },
    { fixed, areShares: areShares(state, target, asked) },
  )
  if (found.kind === 'possible') {
    for (const group of found.groups) {
      const movable = Array.from(group.cells).filter((cell) => isMovable(state, cell) && !fixed.has(cell))
      const change = group.total - numeratorOf(state, group.cells)
      if (movable.length > 0 && change !== 0)
        levelNumerator(state, movable, numeratorOf(state, movable) + change)
    }
    return possible(undefined)
  }
  const reached = asked - missing / weightOf(state, target.cells)
  return impossible('holds-and-bounds', {
    at: target.at,
    asked,
    least: missing < 0 ? finiteOrNull(reached) : null,
    greatest: missing > 0 ? finiteOrNull(reached) : null,
    release: found.release,
    smallest: found.smallest,
  })
}

/** Held consolidations around the target keep their mean: their other cells take the opposite change. */
function compensate(state: SpreadState, inside: ReadonlySet<number>, shares: boolean): number {
  for (const hold of [...state.consolidationHolds.values()].toSorted(
    (a, b) => a.cells.length - b.cells.length,
  )) {
    const difference = hold.total - numeratorOf(state, hold.cells)
    if (Math.abs(difference) < 1e-12 * Math.max(1, Math.abs(hold.total))) continue
    const others = movableCells(
      state,
      hold.cells.filter((cell) => !inside.has(cell)),
      inside,
    )
    const wanted = numeratorOf(state, others) + difference
    const missing =
      others.length === 0
        ? difference
        : shiftNumerator(state, others, wanted, { target: wanted / weightOf(state, others), shares })
    if (missing !== 0) return missing
  }
  return 0
}

function setMean(state: SpreadState, target: Target, mean: number): SpreadOutcome {
  const weight = weightOf(state, target.cells)
  if (weight === 0) return impossible('no-cells', { at: target.at })
  const before = state.values.slice()
  const shares = areShares(state, target, mean)
  const inside = new Set(target.cells)
  const movable = movableCells(state, target.cells, inside)
  const change = mean * weight - numeratorOf(state, target.cells)
  const wanted = numeratorOf(state, movable) + change
  const off = movable.length === 0 ? change : shiftNumerator(state, movable, wanted, { target: mean, shares })
  const missing = Math.abs(off) > 1e-12 * Math.max(1, weight) ? off : -compensate(state, inside, shares)
  if (missing === 0) return possible(undefined)
  state.values.set(before)
  return releaseOrLevel(state, target, { asked: mean, missing, written: [] })
}

/** Every free leaf takes the value itself. */
function setLeaves(state: SpreadState, target: Target, valueFor: (present: number) => number): SpreadOutcome {
  for (const cell of target.cells) {
    if (state.held[cell] === 1) continue
    const value = valueFor(state.values[cell]!)
    const [low, high] = [state.cube.low[cell]!, state.cube.high[cell]!]
    const at = addressOf(state.cube, cell)
    if (value < low || value > high) {
      const release: Release =
        value > high ? { kind: 'maximum', at, by: value - high } : { kind: 'minimum', at, by: value - low }
      return impossible('holds-and-bounds', {
        at,
        asked: value,
        least: finiteOrNull(low),
        greatest: finiteOrNull(high),
        release: [release],
        smallest: true,
      })
    }
    state.values[cell] = value
  }
  const written = Array.from(target.cells).filter((cell) => isMovable(state, cell))
  const given = state.values.slice()
  const asked = weightedMean(state, target.cells)
  const missing = -compensate(state, new Set(target.cells), areShares(state, target, asked))
  if (missing === 0) return possible(undefined)
  state.values.set(given)
  return releaseOrLevel(state, target, { asked, missing, written })
}

function spreadMean(state: SpreadState, target: Target, operation: SpreadMethod): SpreadOutcome {
  const current = weightedMean(state, target.cells)
  switch (operation.method) {
    case 'proportional':
      return setMean(state, target, combine(current, operation.value, operation.action))
    case 'relativeProportional': {
      const profile = referenceValues(state.cube, state.values, target, operation.reference)
      if (profile === null) return impossible('reference-shape', { at: operation.reference })
      for (const [i, cell] of target.cells.entries())
        if (state.held[cell] === 0) state.values[cell] = profile[i]!
      return setMean(state, target, combine(current, operation.value, operation.action))
    }
    case 'percentChange':
      return setMean(state, target, combine(current, (current * operation.percent) / 100, operation.action))
    case 'equalLeaves':
    case 'repeatLeaves':
      return setLeaves(state, target, (present) =>
        present === 0 ? 0 : combine(present, operation.value, operation.action),
      )
    case 'equal':
    case 'repeat':
      return setLeaves(state, target, (present) => combine(present, operation.value, operation.action))
    case 'clear':
      return setLeaves(state, target, () => 0)
    default: {
      const steps = stepsAlong(state.cube, target.at, operation.axis)
      const line =
        operation.method === 'growth'
          ? growthLine(operation.value, operation.percent, steps.length)
          : straightLine(
              operation.value,
              operation.method === 'straightLine' ? operation.to : operation.value,
              steps.length,
            )
      for (const [k, step] of steps.entries()) {
        if (step.cells.every((cell) => state.held[cell] === 1)) continue
        const done = setMean(
          state,
          step,
          combine(weightedMean(state, step.cells), line[k]!, operation.action),
        )
        if (!done.ok) return done
      }
      return possible(undefined)
    }
  }
}

/**
 * Applies one operation to ratios, in place. A consolidation is the mean weighted by the denominators and never the
 * mean of the ratios; setting it moves the leaves by one shift in log-odds (values within 0 to 1) or in proportion.
 *
 * @returns why it is impossible; then nothing has changed
 */
export function applyRatioOperation(state: SpreadState, operation: SpreadOperation): SpreadOutcome {
  const cells = cellsBelow(state.cube, operation.at)
  if (cells.length === 0) return impossible('no-cells', { at: operation.at })
  const target = { at: operation.at, cells }
  if (operation.method === 'hold') {
    applyHold(state, target, operation.hold, (held) => numeratorOf(state, held))
    return possible(undefined)
  }
  const before = state.values.slice()
  const done = spreadMean(state, target, operation)
  if (!done.ok) state.values.set(before)
  return done
}
