import {
  chineseHolidays,
  civilDateOf,
  dayNumber,
  formatCivilDate,
  type Holiday,
  parseCivilDate,
  springFestival,
} from '@salesloom/engine/calendar'

/** Whole quarters of history before the one under way. */
export const PAST_QUARTERS = 12
/** Quarters that are generated beyond the one under way, so that contracts and deals of today know their end. */
export const FUTURE_QUARTERS = 4

/** The share of a year's sales that falls into each calendar quarter, times four. */
const SEASON = [0.85, 1.02, 0.98, 1.15] as const
const GROWTH_PER_QUARTER = 1.0194

export type Month = {
  /** month of the quarter, 0 to 2 */
  readonly month: number
  readonly days: readonly number[]
  /** running sum of the days' weights; the last one is the month's weight */
  readonly sums: readonly number[]
}

/** Days and quarters around the day of the sample. Quarter 0 is under way, −1 is the one before it. */
export type Timeline = {
  /** days since 1970-01-01 of the sample's day: nothing has happened after it */
  readonly today: number
  readonly holidays: readonly Holiday[]
  readonly first: (quarter: number) => number
  readonly last: (quarter: number) => number
  readonly quarterOf: (day: number) => number
  /** season and growth of a quarter, 1 for an average one of this year */
  readonly level: (quarter: number) => number
  readonly months: (quarter: number) => readonly Month[]
  readonly isWorkday: (day: number) => boolean
  /** the first workday on or after a day */
  readonly workday: (day: number) => number
}

function quarterStart(index: number): number {
  return dayNumber(formatCivilDate(Math.floor(index / 4), (index % 4) * 3 + 1, 1))
}

/** 0 is Sunday. */
function weekday(day: number): number {
  return (day + 4) % 7
}

/** Quarter ends are busy, the Spring Festival is quiet and the days before it are a little busier. */
function weightOf(day: number, festivals: readonly number[], end: number): number {
  const after = festivals.map((festival) => day - festival).find((days) => days >= -14 && days <= 12) ?? 99
  if (after >= -5 && after <= 9) return 0.15
  if (after <= -6) return 1.15
  return end - day < 12 ? 1.5 : 1
}

/** The calendar of the sample around one day. @throws RangeError when there is no such day */
export function timelineOf(day: string): Timeline {
  const { year, month } = parseCivilDate(day)
  const current = year * 4 + Math.floor((month - 1) / 3)
  const years = [year - 4, year + 2] as const
  const holidays = chineseHolidays(...years)
  const exceptions = new Map(holidays.map((holiday) => [dayNumber(holiday.day), holiday.works]))
  const festivals = Array.from({ length: years[1] - years[0] + 1 }, (_, i) => springFestival(years[0] + i))
    .filter((festival) => festival !== null)
    .map(dayNumber)
  const first = (quarter: number) => quarterStart(current + quarter)
  const last = (quarter: number) => first(quarter + 1) - 1
  const isWorkday = (n: number) => exceptions.get(n) ?? (weekday(n) !== 0 && weekday(n) !== 6)
  const workday = (n: number): number => (isWorkday(n) ? n : workday(n + 1))
  const cached = new Map<number, Month[]>()
  const monthsOf = (quarter: number): Month[] =>
    [0, 1, 2].map((m) => {
      const days = Array.from({ length: last(quarter) - first(quarter) + 1 }, (_, i) => first(quarter) + i)
        .filter((n) => (Number(civilDateOf(n).slice(5, 7)) - 1) % 3 === m)
        .filter(isWorkday)
      let sum = 0
      const sums = days.map((n) => (sum += weightOf(n, festivals, last(quarter))))
      return { month: m, days, sums }
    })
  return {
    today: dayNumber(day),
    holidays,
    first,
    last,
    isWorkday,
    workday,
    quarterOf: (n) => {
      const at = parseCivilDate(civilDateOf(n))
      return at.year * 4 + Math.floor((at.month - 1) / 3) - current
    },
    level: (quarter) => (SEASON[(((current + quarter) % 4) + 4) % 4] ?? 1) * GROWTH_PER_QUARTER ** quarter,
    months: (quarter) => {
      const known = cached.get(quarter) ?? monthsOf(quarter)
      cached.set(quarter, known)
      return known
    },
  }
}

/** The workday of a month at a share of its weight. */
export function dayAt(month: Month, share: number): number {
  const wanted = share * (month.sums.at(-1) ?? 0)
  const found = month.sums.findIndex((sum) => sum > wanted)
  return month.days[found < 0 ? month.days.length - 1 : found] ?? 0
}
