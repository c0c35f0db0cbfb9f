import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { adjustSeason, restoreSeason } from './season.ts'
import { FEW_POINTS } from './simple-forecasts.ts'
import { thetaForecast } from './theta.ts'

/** Most starting points in the past from which forecasts are made and held against what came. */
const MOST_ORIGINS = 24

type Spread = { readonly step: number; readonly deviation: number; readonly count: number }

/** Past errors of the cheap member by how many steps ahead, from as many origins as there are. */
function pastErrors(values: Float64Array, period: number, horizon: number): Spread[] {
  const n = values.length
  const least = Math.max(8, period > 1 ? 3 * period : 0)
  const first = Math.max(Math.min(least, n - 4), n - MOST_ORIGINS)
  const squares = new Float64Array(horizon)
  const counts = new Float64Array(horizon)
  for (let origin = first; origin < n; origin++) {
    const ahead = Math.min(horizon, n - origin)
    const adjusted = adjustSeason(values.slice(0, origin), period)
    const forecast = restoreSeason(thetaForecast(adjusted.values, ahead), adjusted, origin)
    for (let h = 0; h < ahead; h++) {
      squares[h] = squares[h]! + (values[origin + h]! - forecast[h]!) ** 2
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

/** How much wider than the normal band the promise needs, by level: measured on training tails of the M3 series. */
function widening(level: number): number {
  return Math.max(1, 1.1 + ((level - 80) * (1.23 - 1.1)) / 15)
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
    const factor = normalQuantile((1 + level / 100) / 2, 0, 1) * widening(level)
    return sigma.map((deviation) => deviation * factor)
  }
}
