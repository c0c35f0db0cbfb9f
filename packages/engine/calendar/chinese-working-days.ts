import { addDays, type CivilDate, daysInMonth, formatCivilDate } from './civil-date.ts'
import { type WorkCalendar, type WorkTable, workCalendar, workingDaysBetween } from './working-days.ts'

/** A table of working days for a run of years: outside of it nothing is known. */
export type WorkingCalendar = {
  readonly firstYear: number
  readonly lastYear: number
  readonly table: WorkTable
  readonly calendar: WorkCalendar
}

type YearOfDays = { readonly year: number; readonly off: string; readonly on: string }

/** “02-12..02-16 04-05” in a year, as dates. */
function datesOf(year: number, text: string): CivilDate[] {
  return text.split(' ').flatMap((run) => {
    const [first, last = first] = run.split('..')
    const dates = []
    for (let date = `${year}-${first}`; date <= `${year}-${last}`; date = addDays(date, 1)) dates.push(date)
    return dates
  })
}

function calendarOf(years: readonly YearOfDays[]): WorkingCalendar {
  const table: WorkTable = {
    restDays: [0, 6],
    holidays: years.flatMap(({ year, off }) => datesOf(year, off)),
    makeUpDays: years.flatMap(({ year, on }) => datesOf(year, on)),
  }
  return { firstYear: years[0]!.year, lastYear: years.at(-1)!.year, table, calendar: workCalendar(table) }
}

/**
 * Public holidays of the Chinese mainland: weekdays off and make-up days of work at weekends, as the General Office of
 * the State Council announces them each year (the extension of February 2020 included). A year is added when its
 * notice is out.
 */
export const CN_WORKING_CALENDAR: WorkingCalendar = calendarOf([
  {
    year: 2018,
    off: '01-01 02-15..02-16 02-19..02-21 04-05..04-06 04-30..05-01 06-18 09-24 10-01..10-05 12-31',
    on: '02-11 02-24 04-08 04-28 09-29..09-30 12-29',
  },
  {
    year: 2019,
    off: '01-01 02-04..02-08 04-05 05-01..05-03 06-07 09-13 10-01..10-04 10-07',
    on: '02-02..02-03 04-28 05-05 09-29 10-12',
  },
  {
    year: 2020,
    off: '01-01 01-24 01-27..01-31 04-06 05-01 05-04..05-05 06-25..06-26 10-01..10-02 10-05..10-08',
    on: '01-19 04-26 05-09 06-28 09-27 10-10',
  },
  {
    year: 2021,
    off: '01-01 02-11..02-12 02-15..02-17 04-05 05-03..05-05 06-14 09-20..09-21 10-01 10-04..10-07',
    on: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
  },
  {
    year: 2022,
    off: '01-03 01-31..02-04 04-04..04-05 05-02..05-04 06-03 09-12 10-03..10-07',
    on: '01-29..01-30 04-02 04-24 05-07 10-08..10-09',
  },
  {
    year: 2023,
    off: '01-02 01-23..01-27 04-05 05-01..05-03 06-22..06-23 09-29 10-02..10-06',
    on: '01-28..01-29 04-23 05-06 06-25 10-07..10-08',
  },
  {
    year: 2024,
    off: '01-01 02-12..02-16 04-04..04-05 05-01..05-03 06-10 09-16..09-17 10-01..10-04 10-07',
    on: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  {
    year: 2025,
    off: '01-01 01-28..01-31 02-03..02-04 04-04 05-01..05-02 05-05 06-02 10-01..10-03 10-06..10-08',
    on: '01-26 02-08 04-27 09-28 10-11',
  },
  {
    year: 2026,
    off: '01-01..01-02 02-16..02-20 02-23 04-06 05-01 05-04..05-05 06-19 09-25 10-01..10-02 10-05..10-07',
    on: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
])

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
