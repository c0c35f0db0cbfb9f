import { averageByCriterion } from './exponential-smoothing.ts'

/** Statistic of Kwiatkowski and others (1992) for a level: above 0.463 the series is not stationary at 5 %. */
export function kpss(values: Float64Array): number {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const residuals = values.map((value) => value - mean)
  let [partial, squares] = [0, 0]
  for (const residual of residuals) {
    partial += residual
    squares += partial ** 2
  }
  const lags = Math.floor(4 * (n / 100) ** 0.25)
  let variance = residuals.reduce((sum, residual) => sum + residual ** 2, 0)
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0
    for (let t = lag; t < n; t++) sum += residuals[t]! * residuals[t - lag]!
    variance += 2 * (1 - lag / (lags + 1)) * sum
  }
  return variance <= 0 ? 0 : squares / (n * variance)
}

export function differenced(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, t) => value - values[t]!)
}

/** Least squares by the normal equations, a trace of ridge keeping them solvable. */
function regress(rows: readonly Float64Array[], target: Float64Array): Float64Array {
  const size = rows.length
  const matrix = rows.map((a, i) =>
    Float64Array.from({ length: size + 1 }, (_, j) => {
      const b = j === size ? target : rows[j]!
      let sum = 0
      for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!
      return i === j ? sum * (1 + 1e-9) + 1e-12 : sum
    }),
  )
  for (let c = 0; c < size; c++) {
    for (let r = c + 1; r < size; r++) {
      const factor = matrix[r]![c]! / matrix[c]![c]!
      if (factor === 0) continue
      for (let k = c; k <= size; k++) matrix[r]![k] = matrix[r]![k]! - factor * matrix[c]![k]!
    }
  }
  const solution = new Float64Array(size)
  for (let r = size - 1; r >= 0; r--) {
    let rest = matrix[r]![size]!
    for (let k = r + 1; k < size; k++) rest -= matrix[r]![k]! * solution[k]!
    solution[r] = rest / matrix[r]![r]!
  }
  return solution
}

/** Roots of 1 − a₁z − a₂z² outside the unit circle. */
function isStable(a1: number, a2: number): boolean {
  return Math.abs(a2) < 0.98 && a1 + a2 < 0.98 && a2 - a1 < 0.98
}

function lagged(values: Float64Array, lag: number, from: number): Float64Array {
  return values.slice(from - lag, values.length - lag)
}

/** Innovations by a long autoregression: the first step of Hannan and Rissanen (1982). */
function innovations(series: Float64Array, order: number): Float64Array<ArrayBuffer> {
  const target = series.slice(order)
  const rows: Float64Array[] = [new Float64Array(target.length).fill(1)]
  for (let lag = 1; lag <= order; lag++) rows.push(lagged(series, lag, order))
  const coefficients = regress(rows, target)
  const result = new Float64Array(series.length)
  for (let t = 0; t < target.length; t++) {
    let mu = 0
    for (const [k, row] of rows.entries()) mu += coefficients[k]! * row[t]!
    result[t + order] = target[t]! - mu
  }
  return result
}

type Model = { readonly p: number; readonly q: number; readonly coefficients: Float64Array }

/** Errors of a model run over the whole series, and what follows when it goes on without errors. */
function runModel(series: Float64Array, { p, q, coefficients }: Model, horizon: number) {
  const n = series.length
  const all = new Float64Array(n + horizon)
  const errors = new Float64Array(n + horizon)
  all.set(series)
  let squares = 0
  for (let t = Math.max(p, q); t < n + horizon; t++) {
    let mu = coefficients[0]!
    for (let i = 1; i <= p; i++) mu += coefficients[i]! * all[t - i]!
    for (let j = 1; j <= q; j++) mu += coefficients[p + j]! * errors[t - j]!
    if (t < n) {
      errors[t] = series[t]! - mu
      if (t >= 4) squares += errors[t]! ** 2
    } else all[t] = mu
  }
  return { squares, forecast: all.slice(n) }
}

function fitModel(series: Float64Array, noise: Float64Array, order: number, p: number, q: number) {
  const from = order + Math.max(p, q)
  const rows: Float64Array[] = [new Float64Array(series.length - from).fill(1)]
  for (let i = 1; i <= p; i++) rows.push(lagged(series, i, from))
  for (let j = 1; j <= q; j++) rows.push(lagged(noise, j, from))
  if (series.length - from < rows.length + 3) return null
  const coefficients = regress(rows, series.slice(from))
  const at = (i: number) => coefficients[i] ?? 0
  const stable = isStable(p > 0 ? at(1) : 0, p > 1 ? at(2) : 0)
  const invertible = isStable(q > 0 ? -at(p + 1) : 0, q > 1 ? -at(p + 2) : 0)
  return stable && invertible ? { p, q, coefficients } : null
}

/**
 * Autoregression and moving average up to order 2 on as many differences as the KPSS test asks for, all orders
 * averaged by AICc; coefficients by Hannan and Rissanen's two regressions.
 *
 * @returns null where the series is too short for any
 */
export function arimaForecast(values: Float64Array, horizon: number): Float64Array | null {
  let series = values
  const ends: number[] = []
  while (ends.length < 2 && series.length > 8 && kpss(series) > 0.463) {
    ends.push(series.at(-1)!)
    series = differenced(series)
  }
  const n = series.length
  const order = Math.min(6, Math.floor(n / 4))
  if (n < 10 || order < 1) return null
  const noise = innovations(series, order)
  const fits = []
  for (let p = 0; p <= 2; p++)
    for (let q = 0; q <= 2; q++) {
      const model = fitModel(series, noise, order, p, q)
      if (model === null) continue
      const { squares, forecast } = runModel(series, model, horizon)
      const used = n - 4
      const k = p + q + 2
      if (used - k - 1 <= 0) continue
      const criterion = used * Math.log(squares / used + 1e-300) + 2 * k + (2 * k * (k + 1)) / (used - k - 1)
      fits.push({ forecast, criterion })
    }
  if (fits.length === 0) return null
  let forecast = averageByCriterion(fits, horizon)
  for (const end of ends.toReversed()) {
    let level = end
    forecast = forecast.map((step) => (level += step))
  }
  return forecast
}
