import { preciseSum } from '../money/index.ts'
import { varianceRatioTail } from '../statistics/index.ts'

/** How a series is taken apart: `values` without its season, and the index of each season to put back. */
export type Adjusted = {
  readonly values: Float64Array
  /** one factor or addend for each season, of the first point's season first; null without a season */
  readonly indices: Float64Array | null
  readonly kind: 'multiplicative' | 'additive'
}

/** Statistic beyond which a season is believed: 0.8 of the usual 90 % point. */
const BELIEVED = 0.8 * 1.645
/** Probability below which seasons that differ are believed without the autocorrelation: two years can hardly show it. */
const BEYOND_CHANCE = 0.001
/** Weight of a year for each year that it lies back. */
const FADING = 0.8
const LEAST_YEARS = 3

function mean(values: Float64Array): number {
  return preciseSum(values) / values.length
}

/** Centred moving average over a period; NaN at the ends. */
export function centredAverage(values: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2)
  const atEnds = period % 2 === 0 ? 0.5 : 1
  const result = new Float64Array(values.length).fill(Number.NaN)
  for (let t = half; t < values.length - half; t++) {
    let sum = atEnds * values[t - half]!
    for (let k = 1 - half; k < half; k++) sum += values[t + k]!
    if (half > 0) sum += atEnds * values[t + half]!
    result[t] = sum / period
  }
  return result
}

function autocorrelation(values: Float64Array, lag: number, centre: number, square: number): number {
  let sum = 0
  for (let t = lag; t < values.length; t++) sum += (values[t]! - centre) * (values[t - lag]! - centre)
  return sum / square
}

/** The values that are numbers, without a copy where only those at the ends are none. */
function knownOf(values: Float64Array): Float64Array {
  let [from, to] = [0, values.length]
  while (from < to && Number.isNaN(values[from])) from++
  while (from < to && Number.isNaN(values[to - 1])) to--
  const inner = values.subarray(from, to)
  return inner.some(Number.isNaN) ? inner.filter((value) => !Number.isNaN(value)) : inner
}

/** Whether the seasons differ by so much more than the years of each that chance is out of the question (Fisher’s F). */
function differsBySeason(detrended: Float64Array, period: number, square: number, known: number): boolean {
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)]
  for (let t = 0; t < detrended.length; t++) {
    const value = detrended[t]!
    if (Number.isNaN(value)) continue
    sums[t % period]! += value
    counts[t % period]! += 1
  }
  if (counts.includes(0)) return false
  let within = 0
  for (let t = 0; t < detrended.length; t++) {
    const off = detrended[t]! - sums[t % period]! / counts[t % period]!
    if (!Number.isNaN(off)) within += off * off
  }
  const degrees = known - period
  if (degrees <= 0) return false
  const [above, below] = [(square - within) / (period - 1), Math.max(within, 1e-12 * square) / degrees]
  return varianceRatioTail(above / below, period - 1, degrees) < BEYOND_CHANCE
}

/** Whether the detrended series repeats itself after a period (a trend would hide it in the raw one). */
export function hasSeason(detrended: Float64Array, period: number): boolean {
  const known = knownOf(detrended)
  if (period < 2 || known.length < (LEAST_YEARS - 1) * period) return false
  const centre = mean(known)
  let square = 0
  for (let t = 0; t < known.length; t++) square += (known[t]! - centre) ** 2
  if (square <= 1e-300) return false
  let before = 1
  for (let lag = 1; lag < period; lag++) before += 2 * autocorrelation(known, lag, centre, square) ** 2
  const statistic = autocorrelation(known, period, centre, square) / Math.sqrt(before / known.length)
  return statistic > BELIEVED || differsBySeason(detrended, period, square, known.length)
}

type Season = { readonly index: number; readonly variance: number }

/** Weighted mean of the ratios of one season, newer years weighing more, and the variance of that mean. */
function seasonMean(detrended: Float64Array, season: number, period: number): Season {
  const newest = detrended.length - 1 - ((detrended.length - 1 - season) % period)
  let [weights, sum, squares] = [0, 0, 0]
  for (let t = newest, weight = 1; t >= 0; t -= period, weight *= FADING) {
    if (Number.isNaN(detrended[t])) continue
    weights += weight
    squares += weight ** 2
    sum += weight * detrended[t]!
  }
  const index = sum / weights
  let spread = 0
  for (let t = newest, weight = 1; t >= 0; t -= period, weight *= FADING)
    if (!Number.isNaN(detrended[t])) spread += (weight / weights) * (detrended[t]! - index) ** 2
  const effective = weights ** 2 / squares
  return { index, variance: effective > 1 ? spread / (effective - 1) : 0 }
}

/** Shrinks seasonal indices towards none by how uncertain they are (James–Stein; Miller and Williams 2003). */
function shrink(seasons: readonly Season[], neutral: number): Float64Array {
  const period = seasons.length
  const raw = Float64Array.from(seasons, ({ index }) => index)
  const centre = mean(raw)
  const level = new Float64Array(period)
  let [between, within] = [0, 0]
  for (let season = 0; season < period; season++) {
    level[season] = neutral === 1 ? raw[season]! / centre : raw[season]! - centre
    between += (level[season]! - neutral) ** 2 / (period - 1)
    within += seasons[season]!.variance / period
  }
  const weight =
    period > 3 && between > 0 ? Math.min(1, ((period - 3) / (period - 1)) * (within / between)) : 0
  return level.map((index) => weight * neutral + (1 - weight) * index)
}

/**
 * Takes the season out of a series where it has one: multiplicative for positive values, additive otherwise.
 * @param period seasons in a year; 1 for none
 */
export function adjustSeason(values: Float64Array, period: number): Adjusted {
  const kind = values.every((value) => value > 0) ? 'multiplicative' : 'additive'
  const none: Adjusted = { values, indices: null, kind }
  if (period < 2 || values.length < LEAST_YEARS * period) return none
  const average = centredAverage(values, period)
  const detrended = new Float64Array(values.length)
  for (let t = 0; t < values.length; t++)
    detrended[t] = kind === 'multiplicative' ? values[t]! / average[t]! : values[t]! - average[t]!
  if (!hasSeason(detrended, period)) return none
  const seasons = Array.from({ length: period }, (_, season) => seasonMean(detrended, season, period))
  const indices = shrink(seasons, kind === 'multiplicative' ? 1 : 0)
  if (kind === 'multiplicative' && indices.some((index) => !(index > 0.01))) return none
  const plain = new Float64Array(values.length)
  for (let t = 0; t < values.length; t++) {
    const index = indices[t % period]!
    plain[t] = kind === 'multiplicative' ? values[t]! / index : values[t]! - index
  }
  return { values: plain, indices, kind }
}

/** Puts the season back onto a forecast that follows on a series of `length` points. */
export function restoreSeason(
  forecast: Float64Array,
  { indices, kind }: Adjusted,
  length: number,
): Float64Array {
  if (indices === null) return forecast
  return forecast.map((value, h) => {
    const index = indices[(length + h) % indices.length]!
    return kind === 'multiplicative' ? value * index : value + index
  })
}
