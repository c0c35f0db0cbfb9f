import { apportion } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'

/** A change of some cells: enough to apply it, to show it and to take it back exactly. */
export type CellChange = {
  readonly cells: Int32Array
  readonly before: Float64Array
  readonly after: Float64Array
}

function take(values: Float64Array, cells: Int32Array): Float64Array {
  return Float64Array.from(cells, (cell) => values[cell]!)
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function allNonNegative(values: Float64Array): boolean {
  return values.every((value) => value >= 0)
}

/**
 * Spreads a new total over cells in proportion to what they hold: x·(T÷S). An all-zero selection becomes equal
 * (the rule of the planning field). Whole numbers, adding up to the total exactly.
 *
 * @returns `mixed-signs` where cells of both signs leave no meaningful proportion
 */
export function spreadProportional(
  values: Float64Array,
  cells: Int32Array,
  total: number,
): Outcome<CellChange, 'no-cells' | 'mixed-signs'> {
  if (cells.length === 0) return impossible('no-cells')
  const before = take(values, cells)
  const weights = allNonNegative(before) ? before : before.map((value) => -value)
  if (!allNonNegative(weights)) return impossible('mixed-signs', { cells: cells.length })
  return possible({ cells, before, after: apportion(total, weights) })
}

/** Spreads a new total equally, the first cells taking the units that do not divide. */
export function spreadEqual(
  values: Float64Array,
  cells: Int32Array,
  total: number,
): Outcome<CellChange, 'no-cells'> {
  if (cells.length === 0) return impossible('no-cells')
  return possible({
    cells,
    before: take(values, cells),
    after: apportion(total, new Float64Array(cells.length)),
  })
}

/** Sum of the cells of a change before and after. */
export function totalsOf(change: CellChange): { readonly before: number; readonly after: number } {
  return { before: sumOf(change.before), after: sumOf(change.after) }
}

/** A copy of the values with the change made. */
export function applyChange(values: Float64Array, change: CellChange): Float64Array {
  const next = values.slice()
  change.cells.forEach((cell, i) => {
    next[cell] = change.after[i]!
  })
  return next
}

/** A copy of the values with the change taken back, exactly as they were. */
export function undoChange(values: Float64Array, change: Pick<CellChange, 'cells' | 'before'>): Float64Array {
  const next = values.slice()
  change.cells.forEach((cell, i) => {
    next[cell] = change.before[i]!
  })
  return next
}
