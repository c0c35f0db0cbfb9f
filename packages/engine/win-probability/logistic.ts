import { minimise } from '../optimisation/index.ts'

/** A logistic regression: the first coefficient is the intercept. */
export type Logistic = {
  readonly coefficients: Float64Array
  /** covariance of the coefficients, from the curvature at the optimum */
  readonly covariance: readonly Float64Array[]
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

export function logit(p: number): number {
  return Math.log(p / (1 - p))
}

/** Log-odds that a model gives to inputs. */
export function score(coefficients: Float64Array, inputs: Float64Array): number {
  let sum = coefficients[0]!
  for (let i = 0; i < inputs.length; i++) sum += coefficients[i + 1]! * inputs[i]!
  return sum
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
}

/** Inverse of a symmetric positive matrix by Gauss and Jordan. */
function invert(matrix: readonly Float64Array[]): Float64Array[] {
  const size = matrix.length
  const rows = matrix.map((row, i) => {
    const wide = new Float64Array(2 * size)
    wide.set(row)
    wide[size + i] = 1
    return wide
  })
  for (let c = 0; c < size; c++) {
    const pivot = rows[c]!
    const scale = pivot[c]!
    for (let k = 0; k < 2 * size; k++) pivot[k] = pivot[k]! / scale
    for (const row of rows) {
      const factor = row[c]!
      if (row === pivot || factor === 0) continue
      for (let k = 0; k < 2 * size; k++) row[k] = row[k]! - factor * pivot[k]!
    }
  }
  return rows.map((row) => row.slice(size))
}

/** Curvature of the penalised likelihood: Σ p (1 − p) x xᵀ + ridge. */
function curvature(
  inputs: readonly Float64Array[],
  coefficients: Float64Array,
  ridge: number,
): Float64Array[] {
  const size = coefficients.length
  const result = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size)
    row[i] = i === 0 ? 1e-9 : ridge
    return row
  })
  for (const x of inputs) {
    const p = sigmoid(score(coefficients, x))
    const weight = p * (1 - p)
    for (let i = 0; i < size; i++) {
      const xi = i === 0 ? 1 : x[i - 1]!
      if (xi === 0) continue
      const row = result[i]!
      for (let j = 0; j < size; j++) row[j] = row[j]! + weight * xi * (j === 0 ? 1 : x[j - 1]!)
    }
  }
  return result
}

/**
 * Fits a logistic regression by penalised maximum likelihood (ridge; le Cessie and van Houwelingen 1992).
 * @param ridge strength of the pull towards 0, as if so many cases spoke against every effect
 */
export function fitLogistic(
  inputs: readonly Float64Array[],
  outcomes: readonly boolean[],
  ridge: number,
): Logistic {
  const size = (inputs[0]?.length ?? 0) + 1
  const count = inputs.length
  const won = outcomes.filter(Boolean).length
  const start = new Float64Array(size)
  start[0] = logit((won + 0.5) / (count + 1))
  const { point } = minimise(
    (coefficients, gradient) => {
      gradient.fill(0)
      let value = 0
      for (let n = 0; n < count; n++) {
        const x = inputs[n]!
        const s = score(coefficients, x)
        value += softplus(s) - (outcomes[n] ? s : 0)
        const error = sigmoid(s) - (outcomes[n] ? 1 : 0)
        gradient[0] = gradient[0]! + error
        for (let i = 0; i < x.length; i++) gradient[i + 1] = gradient[i + 1]! + error * x[i]!
      }
      for (let i = 1; i < size; i++) {
        value += (ridge / 2) * coefficients[i]! ** 2
        gradient[i] = gradient[i]! + ridge * coefficients[i]!
      }
      for (let i = 0; i < size; i++) gradient[i] = gradient[i]! / count
      return value / count
    },
    start,
    { iterations: 300, tolerance: 1e-7 },
  )
  return { coefficients: point, covariance: invert(curvature(inputs, point, ridge)) }
}

/** Standard error of the log-odds of inputs. */
export function scoreError({ covariance }: Logistic, inputs: Float64Array): number {
  const x = Float64Array.from({ length: inputs.length + 1 }, (_, i) => (i === 0 ? 1 : inputs[i - 1]!))
  let variance = 0
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < x.length; j++) variance += x[i]! * x[j]! * covariance[i]![j]!
  return Math.sqrt(Math.max(0, variance))
}
