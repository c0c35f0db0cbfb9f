import { searchBox } from '../optimisation/index.ts'
import { fitLine } from './theta.ts'

/** Error, trend (N none, Ad damped), season (N, M, A) of Hyndman and others (2002, 2008); errors multiplicative. */
type Form = { readonly trend: boolean; readonly season: 'none' | 'multiplicative' | 'additive' }

type Fit = { readonly forecast: Float64Array; readonly criterion: number }

type Start = { readonly level: number; readonly slope: number; readonly seasons: Float64Array }

type Run = {
  readonly values: Float64Array
  readonly form: Form
  readonly start: Start
  readonly period: number
  /** room for the seasons of one run */
  readonly seasons: Float64Array
}

/** Parameters in a fixed order: alpha, beta share, phi, gamma share, level and slope as shifts of the start. */
const ALPHA = 0
const BETA = 1
const PHI = 2
const GAMMA = 3
const LEVEL = 4
const SLOPE = 5

/** −2 ln L up to a constant: n ln Σe² + 2 Σ ln|μ|; forecasts into `out` after the last point. */
function likelihood(
  { values, form, start, period, seasons }: Run,
  p: Float64Array,
  out: Float64Array | null,
): number {
  const n = values.length
  const alpha = p[ALPHA]!
  const beta = form.trend ? p[BETA]! * alpha : 0
  const phi = form.trend ? p[PHI]! : 0
  const seasonal = form.season !== 'none'
  const gamma = seasonal ? p[GAMMA]! * (1 - alpha) : 0
  const isAdditive = form.season === 'additive'
  seasons.set(start.seasons)
  let level = start.level * p[LEVEL]!
  let slope = form.trend ? start.slope + (p[SLOPE]! * Math.abs(start.level)) / 20 : 0
  let [squares, logs, product, at] = [0, 0, 1, 0]
  for (let t = 0; t < n; t++) {
    const base = level + phi * slope
    const season = seasonal ? seasons[at]! : 0
    const mu = isAdditive || !seasonal ? base + season : base * season
    if (!(mu > 0)) return Number.POSITIVE_INFINITY
    const error = values[t]! / mu - 1
    squares += error * error
    // one logarithm for many factors
    product *= mu
    if (!(product > 1e-100 && product < 1e100)) {
      logs += Math.log(product)
      product = 1
    }
    if (isAdditive) {
      level = base + alpha * mu * error
      slope = phi * slope + beta * mu * error
      seasons[at] = season + gamma * mu * error
    } else {
      level = base * (1 + alpha * error)
      slope = phi * slope + beta * base * error
      if (seasonal) seasons[at] = season * (1 + gamma * error)
    }
    if (++at === seasons.length) at = 0
  }
  if (out !== null) {
    let [damping, sum] = [phi, 0]
    for (let h = 0; h < out.length; h++) {
      sum += damping
      damping *= phi
      const base = level + sum * slope
      const season = seasonal ? seasons[(n + h) % period]! : 0
      out[h] = form.season === 'multiplicative' ? base * season : base + season
    }
  }
  return n * Math.log(squares / n + 1e-300) + 2 * (logs + Math.log(product))
}

/** Starts from the first years: the line through them, and the seasons' mean distance from the line's level. */
function startOf(values: Float64Array, { season }: Form, period: number): Start {
  const early = values.subarray(0, Math.min(values.length, Math.max(10, 2 * period)))
  const { intercept, slope } = fitLine(early)
  if (season === 'none')
    return { level: Math.max(intercept, values[0]! / 10), slope, seasons: new Float64Array(1) }
  const years = Math.max(1, Math.min(3, Math.floor(values.length / period)))
  const seasons = new Float64Array(period)
  for (let t = 0; t < years * period; t++) {
    const line = Math.max(1e-9, intercept + slope * (t + 1))
    seasons[t % period] =
      seasons[t % period]! + (season === 'additive' ? values[t]! - line : values[t]! / line) / years
  }
  const centre = seasons.reduce((sum, value) => sum + value, 0) / period
  return {
    level: Math.max(intercept, values[0]! / 10),
    slope,
    seasons: seasons.map((value) => (season === 'additive' ? value - centre : value / centre)),
  }
}

const BOX = [
  [0.001, 0.999],
  [0.001, 0.999],
  [0.8, 0.98],
  [0.001, 0.999],
  [0.5, 1.5],
  [-1, 1],
] as const
const FIRST = [0.3, 0.1, 0.95, 0.1, 1, 0]

function usedParameters({ trend, season }: Form): number[] {
  return [
    ALPHA,
    ...(trend ? [BETA, PHI] : []),
    ...(season === 'none' ? [] : [GAMMA]),
    LEVEL,
    ...(trend ? [SLOPE] : []),
  ]
}

function fitForm(values: Float64Array, form: Form, period: number, horizon: number): Fit | null {
  const used = usedParameters(form)
  const start = startOf(values, form, period)
  const run = { values, form, start, period, seasons: start.seasons.slice() }
  const full = Float64Array.from(FIRST)
  const found = searchBox(
    (point) => {
      for (const [i, at] of used.entries()) full[at] = point[i]!
      return likelihood(run, full, null)
    },
    used.map((at) => FIRST[at]!),
    used.map((at) => BOX[at]!),
    40 * used.length,
  )
  if (!Number.isFinite(found.value)) return null
  for (const [i, at] of used.entries()) full[at] = found.point[i]!
  const forecast = new Float64Array(horizon)
  likelihood(run, full, forecast)
  const k = used.length + 1 + (form.season === 'none' ? 0 : period - 1)
  const n = values.length
  if (n - k - 1 <= 0) return null
  return { forecast, criterion: found.value + 2 * k + (2 * k * (k + 1)) / (n - k - 1) }
}

/** Averages forecasts with the weights exp(−ΔAICc ÷ 2) (Burnham and Anderson). */
export function averageByCriterion(fits: readonly Fit[], horizon: number): Float64Array {
  const least = Math.min(...fits.map(({ criterion }) => criterion))
  const weights = fits.map(({ criterion }) => Math.exp((least - criterion) / 2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Float64Array.from({ length: horizon }, (_, h) =>
    fits.reduce((sum, { forecast }, i) => sum + (weights[i]! / total) * forecast[h]!, 0),
  )
}

/**
 * Exponential smoothing of a positive series by several forms, averaged by AICc: without trend and with a damped one,
 * without season, with a multiplicative and an additive one.
 *
 * @param period 1 leaves the seasonal forms out
 * @returns null where no form could be fitted
 */
export function smoothingForecast(
  values: Float64Array,
  period: number,
  horizon: number,
): Float64Array | null {
  const forms: Form[] = [
    { trend: false, season: 'none' },
    { trend: true, season: 'none' },
  ]
  if (period > 1 && values.length >= 3 * period)
    forms.push(
      { trend: false, season: 'multiplicative' },
      { trend: true, season: 'multiplicative' },
      { trend: false, season: 'additive' },
    )
  const fits = forms.map((form) => fitForm(values, form, period, horizon)).filter((fit) => fit !== null)
  return fits.length === 0 ? null : averageByCriterion(fits, horizon)
}
