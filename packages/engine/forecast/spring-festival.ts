import { springFestivalDay } from '../calendar/index.ts'

/** Days around the festival in which business is different: a week before to a week after. */
const BEFORE = 7
const AFTER = 8

export type Month = { readonly year: number; readonly month: number }

const DAYS = [31, 28, 31]

/** Share of the days around the festival that fall into a month of 1 to 12. */
function festivalShare({ year, month }: Month): number {
  const day = springFestivalDay(year)
  if (day === null || month > 3) return 0
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
