import type { Dimension } from './dimension.ts'
import { leafPositionOf } from './dimension.ts'
import { cellsOfRuns, selectRuns } from './select-runs.ts'

/**
 * The shape of a plan: dimensions, the combinations of leaf members that exist (sparse, sorted by the first
 * dimension, then the second, …) and the months (dense). Cell `c × months + m` is combination c in month m.
 */
export type PlanShape = {
  readonly dimensions: readonly Dimension[]
  /** leaf positions, `dimensions.length` numbers for each combination */
  readonly combinations: Int32Array
  readonly months: readonly string[]
}

/** A combination as member keys, one for each dimension. */
export type CombinationKeys = readonly string[]

/** How many leaf combinations a plan has. */
export function combinationCount(shape: PlanShape): number {
  return shape.combinations.length / shape.dimensions.length
}

/** How many leaf cells a plan has: combinations × months. */
export function cellCount(shape: PlanShape): number {
  return combinationCount(shape) * shape.months.length
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

/** Sorts combinations into a plan's shape; the same one given twice counts once. */
export function shapePlan(
  dimensions: readonly Dimension[],
  combinations: readonly CombinationKeys[],
  months: readonly string[],
): PlanShape {
  const rows = combinations.map((keys) =>
    dimensions.map((dimension, d) => leafPositionOf(dimension, keys[d] ?? '')),
  )
  rows.sort(compare)
  const distinct = rows.filter((row, i) => i === 0 || compare(row, rows[i - 1]!) !== 0)
  return { dimensions, combinations: Int32Array.from(distinct.flat()), months }
}

/** Where a selection is: a member key for each dimension that is narrowed, and months; what is left out means all. */
export type Selection = {
  readonly members?: Readonly<Record<string, string>>
  readonly months?: readonly string[]
}

/**
 * Positions of the months of a selection, in its order.
 * @throws RangeError for a month that the plan does not have
 */
export function selectMonths(shape: PlanShape, selection: Selection): number[] {
  return (selection.months ?? shape.months).map((month) => {
    const index = shape.months.indexOf(month)
    if (index < 0) throw new RangeError(`the plan has no month ${month}`)
    return index
  })
}

/**
 * Leaf cells of a selection, ascending by combination. Costs what the selection holds, not what the plan holds.
 * @throws RangeError for a member or month that the plan does not have
 */
export function selectCells(shape: PlanShape, selection: Selection): Int32Array {
  const months = selectMonths(shape, selection)
  return cellsOfRuns(selectRuns(shape, selection.members ?? {}).runs, months, shape.months.length)
}

/** Exact sum of the chosen cells; whole numbers stay exact within the safe integers. */
export function sumCells(values: Float64Array, cells: Int32Array): number {
  let sum = 0
  for (const cell of cells) sum += values[cell]!
  return sum
}
