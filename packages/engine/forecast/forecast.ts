import { type CalendarEffects, calendarEffects } from './calendar-effects.ts'
import { measureWidths } from './intervals.ts'
import { type LevelShift, levelShifts } from './level-shifts.ts'
import { fillMissing, findOutliers } from './series-values.ts'
import { FEW_POINTS, intermittentForecast, MANY_ZEROS, shortForecast } from './simple-forecasts.ts'
import { type Month, monthAfter } from './spring-festival.ts'
import { castVotes, trimmedMean } from './votes.ts'

export type Series = {
  /** oldest first; NaN where a value is missing */
  readonly values: Float64Array
  /** points in a year: 1, 4, 12, … */
  readonly period: number
  /** month of the first point of a monthly series in a place that keeps the Spring Festival; null otherwise */
  readonly festivalFrom: Month | null
  /** working days of each month of a monthly series and of those ahead; NaN where not known, left out where no matter */
  readonly workingDays?: Float64Array
}

export type Method = 'combination' | 'short-smoothing' | 'intermittent' | 'last-value'

export type Band = { readonly lower: Float64Array; readonly upper: Float64Array }

export type Forecast = {
  readonly method: Method
  readonly mean: Float64Array
  /** by level in percent; null where nothing can be promised (a single point) */
  readonly bands: ReadonlyMap<number, Band | null>
  /** levels that moved for good; what came before was brought onto the newest level */
  readonly levelShifts: readonly LevelShift[]
  /** indices of single points that were taken for slips and replaced */
  readonly outliers: readonly number[]
  /** what was found of the calendar, null where it makes no difference */
  readonly calendar: Pick<CalendarEffects, 'festival' | 'workingDays'> | null
}

function chooseMethod(values: Float64Array): Method {
  if (values.length === 1) return 'last-value'
  const zeros = values.filter((value) => value === 0).length / values.length
  if (values.length >= FEW_POINTS && zeros >= MANY_ZEROS && zeros < 1 && values.every((value) => value >= 0))
    return 'intermittent'
  return values.length < FEW_POINTS ? 'short-smoothing' : 'combination'
}

function meanBy(method: Method, values: Float64Array, period: number, horizon: number): Float64Array {
  switch (method) {
    case 'last-value':
      return new Float64Array(horizon).fill(values[0]!)
    case 'intermittent':
      return intermittentForecast(values, horizon)
    case 'short-smoothing':
      return shortForecast(values, period, horizon)
    case 'combination':
      return trimmedMean(castVotes(values, period, horizon), horizon)
  }
}

function knownPart(values: Float64Array): { readonly values: Float64Array; readonly skipped: number } {
  const skipped = values.findIndex((value) => !Number.isNaN(value))
  return { values: values.subarray(Math.max(0, skipped)), skipped: Math.max(0, skipped) }
}

/** @throws RangeError with the place of a value or an argument that cannot be */
function check({ values, period }: Series, horizon: number, levels: readonly number[]): void {
  const infinite = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY)
  if (infinite >= 0) throw new RangeError(`values[${infinite}]: ${values[infinite]} is not finite`)
  if (!Number.isSafeInteger(period) || period < 1) throw new RangeError(`period: ${period} is no count`)
  if (!Number.isSafeInteger(horizon) || horizon < 1) throw new RangeError(`horizon: ${horizon} is no count`)
  const level = levels.findIndex((one) => !(one > 0 && one < 100))
  if (level >= 0) throw new RangeError(`levels[${level}]: ${levels[level]} is not between 0 and 100`)
  if (values.every(Number.isNaN)) throw new RangeError('values: the series has no value')
}

/** The series as the methods see it: gaps filled, calendar taken out, on its newest level. */
function prepare(series: Series, horizon: number) {
  const part = knownPart(series.values)
  const start = series.festivalFrom === null ? null : monthAfter(series.festivalFrom, part.skipped)
  const filled = fillMissing(part.values, series.period)
  const workingDays = series.workingDays?.subarray(part.skipped) ?? null
  const effects = calendarEffects(
    { period: series.period, festivalFrom: start, workingDays },
    filled,
    horizon,
  )
  const plain = effects === null ? filled : filled.map((value, t) => value / effects.past[t]!)
  const method = chooseMethod(plain)
  const { values, shifts } =
    method === 'combination' ? levelShifts(plain, series.period) : { values: plain, shifts: [] }
  const outliers = method === 'combination' ? findOutliers(values, series.period) : []
  return {
    method,
    values,
    effects,
    floor: plain.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY,
    levelShifts: shifts.map((shift) => ({ ...shift, at: shift.at + part.skipped })),
    outliers: outliers.map((t) => t + part.skipped),
  }
}

/**
 * Forecasts a series with bands. A dozen points and more: eight methods vote, the extremes are dropped, the rest
 * averaged. Fewer: simple smoothing. Many zeros: demand smoothed by probability and size. What was never negative is
 * not forecast negative.
 *
 * @param levels of the bands in percent, above 0 and below 100
 * @throws RangeError with the place, for a series without a value or with an infinite one
 */
export function forecastSeries(
  series: Series,
  horizon: number,
  levels: readonly number[] = [80, 95],
): Forecast {
  check(series, horizon, levels)
  const { method, values, effects, floor, ...found } = prepare(series, horizon)
  const restore = (forecast: Float64Array) =>
    forecast.map((value, h) => Math.max(floor, value) * (effects?.ahead[h] ?? 1))
  const mean = meanBy(method, values, series.period, horizon)
  // demand with many zeros is forecast without a season, so its past errors are those of a forecast without one
  const widths = measureWidths(values, method === 'intermittent' ? 1 : series.period, horizon)
  const bands = levels.map((level): [number, Band | null] => {
    const width = widths(level)
    if (width === null) return [level, null]
    const at = (side: 1 | -1) => restore(mean.map((m, h) => m + side * width[h]!))
    return [level, { lower: at(-1), upper: at(1) }]
  })
  const calendar = effects === null ? null : { festival: effects.festival, workingDays: effects.workingDays }
  return { method, mean: restore(mean), bands: new Map(bands), ...found, calendar }
}
