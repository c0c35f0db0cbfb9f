/** Civil dates are text, `YYYY-MM-DD`, without a clock or a time zone. */
export type CivilDate = string

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a Gregorian year has 366 days. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days of a month, 28 to 31. @param month 1 to 12 */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1]!
}

/** Year, month (1 to 12) and day of a civil date. @throws RangeError when there is no such day */
export function parseCivilDate(date: CivilDate): { year: number; month: number; day: number } {
  const match = PATTERN.exec(date)
  const [year, month, day] = (match?.slice(1) ?? []).map(Number)
  const exists =
    match !== null && month! >= 1 && month! <= 12 && day! >= 1 && day! <= daysInMonth(year!, month!)
  if (!exists) throw new RangeError(`“${date}” is not a civil date`)
  return { year: year!, month: month!, day: day! }
}

const two = (value: number): string => String(value).padStart(2, '0')

export function formatCivilDate(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, after Hinnant, “chrono-compatible low-level date
 * algorithms”.
 */
export function dayNumber(date: CivilDate): number {
  const { year, month, day } = parseCivilDate(date)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of {@link dayNumber}. */
export function civilDateOf(days: number): CivilDate {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return formatCivilDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

/** The date so many days later (or earlier, when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return civilDateOf(dayNumber(date) + days)
}
