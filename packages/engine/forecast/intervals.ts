import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { adjustSeason, restoreSeason } from './season.ts'
import { FEW_POINTS } from './simple-forecasts.ts'
import { thetaForecast } from './theta.ts'

/** Most starting points in the past from which forecasts are made and held against what came. */
const MOST_ORIGINS = 24
/** As many origins are wanted even where the seasons are not yet known at the first of them. */
const WANTED_ORIGINS = 12
/** Nothing is forecast from less than this. */
const LEAST_PAST = 6

type Spread = { readonly step: number; readonly deviation: number; readonly count: number }

/** Points from which the season can be known. */
function settled(period: number): number {
  return Math.max(8, period > 1 ? 3 * period : 0)
}

function firstOrigin(n: number, period: number): number {
  const early = Math.max(LEAST_PAST, n - WANTED_ORIGINS)
  return Math.max(Math.min(settled(period), early), n - MOST_ORIGINS)
}

/** Errors (what came − forecast) of the cheap member from one past origin. */
function errorsFrom(values: Float64Array, period: number, origin: number, ahead: number): Float64Array {
  const adjusted = adjustSeason(values.slice(0, origin), period)
  const forecast = restoreSeason(thetaForecast(adjusted.values, ahead), adjusted, origin)
  return forecast.map((value, h) => values[origin + h]! - value)
}

/**
 * Errors of one-step forecasts from the last origins, the newest last: what the covariance of a hierarchy is
 * estimated from.
 * @param origins how many; each of them leaves at least one point to forecast from
 */
export function oneStepErrors(values: Float64Array, period: number, origins: number): Float64Array {
  const first = values.length - origins
  if (first < 1) throw new RangeError(`${origins} origins need more than ${values.length} points`)
  return Float64Array.from({ length: origins }, (_, k) => errorsFrom(values, period, first + k, 1)[0]!)
}

/** Past errors of the cheap member by how many steps ahead, from as many origins as there are. */
function pastErrors(values: Float64Array, period: number, horizon: number): Spread[] {
  const n = values.length
  const squares = new Float64Array(horizon)
  const counts = new Float64Array(horizon)
  for (let origin = firstOrigin(n, period); origin < n; origin++) {
    for (const [h, error] of errorsFrom(values, period, origin, Math.min(horizon, n - origin)).entries()) {
      squares[h] = squares[h]! + error ** 2
      counts[h] = counts[h]! + 1
    }
  }
  return Array.from(squares, (sum, h) => ({
    step: h + 1,
    deviation: counts[h] === 0 ? 0 : Math.sqrt(sum / counts[h]!),
    count: counts[h]!,
  })).filter(({ count, deviation }) => count > 0 && deviation > 0)
}

/** σ of each step: ln σ = a + b ln k by weighted least squares, b kept where errors of forecasts grow. */
function deviations(spreads: readonly Spread[], horizon: number): Float64Array {
  if (spreads.length === 0) return new Float64Array(horizon)
  let [weights, x, y] = [0, 0, 0]
  for (const { step, deviation, count } of spreads) {
    weights += count
    x += count * Math.log(step)
    y += count * Math.log(deviation)
  }
  const [meanX, meanY] = [x / weights, y / weights]
  let [cross, square] = [0, 0]
  for (const { step, deviation, count } of spreads) {
    cross += count * (Math.log(step) - meanX) * (Math.log(deviation) - meanY)
    square += count * (Math.log(step) - meanX) ** 2
  }
  const slope = Math.min(1, Math.max(0.05, square > 0 ? cross / square : 0.5))
  const start = meanY - slope * meanX
  return Float64Array.from({ length: horizon }, (_, h) => Math.exp(start + slope * Math.log(h + 1)))
}

/** How much wider than Student’s band the promise needs, by level: measured on training tails of the M3 series. */
function widening(level: number): number {
  return Math.max(1, 1.07 + ((level - 80) * (1.17 - 1.07)) / 15)
}

/** Degrees of freedom of a deviation known from few origins: one before the season is known counts a third. */
function freedom(n: number, period: number): number {
  return Math.min(MOST_ORIGINS, Math.max(n - settled(period), (n - LEAST_PAST) / 3))
}

/** Half the width of a band at each step ahead; null where one point tells nothing. */
export type HalfWidths = (level: number) => Float64Array | null

/** One-step differences and Student's t: all that a few points can promise. */
function shortWidths(values: Float64Array, horizon: number): HalfWidths {
  const differences = values.subarray(1).map((value, t) => value - values[t]!)
  if (differences.length === 0) return () => null
  const deviation = Math.sqrt(differences.reduce((sum, value) => sum + value ** 2, 0) / differences.length)
  return (level) => {
    const t = tQuantile((1 + level / 100) / 2, differences.length)
    return Float64Array.from({ length: horizon }, (_, h) => t * deviation * Math.sqrt(h + 1))
  }
}

/** Bands from the past errors of the series itself. */
export function measureWidths(values: Float64Array, period: number, horizon: number): HalfWidths {
  if (values.length < FEW_POINTS) return shortWidths(values, horizon)
  const sigma = deviations(pastErrors(values, period, horizon), horizon)
  return (level) => {
    const factor = tQuantile((1 + level / 100) / 2, freedom(values.length, period)) * widening(level)
    return sigma.map((deviation) => deviation * factor)
  }
}
