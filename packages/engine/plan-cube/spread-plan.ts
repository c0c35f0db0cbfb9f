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
import { additiveOf, type PlanCube } from './plan-cube.ts'
import { periodsOf } from './sum-months.ts'

type Cells = { readonly runs: Runs; readonly months: readonly number[]; readonly count: number }

/** Σ of values and Σ of their sizes: equal but for the sign where no two signs differ. Four sums side by side. */
function sumAndSize(values: Float64Array): { sum: number; size: number } {
  let [a, b, c, d] = [0, 0, 0, 0]
  let [p, q, r, s] = [0, 0, 0, 0]
  const even = values.length - (values.length % 4)
  for (let i = 0; i < even; i += 4) {
    const [v, w, x, y] = [values[i]!, values[i + 1]!, values[i + 2]!, values[i + 3]!]
    a += v
    b += w
    c += x
    d += y
    p += Math.abs(v)
    q += Math.abs(w)
    r += Math.abs(x)
    s += Math.abs(y)
  }
  for (let i = even; i < values.length; i++) {
    a += values[i]!
    p += Math.abs(values[i]!)
  }
  return { sum: a + b + c + d, size: p + q + r + s }
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
  if (spare === null || !isWholePlan(plan, cells.runs, cells.months)) return new Float64Array(cells.count)
  plan.spare = null
  return spare
}

/** The values that add up to the total. @returns Σ of their sizes */
function spreadOver(values: Float64Array, total: number, shares: Float64Array): number {
  const { sum, size } = sumAndSize(values)
  if (Math.abs(sum) === size) {
    apportionWhole(total, values, size, shares)
    return Math.abs(total)
  }
  const spread = spreadInProportion(values, unbounded(values.length), total)
  if (spread === null) throw new Error('a total without bounds is always possible')
  shares.set(spread)
  return sumAndSize(shares).size
}

/**
 * Spreads a new total over everything below a place of the plan in proportion to what is there, in place: whole numbers
 * that add up to the total exactly, by largest remainder, ties to the earlier cell. All-zero cells become equal; where
 * signs are mixed and the proportion has no meaning each cell moves by its own size. Holds, bounds and the other methods
 * go by `spreadCells` and `changePlan`.
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
  const values = present(plan, measure.values, cells)
  const shares = roomFor(plan, cells)
  const otherSize = measure.size - sumAndSize(values).size + spreadOver(values, total, shares)
  if (otherSize > Number.MAX_SAFE_INTEGER) return impossible('too-large', { total })
  const change = { measure: measureName, runs, months, touched: cells.count, others: shares, otherSize }
  toggleChange(plan, change)
  return possible(change)
}
