import { addDays, type CivilDate, dayNumber, fiscalPeriodOf, monthBounds } from '../calendar/index.ts'
import type { Better } from './outlook.ts'

/** Where the figure should stand at the end of a day. */
export type Milestone = { readonly day: CivilDate; readonly value: number }

/** A month of the period with its weight in the season: what share of a year’s sum it tends to bring. */
export type SeasonMonth = { readonly month: string; readonly weight: number }

/** Longer goals are followed by quarters. */
const MOST_MONTHS = 6

type Period = { readonly from: CivilDate; readonly deadline: CivilDate; readonly fiscalStart: number }

/** Ends of months, or of fiscal quarters where the period is long, the deadline always the last. */
export function milestoneDays({ from, deadline, fiscalStart }: Period): CivilDate[] {
  const ends: CivilDate[] = []
  for (
    let day = monthBounds(from.slice(0, 7)).to;
    day < deadline;
    day = monthBounds(addDays(day, 1).slice(0, 7)).to
  )
    ends.push(day)
  const kept =
    ends.length < MOST_MONTHS ? ends : ends.filter((day) => fiscalPeriodOf(day, fiscalStart).month % 3 === 0)
  return [...kept, deadline]
}

/** How much of a month lies up to a day. */
function shareUpTo(month: string, from: CivilDate, day: CivilDate): number {
  const bounds = monthBounds(month)
  const first = bounds.from > from ? bounds.from : from
  const last = bounds.to < day ? bounds.to : day
  if (last < first) return 0
  return (dayNumber(last) - dayNumber(first) + 1) / (dayNumber(bounds.to) - dayNumber(bounds.from) + 1)
}

/**
 * Milestones of a sum: the season says how much of the target is due by each of them. Without a season (all weights 0)
 * days count alike.
 */
export function sumMilestones(target: number, period: Period, season: readonly SeasonMonth[]): Milestone[] {
  const due = (day: CivilDate) =>
    season.reduce((sum, { month, weight }) => sum + weight * shareUpTo(month, period.from, day), 0)
  const all = due(period.deadline)
  const length = dayNumber(period.deadline) - dayNumber(period.from) + 1
  return milestoneDays(period).map((day) => ({
    day,
    value:
      day === period.deadline
        ? target
        : all > 0
          ? (target * due(day)) / all
          : (target * (dayNumber(day) - dayNumber(period.from) + 1)) / length,
  }))
}

/** Milestones of a ratio or a level: even steps from the baseline to the target. */
export function levelMilestones(baseline: number, target: number, period: Period): Milestone[] {
  const length = dayNumber(period.deadline) - dayNumber(period.from) + 1
  return milestoneDays(period).map((day) => ({
    day,
    value:
      day === period.deadline
        ? target
        : baseline + ((target - baseline) * (dayNumber(day) - dayNumber(period.from) + 1)) / length,
  }))
}

/** What should be there at the end of a day, between two milestones in proportion to the days. */
export function expectedOn(day: CivilDate, start: Milestone, milestones: readonly Milestone[]): number {
  let before = start
  for (const next of milestones) {
    if (day <= before.day) return before.value
    if (day <= next.day) {
      const share = (dayNumber(day) - dayNumber(before.day)) / (dayNumber(next.day) - dayNumber(before.day))
      return before.value + share * (next.value - before.value)
    }
    before = next
  }
  return before.value
}

/** On track where the figure is at least where it should be. */
export function trackOf(value: number, expected: number, better: Better): 'on' | 'off' {
  return (better === 'higher' ? value >= expected : value <= expected) ? 'on' : 'off'
}
