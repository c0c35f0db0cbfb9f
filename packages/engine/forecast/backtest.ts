import { forecastSeries, type Series } from './forecast.ts'

/** Errors of forecasts made from past origins; null where the series is too short, or MASE has nothing to divide by. */
export type Backtest = { readonly smape: number | null; readonly mase: number | null; readonly folds: number }

/** Mean of 200·|f − y| ÷ (|f| + |y|), in percent; two zeros agree (Makridakis and Hibon 2000). */
export function symmetricError(forecast: Float64Array, actual: Float64Array): number {
  let sum = 0
  for (const [h, f] of forecast.entries()) {
    const size = Math.abs(f) + Math.abs(actual[h]!)
    if (size > 0) sum += (200 * Math.abs(f - actual[h]!)) / size
  }
  return sum / forecast.length
}

/** Mean absolute error ÷ that of last year’s value within the past (Hyndman and Koehler 2006); null for a constant past. */
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
  const error = forecast.reduce((sum, f, h) => sum + Math.abs(f - actual[h]!), 0) / forecast.length
  return error / (naive / count)
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * Rolling-origin backtest: the whole method run again from earlier ends of the series, never seeing what came later.
 * @param folds most origins, one forecast length apart
 */
export function backtest(series: Series, horizon: number, folds = 3): Backtest {
  const n = series.values.length
  const ahead = Math.max(1, Math.min(horizon, Math.floor(n / 4)))
  const smapes: number[] = []
  const mases: number[] = []
  let done = 0
  for (let fold = 1; fold <= folds; fold++) {
    const origin = n - fold * ahead
    const past = series.values.subarray(0, Math.max(0, origin))
    const actual = series.values.subarray(Math.max(0, origin), origin + ahead)
    if (past.filter((value) => !Number.isNaN(value)).length < 3 || actual.some(Number.isNaN)) continue
    const { mean: forecast } = forecastSeries({ ...series, values: past }, ahead, [])
    smapes.push(symmetricError(forecast, actual))
    const scaled = scaledError(forecast, actual, past, series.period)
    if (scaled !== null) mases.push(scaled)
    done++
  }
  return { smape: mean(smapes), mase: mean(mases), folds: done }
}
