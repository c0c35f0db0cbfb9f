import {
  cellsOfRuns,
  countRuns,
  type Runs,
  type Selection,
  selectRuns,
  spreadInProportion,
  unbounded,
} from '../allocation/index.ts'
import { apportionWhole } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { isWholePlan, type PlanChange, toggleChange } from './plan-change.ts'
import { additiveOf, type PlanCube, type Totals } from './plan-cube.ts'
import { periodsOf } from './sum-months.ts'

type Cells = { readonly runs: Runs; readonly months: readonly number[]; readonly count: number }

/** Cells at a time. */
const STRETCH = 32_768

/** Adds Σ of values and Σ of their sizes to both sums; four pairs side by side. */
function addStretch(values: Float64Array, from: number, to: number, sums: Float64Array): void {
  let [a, b, c, d] = [0, 0, 0, 0]
  let [p, q, r, s] = [0, 0, 0, 0]
  let i = from
  for (; i + 3 < to; i += 4) {
    a += values[i]!
    b += values[i + 1]!
    c += values[i + 2]!
    d += values[i + 3]!
    p += Math.abs(values[i]!)
    q += Math.abs(values[i + 1]!)
    r += Math.abs(values[i + 2]!)
    s += Math.abs(values[i + 3]!)
  }
  for (; i < to; i++) {
    a += values[i]!
    p += Math.abs(values[i]!)
  }
  sums[0]! += a + b + c + d
  sums[1]! += p + q + r + s
}

/** Σ of values and Σ of their sizes: equal but for the sign where no two signs differ. */
export function totalsOf(values: Float64Array): Totals {
  const sums = new Float64Array(2)
  for (let from = 0; from < values.length; from += STRETCH)
    addStretch(values, from, Math.min(from + STRETCH, values.length), sums)
  return { sum: sums[0]!, size: sums[1]! }
}

/** The present values: a stretch of the plan as it lies there, else a copy of the cells. */
function present({ shape }: PlanCube, values: Float64Array, { runs, months, count }: Cells): Float64Array {
  const width = shape.months.length
  if (runs.length === 2 && months.length === width) return values.subarray(runs[0]! * width, runs[1]! * width)
  const taken = new Float64Array(count)
  const cells = cellsOfRuns(runs, months, width)
  for (let i = 0; i < count; i++) taken[i] = values[cells[i]!]!
  return taken
}

function roomFor(plan: PlanCube, cells: Cells): Float64Array {
  const { spare } = plan
  if (spare === null || !isWholePlan(plan, cells)) return new Float64Array(cells.count)
  plan.spare = null
  return spare
}

/** The values that add up to the total. @returns their totals */
function spreadOver(
  values: Float64Array,
  { sum, size }: Totals,
  total: number,
  shares: Float64Array,
): Totals {
  if (Math.abs(sum) === size) {
    apportionWhole(total, values, size, shares)
    return { sum: total, size: Math.abs(total) }
  }
  const spread = spreadInProportion(values, unbounded(values.length), total)
  if (spread === null) throw new Error('a total without bounds is always possible')
  shares.set(spread)
  return totalsOf(shares)
}

/**
 * Spreads a new total over everything below a place of the plan in proportion to what is there, in place: whole numbers
 * that add up to the total exactly, by largest remainder, ties to the earlier cell. All-zero cells become equal; where
 * signs are mixed and the proportion has no meaning each cell moves by its own size. Holds, bounds and the other methods
 * go by `changePlan`.
 *
 * Costs as much as the cells below the place.
 *
 * @param total whole number of the unit
 * @returns the change, which `toggleChange` takes back; `no-cells` where nothing is below the place, `too-large` where a
 *   sum would leave the safe whole numbers
 */
export function spreadPlan(
  plan: PlanCube,
  measureName: string,
  at: Selection,
  total: number,
): Outcome<PlanChange, 'no-cells' | 'too-large'> {
  const measure = additiveOf(plan, measureName)
  const { runs } = selectRuns(plan.shape, at.members ?? {})
  const months = periodsOf(plan.shape, 'all', at).flatMap((period) => period.months)
  const cells = { runs, months, count: countRuns(runs) * months.length }
  if (cells.count === 0) return impossible('no-cells')
  if (!Number.isSafeInteger(total)) return impossible('too-large', { total })
  const { totals } = measure
  const values = present(plan, measure.values, cells)
  const before = values.length === measure.values.length ? totals : totalsOf(values)
  const shares = roomFor(plan, cells)
  const after = spreadOver(values, before, total, shares)
  const otherTotals = {
    sum: totals.sum - before.sum + after.sum,
    size: totals.size - before.size + after.size,
  }
  if (otherTotals.size > Number.MAX_SAFE_INTEGER) return impossible('too-large', { total })
  const place = { runs, months }
  const change = { measure: measureName, place, touched: cells.count, others: shares, otherTotals }
  toggleChange(plan, change)
  return possible(change)
}
