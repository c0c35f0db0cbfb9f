import { addDays, type CivilDate } from './civil-date.ts'

/**
 * Day of the year of the Spring Festival (first day of the first month of the Chinese calendar) from 1980 on, as the
 * Purple Mountain Observatory's calendar has it.
 */
const FIRST_YEAR = 1980
const DAY_OF_YEAR = [
  47, 36, 25, 44, 33, 51, 40, 29, 48, 37, 27, 46, 35, 23, 41, 31, 50, 38, 28, 47, 36, 24, 43, 32, 22, 40, 29,
  49, 38, 26, 45, 34, 23, 41, 31, 50, 39, 28, 47, 36, 25, 43, 32, 22, 41, 29, 48, 38, 26, 44, 33, 23, 42, 31,
  50, 39, 28, 46, 35, 24, 43, 32, 22, 41, 30, 48, 37, 26, 45, 33, 23, 42, 32, 50, 39, 28, 46, 35, 24, 43, 33,
]

/** Day of the year, from 1, on which the Spring Festival of a year falls; null outside the years that are known. */
export function springFestivalDay(year: number): number | null {
  return DAY_OF_YEAR[year - FIRST_YEAR] ?? null
}

/** The Spring Festival of a year, the first day of the Chinese calendar; null outside the years that are known. */
export function springFestival(year: number): CivilDate | null {
  const day = springFestivalDay(year)
  return day === null ? null : addDays(`${year}-01-01`, day - 1)
}
