import { preciseSum } from '../money/index.ts'
import { combinationCount, type PlanShape } from './plan.ts'

/**
 * Weights of a year that is not over: months that are still open get what the line's own months so far lead to in the
 * season of an earlier year, sum of the closed months × (earlier open month ÷ earlier closed months). Closed months stay
 * as they are, and so does a line that has none.
 *
 * A plan from the actuals of January to November so asks something of December.
 *
 * @param weights one for each cell, not negative
 * @param open positions of the months that are not over
 * @param season what each month of the earlier year came to, in any unit, not negative
 * @returns new weights; the same where no month is open, or the earlier year says nothing of the closed months
 */
export function completeSeason(
  shape: PlanShape,
  weights: Float64Array,
  open: readonly number[],
  season: readonly number[],
): Float64Array {
  const closed = season.map((_, month) => month).filter((month) => !open.includes(month))
  const before = preciseSum(closed.map((month) => season[month]!))
  if (open.length === 0 || !(before > 0)) return weights
  const months = shape.months.length
  const filled = weights.slice()
  for (let c = 0; c < combinationCount(shape); c++) {
    const sum = preciseSum(closed.map((month) => weights[c * months + month]!))
    if (!(sum > 0)) continue
    for (const month of open) filled[c * months + month] = Math.round((sum * season[month]!) / before)
  }
  return filled
}
