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

/** Days around the festival in which business is different: a week before to a week after. */
const BEFORE = 7
const AFTER = 8

export type Month = { readonly year: number; readonly month: number }

const DAYS = [31, 28, 31]

/** Share of the days around the festival that fall into a month of 1 to 12. */
function festivalShare({ year, month }: Month): number {
  const day = DAY_OF_YEAR[year - FIRST_YEAR]
  if (day === undefined || month > 3) return 0
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const starts = [1, 32, leap ? 61 : 60]
  const length = month === 2 && leap ? 29 : DAYS[month - 1]!
  const from = Math.max(day - BEFORE, starts[month - 1]!)
  const to = Math.min(day + AFTER, starts[month - 1]! + length)
  return Math.max(0, to - from) / (BEFORE + AFTER)
}

/** Mean share of each month over the cycle of 19 years after which the calendars meet. */
const USUAL = [1, 2, 3].map((month) => {
  let sum = 0
  for (let year = 2000; year < 2019; year++) sum += festivalShare({ year, month })
  return sum / 19
})

/** How much more (or less) than usual of the festival lies in a month: what a season cannot know. */
export function festivalShift(month: Month): number {
  return festivalShare(month) - (USUAL[month.month - 1] ?? 0)
}

/** The month so many months later. */
export function monthAfter({ year, month }: Month, steps: number): Month {
  const index = year * 12 + (month - 1) + steps
  return { year: Math.floor(index / 12), month: (index % 12) + 1 }
}
