import { impossible, type Outcome, possible } from '../outcome.ts'
import { unbounded } from './bounded-spread.ts'
import { spreadInProportion } from './proportion.ts'

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

/**
 * Spreads a new total over cells in proportion to what they hold: x·(T÷S). An all-zero selection becomes equal
 * (the rule of the planning field). Whole numbers, adding up to the total exactly.
 */
export function spreadProportional(
  values: Float64Array,
  cells: Int32Array,
  total: number,
): Outcome<CellChange, 'no-cells'> {
  if (cells.length === 0) return impossible('no-cells')
  const before = take(values, cells)
  const after = spreadInProportion(before, unbounded(cells.length), total)
  if (after === null) throw new Error('a total without bounds is always possible')
  return possible({ cells, before, after })
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
