import type { ComparisonName } from '@salesloom/contract'
import {
  addDays,
  dayNumber,
  type FiscalCalendar,
  fiscalPartHolding,
  fiscalPlaceOf,
  isoWeekOf,
  periodMonthOf,
  yearEarlier,
} from '@salesloom/engine/calendar'
import type { Days, Grain, Period } from './ask.ts'

export type { Days, Period } from './ask.ts'

/** ISO 8601: the week belongs to the year of its Thursday. */
function weekCode(day: string): string {
  const { year, week } = isoWeekOf(day)
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The code of the period that a day falls in, the same as the database makes. */
export function periodCode(day: string, grain: Grain, calendar: FiscalCalendar): string {
  if (grain === 'day') return day
  if (grain === 'week') return weekCode(day)
  if (grain === 'month') return periodMonthOf(day, calendar)
  const { fiscalYear, quarter } = fiscalPlaceOf(day, calendar)
  return grain === 'year' ? String(fiscalYear) : `${fiscalYear}-${quarter}`
}

function lastDayOf(day: string, grain: Grain, calendar: FiscalCalendar): string {
  if (grain === 'day') return day
  if (grain === 'week') return addDays(day, 6 - ((dayNumber(day) + 3) % 7))
  return addDays(fiscalPartHolding(day, grain, calendar).until, -1)
}

/** The periods that some days fall into, the first and last one cut to them. */
export function periodsOf(days: Days, grain: Grain, calendar: FiscalCalendar): Period[] {
  const periods: Period[] = []
  for (let from = days.from; from <= days.to; ) {
    const end = lastDayOf(from, grain, calendar)
    const to = end < days.to ? end : days.to
    periods.push({ code: periodCode(from, grain, calendar), from, to })
    from = addDays(to, 1)
  }
  return periods
}

export function daysIn({ from, to }: Days): number {
  return dayNumber(to) - dayNumber(from) + 1
}

/** The days before some that begin and end with the calendar's periods: as many whole periods; null for others. */
function periodsBefore({ from, to }: Days, calendar: FiscalCalendar): Days | null {
  const starts = (day: string) => fiscalPartHolding(day, 'month', calendar).from === day
  if (!starts(from) || !starts(addDays(to, 1))) return null
  const before = addDays(from, -1)
  let first = from
  for (const _ of periodsOf({ from, to }, 'month', calendar))
    first = fiscalPartHolding(addDays(first, -1), 'month', calendar).from
  return { from: first, to: before }
}

type OtherDays = Exclude<ComparisonName, 'target'>

/**
 * The days that a whole period is compared with. Whole periods of the calendar (months, or its weeks) are preceded by as many
 * whole ones, other days by as many days. A year earlier, the last day of a month stays the last; in a calendar of weeks it is
 * the same weeks 52 weeks before.
 */
function wholeComparedDays(days: Days, comparison: OtherDays, calendar: FiscalCalendar): Days {
  const { from, to } = days
  if (comparison === 'lastYear') return { from: yearEarlier(from, calendar), to: yearEarlier(to, calendar) }
  return periodsBefore(days, calendar) ?? { from: addDays(from, -daysIn(days)), to: addDays(from, -1) }
}

/**
 * The days that a period is compared with; of one that has gone on until `elapsed` only, as many of them: a year earlier
 * until the same day, of the periods before as many days from their beginning.
 */
export function comparedDays(
  days: Days,
  comparison: ComparisonName,
  calendar: FiscalCalendar,
  elapsed: string | null = null,
): Days {
  const { from, to } = days
  if (comparison === 'target') return { from, to }
  const whole = wholeComparedDays(days, comparison, calendar)
  if (elapsed === null || elapsed < from || elapsed >= to) return whole
  if (comparison === 'lastYear') return { from: whole.from, to: yearEarlier(elapsed, calendar) }
  const last = addDays(whole.from, daysIn({ from, to: elapsed }) - 1)
  return { from: whole.from, to: last < whole.to ? last : whole.to }
}

/**
 * The periods of compared days under the codes of those that they stand beside, where the calendar's own would not match: a
 * year earlier in weeks, whose periods may have had another length or another place then.
 */
export function comparedPeriods(
  days: Days,
  grain: Grain | undefined,
  comparison: ComparisonName,
  calendar: FiscalCalendar,
): Period[] | null {
  if (comparison !== 'lastYear' || calendar.pattern === 'months' || grain === undefined) return null
  return periodsOf(days, grain, calendar).map(({ code, from, to }) => ({
    code,
    from: yearEarlier(from, calendar),
    to: yearEarlier(to, calendar),
  }))
}
