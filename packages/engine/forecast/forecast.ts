import { measureWidths } from './intervals.ts'
import { adjustSeason, centredAverage } from './season.ts'
import { fillMissing } from './series-values.ts'
import { FEW_POINTS, intermittentForecast, MANY_ZEROS, shortForecast } from './simple-forecasts.ts'
import { festivalEffect, festivalShift, type Month, monthAfter } from './spring-festival.ts'
import { castVotes, trimmedMean } from './votes.ts'

export type Series = {
  /** oldest first; NaN where a value is missing */
  readonly values: Float64Array
  /** points in a year: 1, 4, 12, … */
  readonly period: number
  /** month of the first point of a monthly series in a place that keeps the Spring Festival; null otherwise */
  readonly festivalFrom: Month | null
}

export type Method = 'combination' | 'short-smoothing' | 'intermittent' | 'last-value'

export type Band = { readonly lower: Float64Array; readonly upper: Float64Array }

export type Forecast = {
  readonly method: Method
  readonly mean: Float64Array
  /** by level in percent; null where nothing can be promised (a single point) */
  readonly bands: ReadonlyMap<number, Band | null>
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

/** Factors of the moving festival for the past and the months ahead; null where it makes no difference. */
function festivalFactors({ period, festivalFrom }: Series, values: Float64Array, horizon: number) {
  if (festivalFrom === null || period !== 12 || values.length < 36 || !values.every((value) => value > 0))
    return null
  const adjusted = adjustSeason(values, period)
  const trend = centredAverage(adjusted.values, period)
  const leftOver = adjusted.values.map((value, t) => Math.log(value / trend[t]!))
  const effect = festivalEffect(leftOver, festivalFrom)
  if (effect === 0) return null
  const factor = (t: number) => Math.exp(effect * festivalShift(monthAfter(festivalFrom, t)))
  return {
    past: values.map((_, t) => factor(t)),
    ahead: Float64Array.from({ length: horizon }, (_, h) => factor(values.length + h)),
  }
}

function knownPart(values: Float64Array): { readonly values: Float64Array; readonly skipped: number } {
  const skipped = values.findIndex((value) => !Number.isNaN(value))
  return { values: values.subarray(Math.max(0, skipped)), skipped: Math.max(0, skipped) }
}

/**
 * Forecasts a series with bands. A dozen points and more: eight methods vote, the extremes are dropped, the rest
 * averaged. Fewer: simple smoothing. Many zeros: demand smoothed by probability and size. What was never negative is
 * not forecast negative.
 *
 * @param levels of the bands in percent, above 0 and below 100
 * @throws RangeError for a series without a value
 */
export function forecastSeries(
  series: Series,
  horizon: number,
  levels: readonly number[] = [80, 95],
): Forecast {
  const part = knownPart(series.values)
  if (part.values.length === 0 || Number.isNaN(part.values[0]))
    throw new RangeError('the series has no value')
  const start = series.festivalFrom === null ? null : monthAfter(series.festivalFrom, part.skipped)
  const filled = fillMissing(part.values, series.period)
  const factors = festivalFactors({ ...series, festivalFrom: start }, filled, horizon)
  const values = factors === null ? filled : filled.map((value, t) => value / factors.past[t]!)
  const method = chooseMethod(values)
  const floor = values.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY
  const restore = (forecast: Float64Array) =>
    forecast.map((value, h) => Math.max(floor, value) * (factors?.ahead[h] ?? 1))
  const mean = meanBy(method, values, series.period, horizon)
  const widths = measureWidths(values, series.period, horizon)
  const bands = levels.map((level): [number, Band | null] => {
    const width = widths(level)
    if (width === null) return [level, null]
    return [
      level,
      {
        lower: restore(mean.map((m, h) => m - width[h]!)),
        upper: restore(mean.map((m, h) => m + width[h]!)),
      },
    ]
  })
  return { method, mean: restore(mean), bands: new Map(bands) }
}
