import { type Dimension, type Selection, selectRuns } from '../allocation/index.ts'
import { measureOf, type PlanCube } from './plan-cube.ts'
import { type RollUpAxis, type RowPlan, rowsOf } from './roll-up-rows.ts'
import { addMonths, type Period, type PeriodMonths, periodsOf } from './sum-months.ts'

export type RollUpRequest = {
  readonly measures: readonly string[]
  readonly axes: readonly RollUpAxis[]
  readonly period: Period
  readonly within?: Selection
}

export type RollUp = {
  /** the grouped dimensions, in the order asked for */
  readonly dimensions: readonly Dimension[]
  /** member positions, one for each axis and row; rows in the order of the trees, only those that hold a combination */
  readonly members: Int32Array
  readonly periods: readonly PeriodMonths[]
  /** for each measure rows × periods; a ratio is NaN where its denominator is 0 */
  readonly sums: ReadonlyMap<string, Float64Array>
}

/** Sums of one additive measure: the leaves' runs first, then every row to the row above it. */
function sumRows(
  values: Float64Array,
  rows: RowPlan,
  periods: readonly PeriodMonths[],
  monthCount: number,
): Float64Array {
  const width = periods.length
  const sums = new Float64Array(rows.count * width)
  const months = periods.flatMap((period) => period.months)
  const byMonth = new Float64Array(monthCount)
  for (let r = 0; r < rows.runRows.length; r++) {
    byMonth.fill(0)
    addMonths(values, [rows.runStarts[r]!, rows.runEnds[r]!], months, byMonth)
    const at = rows.runRows[r]! * width
    for (let p = 0; p < width; p++) for (const month of periods[p]!.months) sums[at + p]! += byMonth[month]!
  }
  for (let k = 0; k < rows.lower.length; k++) {
    const [from, to] = [rows.lower[k]! * width, rows.upper[k]! * width]
    for (let p = 0; p < width; p++) sums[to + p]! += sums[from + p]!
  }
  return sums
}

/**
 * Rolls a plan up by any levels of any dimensions and by month, quarter or year: one pass over the cells asked for.
 * Sums are exact; ratios are quotients of sums and never averaged. A leaf higher in a ragged tree than the level asked
 * for stands for itself, so that every level adds up to the whole.
 *
 * @throws RangeError for an unknown measure, dimension, member or month, or a dimension asked for twice
 */
export function rollUp(plan: PlanCube, { measures, axes, period, within = {} }: RollUpRequest): RollUp {
  const { shape } = plan
  const { runs } = selectRuns(shape, within.members ?? {})
  const periods = periodsOf(shape, period, within)
  const rows = rowsOf(shape, runs, axes)
  const done = new Map<string, Float64Array>()
  const sumsOf = (name: string): Float64Array => {
    const known = done.get(name)
    if (known !== undefined) return known
    const measure = measureOf(plan, name)
    const sums =
      measure.kind === 'additive'
        ? sumRows(measure.values, rows, periods, shape.months.length)
        : divide(sumsOf(measure.numerator), sumsOf(measure.denominator))
    done.set(name, sums)
    return sums
  }
  const sums = new Map(measures.map((name) => [name, sumsOf(name)]))
  return { dimensions: rows.dimensions, members: rows.members, periods, sums }
}

function divide(numerators: Float64Array, denominators: Float64Array): Float64Array {
  return numerators.map((numerator, i) => (denominators[i] === 0 ? Number.NaN : numerator / denominators[i]!))
}
