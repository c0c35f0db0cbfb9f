import { adjustSeason, centredAverage } from './season.ts'
import { festivalShift, type Month, monthAfter } from './spring-festival.ts'
import { workingDayShifts } from './working-days.ts'

const LEAST_MONTHS = 36

/** What is known of the calendar of a series. */
export type SeriesCalendar = {
  readonly period: number
  /** month of the first point where the Spring Festival is kept; null elsewhere */
  readonly festivalFrom: Month | null
  /** working days of each point and those ahead; NaN where not known */
  readonly workingDays: Float64Array | null
}

/** Effects that were found, 0 where nothing speaks for one. */
export type CalendarEffects = {
  /** change of the logarithm for one whole festival */
  readonly festival: number
  /** elasticity to the number of working days: 1 where sales go with them */
  readonly workingDays: number
  readonly past: Float64Array
  readonly ahead: Float64Array
}

/**
 * Regression of what trend and season leave over on a shift: the change of the logarithm for each unit of it. 0 where
 * too little speaks for it (|t| < 2).
 *
 * @param leftOver logarithm of value ÷ (trend × season), NaN where unknown
 * @param least points with a shift, below which nothing is believed
 */
export function effectOf(leftOver: Float64Array, shifts: Float64Array, least: number): number {
  const used = Array.from(leftOver.keys()).filter((t) => !Number.isNaN(leftOver[t]) && shifts[t] !== 0)
  let [cross, square] = [0, 0]
  for (const t of used) {
    cross += shifts[t]! * leftOver[t]!
    square += shifts[t]! ** 2
  }
  if (used.length < least || square === 0) return 0
  const effect = cross / square
  const error = used.reduce((sum, t) => sum + (leftOver[t]! - effect * shifts[t]!) ** 2, 0)
  const deviation = Math.sqrt(error / (used.length - 1) / square)
  return Math.abs(effect) > 2 * deviation ? effect : 0
}

/** Factors of the calendar for the past and the points ahead; null where it makes no difference. */
export function calendarEffects(
  { period, festivalFrom, workingDays }: SeriesCalendar,
  values: Float64Array,
  horizon: number,
): CalendarEffects | null {
  const n = values.length
  if (festivalFrom === null && workingDays === null) return null
  if (period !== 12 || n < LEAST_MONTHS || !values.every((value) => value > 0)) return null
  const adjusted = adjustSeason(values, period)
  const trend = centredAverage(adjusted.values, period)
  const leftOver = adjusted.values.map((value, t) => Math.log(value / trend[t]!))
  const all = new Float64Array(n + horizon)
  const festivalShifts =
    festivalFrom === null ? all : all.map((_, t) => festivalShift(monthAfter(festivalFrom, t)))
  const festival = effectOf(leftOver, festivalShifts, 6)
  const rest = leftOver.map((value, t) => value - festival * festivalShifts[t]!)
  const dayShifts = workingDays === null ? all : workingDayShifts(workingDays, n, period)
  const elasticity = effectOf(rest, dayShifts, 24)
  if (festival === 0 && elasticity === 0) return null
  const factors = all.map((_, t) =>
    Math.exp(festival * festivalShifts[t]! + elasticity * (dayShifts[t] ?? 0)),
  )
  return { festival, workingDays: elasticity, past: factors.slice(0, n), ahead: factors.slice(n) }
}
