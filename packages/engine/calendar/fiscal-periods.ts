import { addDays, type CivilDate } from './civil-date.ts'
import { fiscalPeriodOf, fiscalRange, nameFiscalYear } from './fiscal-calendar.ts'
import {
  type DateRange,
  fiscalWeekOf,
  type WeekCalendar,
  type Weekday,
  type WeekPattern,
  weekPeriods,
  weekYear,
} from './week-calendar.ts'

/** How a business divides its years: into calendar months, or into whole weeks. */
export type FiscalCalendar = {
  readonly pattern: 'months' | WeekPattern
  /** calendar month in which a year starts, 1 to 12; a year of weeks starts near it */
  readonly startMonth: number
  /** weekday on which a year of weeks starts, 1 is Monday and 7 is Sunday */
  readonly weekStart: number
  readonly yearEndRule: 'last' | 'nearest'
  readonly yearNamedBy: 'start' | 'end'
  /** period of a year of weeks that gets the 53rd week, 1 to 12 */
  readonly longPeriod: number
}

/** One of the twelve periods of a fiscal year, with its weeks where the year is made of weeks. */
export type PeriodOfYear = DateRange & {
  readonly period: number
  readonly quarter: 1 | 2 | 3 | 4
  readonly weeks: number | null
}

export type FiscalPartName = 'month' | 'quarter' | 'year'

function weekCalendarOf(calendar: FiscalCalendar): WeekCalendar {
  const { pattern, startMonth, weekStart, yearEndRule, yearNamedBy, longPeriod } = calendar
  if (pattern === 'months') throw new RangeError('pattern: expected weeks, got months')
  return {
    pattern,
    lastWeekday: ((weekStart + 6) % 7) as Weekday,
    endMonth: startMonth === 1 ? 12 : startMonth - 1,
    rule: yearEndRule,
    namedBy: yearNamedBy,
    longPeriod,
  }
}

const quarterOf = (period: number) => Math.ceil(period / 3) as 1 | 2 | 3 | 4

/** The year of months that a fiscal year's number stands for: the engine counts those by their end. */
function endYear(fiscalYear: number, { startMonth, yearNamedBy }: FiscalCalendar): number {
  return yearNamedBy === 'start' && startMonth > 1 ? fiscalYear + 1 : fiscalYear
}

/**
 * The twelve periods of a fiscal year, in order; each begins where the one before ends, and together they are the year.
 * @throws RangeError for a calendar that does not exist
 */
export function periodsOfYear(fiscalYear: number, calendar: FiscalCalendar): PeriodOfYear[] {
  if (calendar.pattern !== 'months')
    return weekPeriods(fiscalYear, weekCalendarOf(calendar)).map((part) => ({
      ...part,
      quarter: quarterOf(part.period),
    }))
  return Array.from({ length: 12 }, (_, at) => ({
    ...fiscalRange(endYear(fiscalYear, calendar), { month: at + 1 }, calendar.startMonth),
    period: at + 1,
    quarter: quarterOf(at + 1),
    weeks: null,
  }))
}

/** The days of a fiscal year, and how many weeks it has where it is made of weeks. */
export function daysOfYear(
  fiscalYear: number,
  calendar: FiscalCalendar,
): DateRange & { readonly weeks: number | null } {
  if (calendar.pattern !== 'months') return weekYear(fiscalYear, weekCalendarOf(calendar))
  return { ...fiscalRange(endYear(fiscalYear, calendar), 'year', calendar.startMonth), weeks: null }
}

/** Fiscal year, quarter and period of a date. */
export function fiscalPlaceOf(
  date: CivilDate,
  calendar: FiscalCalendar,
): { readonly fiscalYear: number; readonly quarter: 1 | 2 | 3 | 4; readonly period: number } {
  if (calendar.pattern !== 'months') return fiscalWeekOf(date, weekCalendarOf(calendar))
  const { fiscalYear, quarter, month } = fiscalPeriodOf(date, calendar.startMonth)
  const shift = endYear(0, calendar)
  return { fiscalYear: fiscalYear - shift, quarter, period: month }
}

/** The days of the period, quarter or year that a date falls in. */
export function fiscalPartHolding(
  date: CivilDate,
  part: FiscalPartName,
  calendar: FiscalCalendar,
): DateRange {
  const { fiscalYear, quarter, period } = fiscalPlaceOf(date, calendar)
  if (part === 'year') {
    const { from, until } = daysOfYear(fiscalYear, calendar)
    return { from, until }
  }
  if (calendar.pattern === 'months')
    return fiscalRange(
      endYear(fiscalYear, calendar),
      part === 'month' ? { month: period } : { quarter },
      calendar.startMonth,
    )
  const within = periodsOfYear(fiscalYear, calendar).filter((one) =>
    part === 'month' ? one.period === period : one.quarter === quarter,
  )
  return { from: within[0]!.from, until: within.at(-1)!.until }
}

/** The days of the part before the one that a date falls in. */
export function fiscalPartBefore(date: CivilDate, part: FiscalPartName, calendar: FiscalCalendar): DateRange {
  return fiscalPartHolding(addDays(fiscalPartHolding(date, part, calendar).from, -1), part, calendar)
}

/** What a fiscal year is called: FY and the calendar year by whose end, or in which, it is named. */
export function fiscalYearName(fiscalYear: number, calendar: FiscalCalendar): string {
  return nameFiscalYear(fiscalYear, 1, calendar.yearNamedBy)
}
