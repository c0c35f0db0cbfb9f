import { mean, sampleVariance } from '../statistics/index.ts'
import type { Outlook } from './outlook.ts'

export type CapacityOutlook = Outlook & {
  /** Σ ramped capacity of the months ahead: what the street can carry */
  readonly street: number
  /** months of full-grown people among them */
  readonly ramped: number
  /** what a full-grown person brings in an average month */
  readonly productivity: number
}

/** People whose figures say what a person brings; fewer say nothing of a team. */
export const FEWEST_PEOPLE = 3

/**
 * Share of a full-grown person in each month ahead: it grows evenly over the ramp, from the middle of the first month.
 * @param monthsIn whole months since the person started, at the first month ahead
 */
export function rampShares(monthsIn: number, rampMonths: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) =>
    rampMonths <= 0 ? 1 : Math.min(1, Math.max(0, (monthsIn + k + 0.5) / rampMonths)),
  )
}

/**
 * What the team can carry: the average of full-grown people’s past months times the ramped months ahead. Two doubts make its
 * spread: how well the average is known from so few people, and that people differ.
 *
 * @param averages monthly average of each full-grown person
 * @param people for each person of the months ahead, how much of a full-grown one each month has, weighted by season and
 *   by how much of the month counts
 * @param done what is there already
 * @throws RangeError with fewer than three full-grown people
 */
export function capacityOutlook(
  averages: readonly number[],
  people: ReadonlyArray<readonly number[]>,
  done: number,
): CapacityOutlook {
  if (averages.length < FEWEST_PEOPLE)
    throw new RangeError(`averages: ${averages.length} people, fewer than ${FEWEST_PEOPLE}`)
  const each = people.map((months) => months.reduce((sum, share) => sum + share, 0))
  const ramped = each.reduce((sum, share) => sum + share, 0)
  const productivity = mean(averages) ?? 0
  const differ = each.reduce((sum, share) => sum + share ** 2, 0)
  const variance = sampleVariance(averages) ?? 0
  return {
    centre: done + productivity * ramped,
    spread: Math.sqrt(variance * (ramped ** 2 / averages.length + differ)),
    degrees: averages.length - 1,
    street: productivity * ramped,
    ramped,
    productivity,
  }
}
