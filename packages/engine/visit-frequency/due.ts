import { dayNumber } from '../calendar/index.ts'
import type { FrequencyRule, RecurringCustomer } from './problem.ts'

/** When a customer may and should be visited next, in days since 1970-01-01. */
export type Due = {
  /** days between visits */
  readonly interval: number
  /** the interval after the last visit is over; for a customer never visited the day asked */
  readonly due: number
  /** the cooldown is over */
  readonly from: number
  /** from here on a visit may be brought forward */
  readonly early: number
}

/**
 * @param last day of the last visit, planned ones included; null for none
 * @param today from which a customer never visited is due
 */
export function dueOn(
  { grade }: RecurringCustomer,
  last: number | null,
  today: number,
  rule: FrequencyRule,
): Due {
  const interval = 7 * rule.weeks[grade]!
  if (last === null) return { interval, due: today, from: today, early: today }
  const from = last + rule.cooldownDays + 1
  return {
    interval,
    due: Math.max(last + Math.ceil(interval), from),
    from,
    early: Math.max(last + Math.ceil(interval * rule.earliestShare), from),
  }
}

/**
 * Value lost by visiting a week later. Visited every I days, a customer whose visits slip by a week each loses 7 ÷ I of
 * them; every week that is overdue already counts once more, so that nobody waits for ever.
 */
export function lossOfWaiting({ value }: RecurringCustomer, { interval, due }: Due, monday: number): number {
  const overdue = Math.max(0, monday - due) / 7
  return ((value * 7) / interval) * (1 + overdue)
}

export function lastVisitOf({ lastVisit }: RecurringCustomer): number | null {
  return lastVisit === null ? null : dayNumber(lastVisit)
}
