import { forecastSeries, type Series } from './forecast.ts'

/** Mean errors over the folds; null where the series is too short, or MASE has nothing to divide by. */
export type Accuracy = { readonly smape: number | null; readonly mase: number | null }

/** Errors of forecasts made from past origins, and of last year's values repeated from the same ones. */
export type Backtest = Accuracy & { readonly folds: number; readonly seasonalNaive: Accuracy }

/** Mean over the values that are known; NaN where none is. */
function meanOverKnown(
  forecast: Float64Array,
  actual: Float64Array,
  errorOf: (f: number, y: number) => number,
): number {
  let [sum, count] = [0, 0]
  for (const [h, f] of forecast.entries()) {
    const y = actual[h]!
    if (Number.isNaN(y)) continue
    sum += errorOf(f, y)
    count++
  }
  return sum / count
}

/** Mean of 200·|f − y| ÷ (|f| + |y|), in percent; two zeros agree (Makridakis and Hibon 2000). Missing values are left out. */
export function symmetricError(forecast: Float64Array, actual: Float64Array): number {
  return meanOverKnown(forecast, actual, (f, y) => {
    const size = Math.abs(f) + Math.abs(y)
    return size > 0 ? (200 * Math.abs(f - y)) / size : 0
  })
}

/** Mean absolute error ÷ that of last year’s value within the past (Hyndman and Koehler 2006); null for a constant past, missing values left out. */
export function scaledError(
  forecast: Float64Array,
  actual: Float64Array,
  past: Float64Array,
  period: number,
): number | null {
  let [naive, count] = [0, 0]
  for (let t = period; t < past.length; t++) {
    const step = Math.abs(past[t]! - past[t - period]!)
    if (Number.isNaN(step)) continue
    naive += step
    count++
  }
  if (count === 0 || naive === 0) return null
  return meanOverKnown(forecast, actual, (f, y) => Math.abs(f - y)) / (naive / count)
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Last year's values again; where one is missing or lies before the beginning, the last known value. */
export function seasonalNaive(past: Float64Array, period: number, horizon: number): Float64Array {
  const last = past.findLast((value) => !Number.isNaN(value)) ?? Number.NaN
  return Float64Array.from({ length: horizon }, (_, h) => {
    const value = past[past.length - period + (h % period)]
    return value === undefined || Number.isNaN(value) ? last : value
  })
}

type Fold = { readonly past: Float64Array; readonly actual: Float64Array }

/** Earlier ends of the series, one forecast length apart, the newest first; what follows them is known at least in part. */
function foldsOf(values: Float64Array, ahead: number, most: number): Fold[] {
  return Array.from({ length: most }, (_, fold) => values.length - (fold + 1) * ahead)
    .filter((origin) => origin > 0)
    .map((origin) => ({
      past: values.subarray(0, origin),
      actual: values.subarray(origin, origin + ahead),
    }))
    .filter(
      ({ past, actual }) =>
        past.filter((value) => !Number.isNaN(value)).length >= 3 && !actual.every(Number.isNaN),
    )
}

function accuracyOf(
  folds: readonly Fold[],
  period: number,
  forecastFrom: (past: Float64Array) => Float64Array,
): Accuracy {
  const forecasts = folds.map(({ past }) => forecastFrom(past))
  const scaled = folds.map(({ past, actual }, f) => scaledError(forecasts[f]!, actual, past, period))
  return {
    smape: mean(folds.map(({ actual }, f) => symmetricError(forecasts[f]!, actual))),
    mase: mean(scaled.filter((error) => error !== null)),
  }
}

/**
 * Rolling-origin backtest: the whole method run again from earlier ends of the series, never seeing what came later,
 * beside the seasonal naive forecast, which a method has to beat to earn its place.
 * @param most origins, one forecast length apart; a forecast length is at most a quarter of the series
 */
export function backtest(series: Series, horizon: number, most = 3): Backtest {
  const { values, period } = series
  const ahead = Math.max(1, Math.min(horizon, Math.floor(values.length / 4)))
  const folds = foldsOf(values, ahead, most)
  return {
    ...accuracyOf(folds, period, (past) => forecastSeries({ ...series, values: past }, ahead, []).mean),
    folds: folds.length,
    seasonalNaive: accuracyOf(folds, period, (past) => seasonalNaive(past, period, ahead)),
  }
}
