import { BOUNDS, roundPercent, within } from './bounds.ts'
import { ADVERTISING_ELASTICITY } from './market-feedback.ts'

/** Changes smaller than this stay as they are. */
export const RESOURCE_RULE = { leastPercent: 2, leastSpendChange: 0.3 } as const

/** Capacity of a month in full people: what the plan counted with, and what is there, new people by their ramp. */
export type CapacityMonth = { readonly planned: number; readonly present: number; readonly target: number }

/** A change in percent as it is proposed, and as it would be without bounds. */
export type ResourceReview = { readonly percent: number; readonly unbounded: number }

/**
 * An area’s expectation moves with its ramped capacity: Σ target × present ÷ planned people over the months left, against
 * Σ target.
 * @returns null where the plan has no people or target there, or the change is below 2 %
 */
export function reviewCapacity(months: readonly CapacityMonth[]): ResourceReview | null {
  if (months.some(({ planned }) => !(planned > 0))) return null
  const target = months.reduce((sum, month) => sum + month.target, 0)
  if (!(target > 0)) return null
  const moved = months.reduce((sum, month) => sum + (month.target * month.present) / month.planned, 0)
  return proposed((moved / target - 1) * 100)
}

/**
 * Other advertising moves expectations along a response curve of constant elasticity: (spend ÷ spend before)^0.12. It is
 * concave: each further yuan brings less.
 * @returns null without spend on either side, for a change of spend below 30 %, or an effect below 2 %
 */
export function reviewSpend(before: number, now: number): ResourceReview | null {
  if (!(before > 0 && now > 0)) return null
  if (Math.abs(now / before - 1) < RESOURCE_RULE.leastSpendChange) return null
  return proposed(((now / before) ** ADVERTISING_ELASTICITY - 1) * 100)
}

function proposed(unbounded: number): ResourceReview | null {
  if (Math.abs(unbounded) < RESOURCE_RULE.leastPercent) return null
  return { percent: roundPercent(within(unbounded, -BOUNDS.resource, BOUNDS.resource)), unbounded }
}
