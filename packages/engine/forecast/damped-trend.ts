import { searchBox } from '../optimisation/index.ts'

function runDamped(
  values: Float64Array,
  p: Float64Array,
  start: { readonly level: number; readonly slope: number },
  out: Float64Array | null,
): number {
  const [alpha, beta, phi] = [p[0]!, p[0]! * p[1]!, p[2]!]
  let { level, slope } = start
  let sum = 0
  for (const value of values) {
    const mu = level + phi * slope
    const error = value - mu
    sum += error * error
    level = mu + alpha * error
    slope = phi * slope + beta * error
  }
  if (out !== null) {
    let [damping, reach] = [phi, 0]
    for (let h = 0; h < out.length; h++) {
      reach += damping
      damping *= phi
      out[h] = level + reach * slope
    }
  }
  return sum
}

/** Damped trend with additive errors, by least squares (Gardner and McKenzie 1985). */
export function dampedTrendForecast(values: Float64Array, horizon: number): Float64Array {
  const early = Math.min(values.length - 1, 5)
  const slope = early > 0 ? (values[early]! - values[0]!) / early : 0
  const start = { level: values[0]! - slope, slope }
  const box = [
    [0.01, 0.99],
    [0.001, 0.99],
    [0.8, 0.98],
  ] as const
  const found = searchBox((point) => runDamped(values, point, start, null), [0.4, 0.15, 0.93], box, 90)
  const out = new Float64Array(horizon)
  runDamped(values, found.point, start, out)
  return out
}

/** Means of blocks of k points; what does not fill a block is left out at the beginning. */
function aggregate(values: Float64Array, k: number): Float64Array {
  const skip = values.length % k
  return Float64Array.from({ length: (values.length - skip) / k }, (_, block) => {
    let sum = 0
    for (let i = 0; i < k; i++) sum += values[skip + block * k + i]!
    return sum / k
  })
}

/** Damped trend on the series summed over every divisor of the period, averaged (after Kourentzes and others 2014). */
export function aggregatedTrendForecast(values: Float64Array, period: number, horizon: number): Float64Array {
  const sum = new Float64Array(horizon)
  let levels = 0
  for (let k = 1; k <= Math.max(1, period); k++) {
    if (period % k !== 0 && k !== 1) continue
    const blocks = aggregate(values, k)
    if (k > 1 && blocks.length < 5) continue
    const forecast = dampedTrendForecast(blocks, Math.ceil(horizon / k))
    for (let h = 0; h < horizon; h++) sum[h] = sum[h]! + forecast[Math.floor(h / k)]!
    levels++
  }
  return sum.map((value) => value / levels)
}
