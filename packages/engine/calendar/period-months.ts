import {
  addDays,
  type CivilDate,
  dayNumber,
  daysInMonth,
  formatCivilDate,
  parseCivilDate,
} from './civil-date.ts'
import { type CalendarMonth, fiscalPeriodOf, monthBounds, monthsOfFiscalYear } from './fiscal-calendar.ts'
import { type FiscalCalendar, fiscalPlaceOf, periodsOfYear } from './fiscal-periods.ts'

type Days = { readonly from: CivilDate; readonly to: CivilDate }

/** Years by which a fiscal year's number lies before the calendar year in which it ends. */
function yearsToEnd({ startMonth, yearNamedBy }: FiscalCalendar): number {
  return yearNamedBy === 'start' && startMonth > 1 ? 1 : 0
}

/**
 * What the twelve periods of a fiscal year are called: the calendar months that a year of months would have there. Period 1 of
 * a year of weeks that starts near 1 February 2024 is `2024-02`, whichever days it has.
 */
export function periodMonths(fiscalYear: number, calendar: FiscalCalendar): CalendarMonth[] {
  return monthsOfFiscalYear(fiscalYear + yearsToEnd(calendar), calendar.startMonth)
}

/** The fiscal year and its period (1 to 12) that a month's name stands for. */
function placeOfMonth(month: CalendarMonth, calendar: FiscalCalendar) {
  const { fiscalYear, month: period } = fiscalPeriodOf(`${month}-01`, calendar.startMonth)
  return { fiscalYear: fiscalYear - yearsToEnd(calendar), period }
}

/** The name of the period that a date falls in. */
export function periodMonthOf(date: CivilDate, calendar: FiscalCalendar): CalendarMonth {
  if (calendar.pattern === 'months') return date.slice(0, 7)
  const { fiscalYear, period } = fiscalPlaceOf(date, calendar)
  return periodMonths(fiscalYear, calendar)[period - 1]!
}

/** First and last day of the period that a month's name stands for. */
export function periodBounds(month: CalendarMonth, calendar: FiscalCalendar): Days {
  if (calendar.pattern === 'months') return monthBounds(month)
  const { fiscalYear, period } = placeOfMonth(month, calendar)
  const { from, until } = periodsOfYear(fiscalYear, calendar)[period - 1]!
  return { from, to: addDays(until, -1) }
}

/** A fiscal year by the calendar year in which it ends: the months that its periods stand for, and its days. */
export function periodsOfYearTo(
  endYear: number,
  calendar: FiscalCalendar,
): Days & { readonly months: readonly CalendarMonth[] } {
  const months = monthsOfFiscalYear(endYear, calendar.startMonth)
  return {
    months,
    from: periodBounds(months[0]!, calendar).from,
    to: periodBounds(months[11]!, calendar).to,
  }
}

/** Share of a period's days that are over at the end of a day: 0 before it, 1 from its last day on. */
export function elapsedPart({ from, to }: Days, asOf: CivilDate): number {
  const [elapsed, length] = [dayNumber(asOf) + 1 - dayNumber(from), dayNumber(to) + 1 - dayNumber(from)]
  return Math.min(1, Math.max(0, elapsed / length))
}

function isMonthEnd(day: CivilDate): boolean {
  return monthBounds(day.slice(0, 7)).to === day
}

/** The same day so many months on; the last day of a month stays the last. */
export function shiftMonths(day: CivilDate, months: number): CivilDate {
  const { year, month, day: date } = parseCivilDate(day)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  const last = daysInMonth(toYear, toMonth)
  return formatCivilDate(toYear, toMonth, isMonthEnd(day) ? last : Math.min(date, last))
}

const WEEKS_OF_A_YEAR = 52

/**
 * The day that a day is compared with a year earlier. In a calendar of months the same day, the last of a month staying the
 * last; in one of weeks 52 weeks before, so that weekdays, and how many days are compared, are always the same: after a
 * year of 53 weeks its weeks 2 to 53 stand beside the 52 of the next one, as retailers restate it.
 */
export function yearEarlier(day: CivilDate, { pattern }: Pick<FiscalCalendar, 'pattern'>): CivilDate {
  return pattern === 'months' ? shiftMonths(day, -12) : addDays(day, -7 * WEEKS_OF_A_YEAR)
}
