import {
  addDays,
  type CivilDate,
  civilDateOf,
  dayNumber,
  daysInMonth,
  formatCivilDate,
} from './civil-date.ts'

/** Weeks in the three periods of a quarter. */
export const WEEK_PATTERNS = { '4-4-5': [4, 4, 5], '4-5-4': [4, 5, 4], '5-4-4': [5, 4, 4] } as const
export type WeekPattern = keyof typeof WEEK_PATTERNS

/** 0 is Sunday, 6 is Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** A fiscal year of whole weeks: 52 of them, and in some years 53. */
export type WeekCalendar = {
  readonly pattern: WeekPattern
  /** weekday on which every week, period and year ends */
  readonly lastWeekday: Weekday
  /** calendar month (1 to 12) by whose end the year ends */
  readonly endMonth: number
  /** on the last such weekday of the month, or on the one nearest to the month’s last day */
  readonly rule: 'last' | 'nearest'
  /** named after the calendar year in which it begins (as in retail) or by whose end month it ends */
  readonly namedBy: 'start' | 'end'
  /** period that gets the 53rd week, 1 to 12; mostly the last one */
  readonly longPeriod?: number
}

/** Dates from the first to the day before `until`. */
export type DateRange = { readonly from: CivilDate; readonly until: CivilDate }

export type FiscalWeek = {
  readonly fiscalYear: number
  readonly quarter: 1 | 2 | 3 | 4
  /** 1 to 12 */
  readonly period: number
  /** 1 to 52 or 53 */
  readonly week: number
  readonly weekOfPeriod: number
}

/** The National Retail Federation’s 4-5-4 calendar: to the Saturday nearest to 31 January, named by its beginning. */
export const RETAIL_454: WeekCalendar = {
  pattern: '4-5-4',
  lastWeekday: 6,
  endMonth: 1,
  rule: 'nearest',
  namedBy: 'start',
}

function checkCalendar({ pattern, lastWeekday, endMonth, longPeriod = 12 }: WeekCalendar): void {
  const isFrom = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most
  if (!Object.hasOwn(WEEK_PATTERNS, pattern))
    throw new RangeError(`pattern: expected 4-4-5, 4-5-4 or 5-4-4, got ${pattern}`)
  if (!isFrom(lastWeekday, 0, 6)) throw new RangeError(`lastWeekday: expected 0 to 6, got ${lastWeekday}`)
  if (!isFrom(endMonth, 1, 12)) throw new RangeError(`endMonth: expected 1 to 12, got ${endMonth}`)
  if (!isFrom(longPeriod, 1, 12)) throw new RangeError(`longPeriod: expected 1 to 12, got ${longPeriod}`)
}

/** Weekday of a day number: 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday
}

/** Last day of the fiscal year that ends by the end month of a calendar year. */
function lastDay(year: number, { lastWeekday, endMonth, rule }: WeekCalendar): number {
  const monthEnd = dayNumber(formatCivilDate(year, endMonth, daysInMonth(year, endMonth)))
  const back = (weekdayOf(monthEnd) - lastWeekday + 7) % 7
  return rule === 'nearest' && back > 3 ? monthEnd + 7 - back : monthEnd - back
}

/** A year that ends in December begins in the calendar year it ends in; every other begins in the one before. */
function endYearOf(fiscalYear: number, { namedBy, endMonth }: WeekCalendar): number {
  if (!Number.isSafeInteger(fiscalYear))
    throw new RangeError(`fiscalYear: expected a year, got ${fiscalYear}`)
  return namedBy === 'start' && endMonth < 12 ? fiscalYear + 1 : fiscalYear
}

type YearDays = { readonly fiscalYear: number; readonly first: number; readonly weeks: number }

function yearDays(fiscalYear: number, calendar: WeekCalendar): YearDays {
  const end = endYearOf(fiscalYear, calendar)
  const first = lastDay(end - 1, calendar) + 1
  return { fiscalYear, first, weeks: (lastDay(end, calendar) + 1 - first) / 7 }
}

function rangeOf(first: number, weeks: number): DateRange {
  return { from: civilDateOf(first), until: civilDateOf(first + 7 * weeks) }
}

/** Weeks of the twelve periods of a year of 52 or 53 weeks. */
function periodWeeks(weeks: number, { pattern, longPeriod = 12 }: WeekCalendar): number[] {
  const quarter = WEEK_PATTERNS[pattern]
  return Array.from(
    { length: 12 },
    (_, at) => quarter[at % 3]! + (weeks === 53 && at + 1 === longPeriod ? 1 : 0),
  )
}

/**
 * The days of a fiscal year of weeks, and how many weeks it has.
 * @throws RangeError for a calendar or a year that does not exist
 */
export function weekYear(fiscalYear: number, calendar: WeekCalendar): DateRange & { readonly weeks: number } {
  checkCalendar(calendar)
  const { first, weeks } = yearDays(fiscalYear, calendar)
  return { ...rangeOf(first, weeks), weeks }
}

/** The twelve periods of a fiscal year of weeks, in order; together they are the year. */
export function weekPeriods(
  fiscalYear: number,
  calendar: WeekCalendar,
): (DateRange & { readonly period: number; readonly weeks: number })[] {
  checkCalendar(calendar)
  const { first, weeks } = yearDays(fiscalYear, calendar)
  let day = first
  return periodWeeks(weeks, calendar).map((length, at) => {
    const range = rangeOf(day, length)
    day += 7 * length
    return { period: at + 1, ...range, weeks: length }
  })
}

/** The days of a week of a fiscal year. @param week 1 to 52 or 53 @throws RangeError where the year has no such week */
export function weekBounds(fiscalYear: number, week: number, calendar: WeekCalendar): DateRange {
  const { from, weeks } = weekYear(fiscalYear, calendar)
  if (!(Number.isInteger(week) && week >= 1 && week <= weeks))
    throw new RangeError(`week: expected 1 to ${weeks}, got ${week}`)
  return { from: addDays(from, 7 * (week - 1)), until: addDays(from, 7 * week) }
}

function yearHolding(day: number, calendar: WeekCalendar): YearDays {
  const guess = Number(civilDateOf(day).slice(0, 4))
  const years = [-1, 0, 1].map((step) => yearDays(guess + step, calendar))
  return years.find(({ first, weeks }) => day >= first && day < first + 7 * weeks)!
}

/** Fiscal year, quarter, period and week of a date in a calendar of weeks. */
export function fiscalWeekOf(date: CivilDate, calendar: WeekCalendar): FiscalWeek {
  checkCalendar(calendar)
  const day = dayNumber(date)
  const { fiscalYear, first, weeks } = yearHolding(day, calendar)
  const week = Math.floor((day - first) / 7) + 1
  let [period, before] = [0, 0]
  const lengths = periodWeeks(weeks, calendar)
  while (week > before + lengths[period]!) before += lengths[period++]!
  return {
    fiscalYear,
    quarter: (Math.floor(period / 3) + 1) as 1 | 2 | 3 | 4,
    period: period + 1,
    week,
    weekOfPeriod: week - before,
  }
}

/** ISO 8601 week of a date: weeks end on Sunday, and a year ends on the Sunday nearest to 31 December. */
export function isoWeekOf(date: CivilDate): { readonly year: number; readonly week: number } {
  const { fiscalYear, week } = fiscalWeekOf(date, {
    pattern: '4-4-5',
    lastWeekday: 0,
    endMonth: 12,
    rule: 'nearest',
    namedBy: 'end',
  })
  return { year: fiscalYear, week }
}
