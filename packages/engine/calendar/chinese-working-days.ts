import { ANNOUNCED_YEARS, chineseHolidays } from './chinese-holidays.ts'
import { addDays, dayNumber, daysInMonth, formatCivilDate } from './civil-date.ts'
import { type Weekday, weekdayOf } from './week-calendar.ts'
import { type WorkCalendar, type WorkTable, workCalendar, workingDaysBetween } from './working-days.ts'

/** A table of working days for a run of years: outside of it nothing is known. */
export type WorkingCalendar = {
  readonly firstYear: number
  readonly lastYear: number
  readonly table: WorkTable
  readonly calendar: WorkCalendar
}

const REST_DAYS: readonly Weekday[] = [0, 6]

/** Years whose arrangement has been announced, as a table of working days. */
function announcedCalendar(): WorkingCalendar {
  const [firstYear, lastYear] = ANNOUNCED_YEARS
  const days = chineseHolidays(firstYear, lastYear)
  const table: WorkTable = {
    restDays: REST_DAYS,
    holidays: days
      .filter(({ works, day }) => !works && !REST_DAYS.includes(weekdayOf(dayNumber(day))))
      .map(({ day }) => day),
    makeUpDays: days.filter(({ works }) => works).map(({ day }) => day),
  }
  return { firstYear, lastYear, table, calendar: workCalendar(table) }
}

/** Working days of the Chinese mainland in the years that have been announced. */
export const CN_WORKING_CALENDAR: WorkingCalendar = announcedCalendar()

/**
 * Days of work in a month.
 * @param month 1 to 12
 * @returns null where the calendar does not cover the year
 */
export function workingDaysIn(
  { firstYear, lastYear, calendar }: WorkingCalendar,
  year: number,
  month: number,
): number | null {
  if (year < firstYear || year > lastYear) return null
  const first = formatCivilDate(year, month, 1)
  return workingDaysBetween(first, addDays(first, daysInMonth(year, month)), calendar)
}
