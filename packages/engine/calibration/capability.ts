import { rampShares } from '../goals/index.ts'
import { BOUNDS, roundPercent, within } from './bounds.ts'

/** Sums of a quarter, minor units. */
export type QuarterSums = { readonly target: number; readonly actual: number }

export type AttainmentReview = {
  /** Σ actual ÷ Σ target of the quarters */
  readonly pooled: number
  readonly least: number
  /** proposed change of the target, percent */
  readonly percent: number
}

/** When a team is steadily beyond its target, and what part of the excess is asked for. */
export const CAPABILITY_RULE = { quarters: 4, pooled: 1.15, least: 1.1, share: 0.5 } as const

/**
 * A team that was at least 115 % of its target over four complete quarters, and at least 110 % in each, is asked for half
 * of the excess, at most 10 %: who is asked for all of it learns to hold back (the ratchet effect, Weitzman 1980). A team
 * below its target gets no proposal: the cause may lie elsewhere, and is looked for first.
 *
 * @param quarters complete ones, oldest first; only the newest four count
 * @returns null where there are fewer, a quarter has no target, or the team is not beyond it
 */
export function reviewAttainment(quarters: readonly QuarterSums[]): AttainmentReview | null {
  const rule = CAPABILITY_RULE
  const last = quarters.slice(-rule.quarters)
  if (last.length < rule.quarters || last.some(({ target }) => !(target > 0))) return null
  const target = last.reduce((sum, quarter) => sum + quarter.target, 0)
  const pooled = last.reduce((sum, quarter) => sum + quarter.actual, 0) / target
  const least = Math.min(...last.map((quarter) => quarter.actual / quarter.target))
  if (pooled < rule.pooled || least < rule.least) return null
  return { pooled, least, percent: roundPercent(within((pooled - 1) * rule.share * 100, 0, BOUNDS.up)) }
}

/**
 * What a new person carries of a full target in a month: a straight line over the ramp, taken at the middle of the month.
 * @param months complete months since the first one at work: 0 in the first
 * @example a ramp of 9 months: 5.6 %, 16.7 %, 27.8 % in the first three
 */
export function rampShare(months: number, rampMonths: number): number {
  if (!(rampMonths >= 0)) throw new RangeError(`rampMonths: expected 0 or more, got ${rampMonths}`)
  return months < 0 ? 0 : rampShares(months, rampMonths, 1)[0]!
}

/** A month of a person who grows into the work, minor units. */
export type RampMonth = { readonly planned: number; readonly full: number; readonly share: number }

export type RampReview = {
  readonly planned: number
  readonly expected: readonly number[]
  readonly change: number
}

/** Deviations from the ramp smaller than this stay as they are: a person is not a formula. */
export const RAMP_RULE = { leastDeviation: 0.15 } as const

/**
 * Targets that follow the ramp: full × share, month by month, in minor units. Proposed where the months together deviate by
 * 15 % or more from it.
 * @param months those that may still change; `full` is what a colleague of the same team without a ramp carries
 */
export function reviewRamp(months: readonly RampMonth[]): RampReview | null {
  const expected = months.map(({ full, share }) => Math.round(full * within(share, 0, 1)))
  const planned = months.reduce((sum, month) => sum + month.planned, 0)
  const wanted = expected.reduce((sum, value) => sum + value, 0)
  if (wanted === 0 || Math.abs(planned - wanted) < RAMP_RULE.leastDeviation * wanted) return null
  return { planned, expected, change: wanted - planned }
}
