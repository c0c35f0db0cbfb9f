import { arimaForecast } from './arima.ts'
import { complexForecast } from './complex-smoothing.ts'
import { aggregatedTrendForecast } from './damped-trend.ts'
import { smoothingForecast } from './exponential-smoothing.ts'
import { type Adjusted, adjustSeason, restoreSeason } from './season.ts'
import { replaceOutliers } from './series-values.ts'
import { dynamicThetaForecast, thetaForecast } from './theta.ts'

/** At each step the smallest and the largest vote are dropped and the others averaged (Jose and Winkler 2008). */
export function trimmedMean(votes: readonly Float64Array[], horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) => {
    const sorted = votes.map((vote) => vote[h]!).sort((a, b) => a - b)
    const kept = sorted.length > 3 ? sorted.slice(1, -1) : sorted
    return kept.reduce((sum, value) => sum + value, 0) / kept.length
  })
}

/** Votes of the methods on one series of at least a dozen points, in the series' own level. */
export function castVotes(values: Float64Array, period: number, horizon: number): Float64Array[] {
  const first = adjustSeason(values, period)
  const clean = replaceOutliers(first.values)
  const adjusted: Adjusted = { ...first, values: clean }
  const plain = clean
  const whole = clean === first.values ? values : restoreSeason(clean, first, 0)
  const positive = plain.every((value) => value > 0)
  const votes = [
    thetaForecast(plain, horizon),
    positive ? thetaForecast(plain.map(Math.log), horizon).map(Math.exp) : null,
    dynamicThetaForecast(plain, horizon),
    arimaForecast(plain, horizon),
    complexForecast(plain, horizon),
    aggregatedTrendForecast(plain, period, horizon),
  ]
    .filter((vote) => vote !== null)
    .map((vote) => restoreSeason(vote, adjusted, values.length))
  const smoothing = positive
    ? smoothingForecast(whole, adjusted.indices === null ? 1 : period, horizon)
    : null
  if (smoothing !== null) votes.push(smoothing, smoothing)
  return votes.filter((vote) => vote.every(Number.isFinite))
}
