import { type CivilDate, civilDateOf, dayNumber } from './civil-date.ts'
import { type Weekday, weekdayOf } from './week-calendar.ts'

/** Which days are worked: the week, and the days that differ from it. */
export type WorkTable = {
  /** weekdays without work, 0 is Sunday; mostly [0, 6] */
  readonly restDays: readonly Weekday[]
  /** days off that the week would work */
  readonly holidays: readonly CivilDate[]
  /** days worked that the week would not: the make-up days (调休) of China */
  readonly makeUpDays: readonly CivilDate[]
}

/** A table ready to be counted with. */
export type WorkCalendar = {
  readonly isRest: readonly boolean[]
  readonly weekly: number
  /** day numbers at which the week is not followed, rising, with the sum of differences up to and including each */
  readonly days: Float64Array
  readonly sums: Float64Array
}

/** Days that a civil date can name. */
const [FIRST_DAY, LAST_DAY] = [dayNumber('0001-01-01'), dayNumber('9999-12-31')]

function checkRestDays(restDays: readonly number[]): void {
  const wrong = restDays.findIndex((day) => !(Number.isInteger(day) && day >= 0 && day <= 6))
  if (wrong >= 0) throw new RangeError(`restDays[${wrong}]: expected 0 to 6, got ${restDays[wrong]}`)
}

/**
 * Reads a table of working days.
 * @throws RangeError for a day that does not exist, or one that is both a holiday and a make-up day
 */
export function workCalendar({ restDays, holidays, makeUpDays }: WorkTable): WorkCalendar {
  checkRestDays(restDays)
  const isRest = Array.from({ length: 7 }, (_, day) => restDays.includes(day as Weekday))
  const off = new Set(holidays.map(dayNumber))
  const on = new Set(makeUpDays.map(dayNumber))
  const both = makeUpDays.findIndex((date) => off.has(dayNumber(date)))
  if (both >= 0) throw new RangeError(`makeUpDays[${both}]: ${makeUpDays[both]} is a holiday too`)
  const changes = [
    ...[...off].filter((day) => !isRest[weekdayOf(day)]).map((day) => [day, -1] as const),
    ...[...on].filter((day) => isRest[weekdayOf(day)]).map((day) => [day, 1] as const),
  ].toSorted((a, b) => a[0] - b[0])
  let sum = 0
  return {
    isRest,
    weekly: isRest.filter((rest) => !rest).length,
    days: Float64Array.from(changes, ([day]) => day),
    sums: Float64Array.from(changes, ([, step]) => (sum += step)),
  }
}

/** Days at which the week is not followed before a day: how many. */
function changesBefore({ days }: WorkCalendar, day: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Working days before a day number, counted from a fixed Sunday: only differences of it mean something. */
function countBefore(calendar: WorkCalendar, day: number): number {
  const weeks = Math.floor((day + 4) / 7)
  let count = weeks * calendar.weekly
  for (let weekday = 0; weekday < day + 4 - 7 * weeks; weekday++) if (!calendar.isRest[weekday]) count++
  const changes = changesBefore(calendar, day)
  return count + (changes === 0 ? 0 : calendar.sums[changes - 1]!)
}

export function isWorkingDay(date: CivilDate, calendar: WorkCalendar): boolean {
  const day = dayNumber(date)
  return countBefore(calendar, day + 1) > countBefore(calendar, day)
}

/** Working days from a date to the day before `until`; negative where `until` is earlier. */
export function workingDaysBetween(from: CivilDate, until: CivilDate, calendar: WorkCalendar): number {
  const count = countBefore(calendar, dayNumber(until)) - countBefore(calendar, dayNumber(from))
  return count === 0 ? 0 : count
}

/** Least day number from which so many working days lie before the next day. */
function dayOfCount(calendar: WorkCalendar, wanted: number, low: number, high: number): number {
  let [from, to] = [low, high]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (countBefore(calendar, middle + 1) >= wanted) to = middle
    else from = middle + 1
  }
  return from
}

/**
 * The working day so many working days after a date (or before, when negative): 1 after a Friday is the Monday. 0 gives
 * the date itself where it is worked, else the next working day.
 *
 * @throws RangeError for a count that is not whole, or where the table holds no such day
 */
export function addWorkingDays(date: CivilDate, count: number, calendar: WorkCalendar): CivilDate {
  if (!Number.isSafeInteger(count)) throw new RangeError(`count: expected a whole number, got ${count}`)
  const day = dayNumber(date)
  const until = countBefore(calendar, day + 1)
  const isWorked = until > countBefore(calendar, day)
  const wanted = until + count + (count <= 0 && !isWorked ? 1 : 0)
  const found = dayOfCount(calendar, wanted, FIRST_DAY, LAST_DAY)
  if (countBefore(calendar, found + 1) !== wanted || countBefore(calendar, found) === wanted)
    throw new RangeError(
      `count: expected a day that the table can reach, got ${count} working days from ${date}`,
    )
  return civilDateOf(found)
}
