import { addDays, type CivilDate, daysInMonth, formatCivilDate, parseCivilDate } from './civil-date.ts'

/** A calendar month as text, `YYYY-MM`. */
export type CalendarMonth = string

/** The fiscal year that a date falls in, named after the calendar year in which it ends. */
export type FiscalPeriod = {
  readonly fiscalYear: number
  readonly quarter: 1 | 2 | 3 | 4
  readonly month: number
}

function checkStart(startMonth: number): void {
  if (!Number.isInteger(startMonth) || startMonth < 1 || startMonth > 12) {
    throw new RangeError(`a fiscal year starts in a month from 1 to 12, not ${startMonth}`)
  }
}

/**
 * Fiscal year, quarter and month (1 to 12, counted from the start month) of a date.
 * @param startMonth calendar month in which the fiscal year starts; 1 = the calendar year
 */
export function fiscalPeriodOf(date: CivilDate, startMonth: number): FiscalPeriod {
  checkStart(startMonth)
  const { year, month } = parseCivilDate(date)
  const index = (month - startMonth + 12) % 12
  const fiscalYear = startMonth > 1 && month >= startMonth ? year + 1 : year
  return { fiscalYear, quarter: (Math.floor(index / 3) + 1) as 1 | 2 | 3 | 4, month: index + 1 }
}

/** The calendar month that is the fiscal year's month of an index from 0. */
function monthAt(fiscalYear: number, index: number, startMonth: number): CalendarMonth {
  const firstYear = startMonth === 1 ? fiscalYear : fiscalYear - 1
  const months = startMonth - 1 + index
  return formatCivilDate(firstYear + Math.floor(months / 12), (months % 12) + 1, 1).slice(0, 7)
}

/** The twelve calendar months of a fiscal year, in order. */
export function monthsOfFiscalYear(fiscalYear: number, startMonth: number): CalendarMonth[] {
  checkStart(startMonth)
  return Array.from({ length: 12 }, (_, index) => monthAt(fiscalYear, index, startMonth))
}

/** First and last day of a calendar month. */
export function monthBounds(month: CalendarMonth): { readonly from: CivilDate; readonly to: CivilDate } {
  const { year, month: number } = parseCivilDate(`${month}-01`)
  return { from: `${month}-01`, to: formatCivilDate(year, number, daysInMonth(year, number)) }
}

/** First and last day of a fiscal year. */
export function fiscalYearBounds(
  fiscalYear: number,
  startMonth: number,
): { readonly from: CivilDate; readonly to: CivilDate } {
  const months = monthsOfFiscalYear(fiscalYear, startMonth)
  return { from: monthBounds(months[0]!).from, to: monthBounds(months[11]!).to }
}

/** A part of a fiscal year: a quarter (1 to 4), a month (1 to 12, counted from its start), or all of it. */
export type FiscalPart = { readonly quarter: number } | { readonly month: number } | 'year'

/** First month of a part, from 0, and how many months it has. */
function monthsOfPart(part: FiscalPart): readonly [first: number, count: number] {
  if (part === 'year') return [0, 12]
  const [number, most, count] = 'quarter' in part ? [part.quarter, 4, 3] : [part.month, 12, 1]
  if (!(Number.isInteger(number) && number >= 1 && number <= most))
    throw new RangeError(`part: expected 1 to ${most}, got ${number}`)
  return [(number - 1) * count, count]
}

/**
 * The dates of a part of a fiscal year of calendar months: from the first to the day before `until`, so that parts that
 * follow each other share a bound.
 */
export function fiscalRange(
  fiscalYear: number,
  part: FiscalPart,
  startMonth: number,
): { readonly from: CivilDate; readonly until: CivilDate } {
  checkStart(startMonth)
  const [first, count] = monthsOfPart(part)
  const last = monthAt(fiscalYear, first + count - 1, startMonth)
  return {
    from: monthBounds(monthAt(fiscalYear, first, startMonth)).from,
    until: addDays(monthBounds(last).to, 1),
  }
}

/**
 * What a fiscal year is called: after the calendar year in which it ends (FY2027), in which it starts (FY2026), or both
 * (FY2026/27). One that starts in January is the calendar year in every style.
 */
export function nameFiscalYear(
  fiscalYear: number,
  startMonth: number,
  style: 'end' | 'start' | 'both',
): string {
  checkStart(startMonth)
  if (startMonth === 1 || style === 'end') return `FY${fiscalYear}`
  return style === 'start'
    ? `FY${fiscalYear - 1}`
    : `FY${fiscalYear - 1}/${String(fiscalYear % 100).padStart(2, '0')}`
}
