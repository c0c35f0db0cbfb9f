import { searchBox } from '../optimisation/index.ts'

/** Slope and value before the first point of the straight line of least squares; time runs 1, 2, … */
export function fitLine(values: Float64Array): { readonly intercept: number; readonly slope: number } {
  const n = values.length
  const middle = (n + 1) / 2
  let [sum, cross, square] = [0, 0, 0]
  for (let t = 1; t <= n; t++) {
    sum += values[t - 1]!
    cross += (t - middle) * values[t - 1]!
    square += (t - middle) ** 2
  }
  const slope = square === 0 ? 0 : cross / square
  return { intercept: sum / n - slope * middle, slope }
}

/** Sum of squared one-step errors of simple smoothing, started at the first value. */
function smoothingError(values: Float64Array, alpha: number): number {
  let level = values[0]!
  let sum = 0
  for (let t = 1; t < values.length; t++) {
    const error = values[t]! - level
    sum += error * error
    level += alpha * error
  }
  return sum
}

/** The smoothing weight of least squared error: a coarse grid, then halving around its best. */
export function bestSmoothing(values: Float64Array): number {
  let [best, least] = [0.5, Number.POSITIVE_INFINITY]
  const look = (alpha: number) => {
    if (alpha < 0.01 || alpha > 0.99) return
    const error = smoothingError(values, alpha)
    if (error < least) [best, least] = [alpha, error]
  }
  for (let alpha = 0.1; alpha < 1; alpha += 0.1) look(alpha)
  look(0.01)
  for (let step = 0.05; step > 0.004; step /= 2) {
    const around = best
    look(around - step)
    look(around + step)
  }
  return best
}

/** Level after the last point of simple smoothing. */
export function smoothedLevel(values: Float64Array, alpha: number): number {
  let level = values[0]!
  for (let t = 1; t < values.length; t++) level += alpha * (values[t]! - level)
  return level
}

/** The Theta method (Assimakopoulos and Nikolopoulos 2000): the line, and twice the curvature smoothed, averaged. */
export function thetaForecast(values: Float64Array, horizon: number): Float64Array {
  const { intercept, slope } = fitLine(values)
  const curved = new Float64Array(values.length)
  for (let t = 0; t < values.length; t++) curved[t] = 2 * values[t]! - (intercept + slope * (t + 1))
  const level = smoothedLevel(curved, bestSmoothing(curved))
  const n = values.length
  return Float64Array.from({ length: horizon }, (_, h) => (level + intercept + slope * (n + h + 1)) / 2)
}

/** One pass of the dynamic optimised theta model; forecasts continue with their own means. */
function runDynamic(
  values: Float64Array,
  start: number,
  alpha: number,
  theta: number,
  horizon: number,
  out: Float64Array | null,
): number {
  const n = values.length
  let [level, average, slope, intercept, error] = [start, 0, 0, 0, 0]
  let power = 1
  for (let t = 1; t <= n + horizon; t++) {
    const drift = power * intercept + ((1 - power * (1 - alpha)) / alpha) * slope
    const mu = t === 1 ? start : level + (1 - 1 / theta) * drift
    const value = t <= n ? values[t - 1]! : mu
    if (t <= n) {
      if (t > 2) error += (value - mu) ** 2
    } else if (out !== null) out[t - n - 1] = mu
    const before = average
    level = alpha * value + (1 - alpha) * level
    average = ((t - 1) * average + value) / t
    slope = t === 1 ? 0 : ((t - 2) * slope + (6 * (value - before)) / t) / (t + 1)
    intercept = average - (slope * (t + 1)) / 2
    power *= 1 - alpha
  }
  return error
}

/** The dynamic optimised theta model (Fiorucci and others 2016): start, smoothing and theta by least squares. */
export function dynamicThetaForecast(values: Float64Array, horizon: number): Float64Array {
  const first = values[0]!
  const spread = Math.max(...values) - Math.min(...values) || 1
  const box = [
    [first - spread, first + spread],
    [0.02, 0.99],
    [1, 20],
  ] as const
  const found = searchBox(
    (point) => runDynamic(values, point[0]!, point[1]!, point[2]!, 0, null),
    [first, 0.5, 2],
    box,
    110,
  )
  const out = new Float64Array(horizon)
  runDynamic(values, found.point[0]!, found.point[1]!, found.point[2]!, horizon, out)
  return out
}
