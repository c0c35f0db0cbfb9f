import { forecastSeries, type Month } from '../forecast/index.ts'
import type { Outlook } from './outlook.ts'

/** Starting points in the past from which the same sum is forecast and held against what came. */
const MOST_ORIGINS = 12
const FEWEST_ORIGINS = 4
/** Months that a forecast starts from, at least: two years, so that a season can be seen. */
const LEAST_PAST = 24
const NORMAL_90 = 1.281_551_565_545
/** Degrees of freedom of a band that no past error stands behind. */
const UNTRIED = 3

export type FlowHistory = {
  /** whole months, oldest first */
  readonly months: Float64Array
  /** calendar month of the first one in a place that keeps the Spring Festival; null elsewhere */
  readonly festivalFrom: Month | null
}

export type FlowOutlook = Outlook & {
  /** expected in each month ahead, before it is weighted */
  readonly ahead: Float64Array
  /** past starting points behind the spread; 0 where the forecast’s own band is taken */
  readonly origins: number
}

function weighted(values: Float64Array, shares: readonly number[], start: number): number {
  return shares.reduce((sum, share, k) => sum + share * (values[start + k] ?? 0), 0)
}

function forecastFrom({ months, festivalFrom }: FlowHistory, end: number, horizon: number) {
  return forecastSeries({ values: months.slice(0, end), period: 12, festivalFrom }, horizon, [80])
}

/** What came, as a share of what would have been forecast, from past starting points; the newest last. */
function pastErrors(history: FlowHistory, shares: readonly number[]): number[] {
  const { months } = history
  const last = months.length - shares.length
  const first = Math.max(LEAST_PAST, last - MOST_ORIGINS + 1)
  const errors: number[] = []
  for (let origin = first; origin <= last; origin++) {
    const expected = weighted(forecastFrom(history, origin, shares.length).mean, shares, 0)
    if (expected > 0) errors.push(weighted(months, shares, origin) / expected - 1)
  }
  return errors
}

/**
 * What a sum over months will be: what is there already, and the forecast of the months ahead. Its spread is the root mean
 * square of the errors that the very same sum would have had from up to twelve past starting points (their overlap counts
 * against the degrees of freedom); with fewer than four, the forecast’s own bands, taken to err all the same way.
 *
 * @param done what is there already
 * @param shares how much of each month ahead counts, 0 to 1; the first month is the one after the history
 */
export function flowOutlook(history: FlowHistory, done: number, shares: readonly number[]): FlowOutlook {
  const forecast = forecastFrom(history, history.months.length, Math.max(1, shares.length))
  const rest = weighted(forecast.mean, shares, 0)
  const errors = shares.some((share) => share > 0) ? pastErrors(history, shares) : []
  const { mean: ahead } = forecast
  if (errors.length >= FEWEST_ORIGINS) {
    const share = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    const span = Math.max(1, shares.filter((one) => one > 0).length)
    const degrees = Math.max(UNTRIED, Math.ceil(errors.length / span))
    return { centre: done + rest, spread: share * Math.abs(rest), degrees, ahead, origins: errors.length }
  }
  const upper = forecast.bands.get(80)?.upper
  const spread =
    upper === undefined
      ? Math.abs(rest)
      : shares.reduce((sum, one, k) => sum + (one * ((upper[k] ?? 0) - (ahead[k] ?? 0))) / NORMAL_90, 0)
  return { centre: done + rest, spread, degrees: UNTRIED, ahead, origins: 0 }
}

/** A figure that is a level and no sum (a balance, a count of different customers): the forecast of its last period. */
export function levelOutlook(periods: Float64Array, perYear: number, steps: number): Outlook {
  const forecast = forecastSeries({ values: periods, period: perYear, festivalFrom: null }, steps, [80])
  const centre = forecast.mean[steps - 1] ?? 0
  const upper = forecast.bands.get(80)?.upper[steps - 1]
  const spread = upper === undefined ? Math.abs(centre) : (upper - centre) / NORMAL_90
  return { centre, spread, degrees: Math.max(UNTRIED, periods.length - perYear) }
}
