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

/** An effect, and how many of its deviations it is away from nothing. */
type Estimate = { readonly effect: number; readonly t: number }

const NONE: Estimate = { effect: 0, t: 0 }
const BELIEVED = 2

/** How many months a shift must be seen in. */
const LEAST_FESTIVALS = 6
const LEAST_WORKING = 24

function product(a: Float64Array, b: Float64Array, at: readonly number[]): number {
  return at.reduce((sum, t) => sum + a[t]! * b[t]!, 0)
}

function monthsWith(leftOver: Float64Array, shifts: readonly Float64Array[]): number[] {
  return Array.from(leftOver.keys()).filter(
    (t) => !Number.isNaN(leftOver[t]) && shifts.some((shift) => shift[t] !== 0),
  )
}

/** Regression on one shift. */
function estimateOne(leftOver: Float64Array, shifts: Float64Array, least: number): Estimate {
  const used = monthsWith(leftOver, [shifts])
  const square = product(shifts, shifts, used)
  if (used.length < least || square === 0) return NONE
  const effect = product(shifts, leftOver, used) / square
  const error = used.reduce((sum, t) => sum + (leftOver[t]! - effect * shifts[t]!) ** 2, 0)
  return { effect, t: Math.abs(effect) / Math.sqrt(error / (used.length - 1) / square + 1e-300) }
}

/** Regression on two shifts at once, by the normal equations; null where they are the same thing. */
function estimateTwo(
  leftOver: Float64Array,
  a: Float64Array,
  b: Float64Array,
): readonly [Estimate, Estimate] | null {
  const used = monthsWith(leftOver, [a, b])
  const [aa, bb, ab] = [product(a, a, used), product(b, b, used), product(a, b, used)]
  const determinant = aa * bb - ab ** 2
  if (used.length < LEAST_WORKING || !(determinant > 1e-9 * aa * bb)) return null
  const [ay, by] = [product(a, leftOver, used), product(b, leftOver, used)]
  const [x, y] = [(bb * ay - ab * by) / determinant, (aa * by - ab * ay) / determinant]
  const error = used.reduce((sum, t) => sum + (leftOver[t]! - x * a[t]! - y * b[t]!) ** 2, 0)
  const variance = error / (used.length - 2) / determinant + 1e-300
  return [
    { effect: x, t: Math.abs(x) / Math.sqrt(variance * bb) },
    { effect: y, t: Math.abs(y) / Math.sqrt(variance * aa) },
  ]
}

/**
 * Changes of the logarithm for one festival and for one unit of ln(working days): regression of what trend and season
 * leave over on both shifts at once. The weaker one is dropped where too little speaks for it (|t| < 2), and the other
 * asked again alone; 0 stands for none.
 *
 * @param leftOver logarithm of value ÷ (trend × season), NaN where unknown
 */
export function estimateEffects(
  leftOver: Float64Array,
  festivalShifts: Float64Array,
  dayShifts: Float64Array,
): { readonly festival: number; readonly workingDays: number } {
  const festival = estimateOne(leftOver, festivalShifts, LEAST_FESTIVALS)
  const days = estimateOne(leftOver, dayShifts, LEAST_WORKING)
  const believed = ({ effect, t }: Estimate) => (t > BELIEVED ? effect : 0)
  if (festival === NONE || days === NONE) return { festival: believed(festival), workingDays: believed(days) }
  const both = estimateTwo(leftOver, festivalShifts, dayShifts)
  if (both?.every(({ t }) => t > BELIEVED)) return { festival: both[0].effect, workingDays: both[1].effect }
  const festivalFirst = both === null || both[0].t > both[1].t
  return festivalFirst
    ? { festival: believed(festival), workingDays: 0 }
    : { festival: 0, workingDays: believed(days) }
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
  const dayShifts = workingDays === null ? all : workingDayShifts(workingDays, n, period)
  const found = estimateEffects(leftOver, festivalShifts, dayShifts)
  if (found.festival === 0 && found.workingDays === 0) return null
  const factors = all.map((_, t) =>
    Math.exp(found.festival * festivalShifts[t]! + found.workingDays * (dayShifts[t] ?? 0)),
  )
  return { ...found, past: factors.slice(0, n), ahead: factors.slice(n) }
}
