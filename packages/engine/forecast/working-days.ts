import { type WorkingCalendar, workingDaysIn } from '../calendar/index.ts'
import { type Month, monthAfter } from './spring-festival.ts'

/** Years that a month must be known for, before its usual number of days is. */
const LEAST_YEARS = 3

/** Days of work of so many months in a row; NaN where the calendar does not say. */
export function workingDaysFrom(calendar: WorkingCalendar, start: Month, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, t) => {
    const { year, month } = monthAfter(start, t)
    return workingDaysIn(calendar, year, month) ?? Number.NaN
  })
}

/**
 * What a month has more or less of working days than it usually has, as a difference of logarithms: the part that no
 * season can know. 0 where the days are not known.
 *
 * @param past points of the series, whose months say what is usual
 * @param period points in a year
 */
export function workingDayShifts(days: Float64Array, past: number, period: number): Float64Array {
  const usual = Float64Array.from({ length: period }, (_, season) => {
    let [sum, count] = [0, 0]
    for (let t = season; t < Math.min(past, days.length); t += period)
      if (days[t]! > 0) {
        sum += Math.log(days[t]!)
        count++
      }
    return count < LEAST_YEARS ? Number.NaN : sum / count
  })
  return days
    .map((value, t) => (value > 0 ? Math.log(value) - usual[t % period]! : 0))
    .map((shift) => shift || 0)
}
