/**
 * Covariance of the base forecasts' errors as a diagonal and, where there is one, a part of low rank:
 * W = diag(diagonal) + share ÷ T · Σ e eᵀ over the T vectors of errors.
 */
export type Covariance = {
  readonly diagonal: Float64Array
  /** one row of errors for each past origin, in the order of the series; empty for a diagonal W */
  readonly errors: readonly Float64Array[]
  /** weight of the errors' own covariance; 0 for a diagonal W */
  readonly share: number
}

/** Smallest variance that is believed, as a part of the mean one: a series that was never wrong may be one day. */
const LEAST_VARIANCE = 1e-9

/** A diagonal covariance. @throws RangeError where a variance is negative or not finite */
export function diagonalCovariance(variances: Float64Array): Covariance {
  const wrong = variances.findIndex((variance) => !(variance >= 0 && variance < Number.POSITIVE_INFINITY))
  if (wrong >= 0) throw new RangeError(`variances[${wrong}]: ${variances[wrong]} is no variance`)
  return { diagonal: withFloor(variances), errors: [], share: 0 }
}

/** Fewer origins than series leave the errors’ own covariance without an inverse: a trace of the diagonal stays. */
const LEAST_INTENSITY = 1e-3

function withFloor(variances: Float64Array): Float64Array {
  const mean = variances.reduce((sum, variance) => sum + variance / variances.length, 0)
  const least = mean > 0 ? mean * LEAST_VARIANCE : 1
  return variances.map((variance) => Math.max(variance, least))
}

/** Mean square of each series' errors (about zero: a forecast that is always off is wrong each time). */
export function errorVariances(errors: readonly Float64Array[]): Float64Array {
  const variances = new Float64Array(errors[0]?.length ?? 0)
  for (const row of errors)
    for (let i = 0; i < row.length; i++) variances[i] = variances[i]! + row[i]! ** 2 / errors.length
  return variances
}

function checkErrors(errors: readonly Float64Array[]): void {
  if (errors.length === 0) throw new RangeError('errors: there are none')
  const size = errors[0]!.length
  for (const [t, row] of errors.entries()) {
    if (row.length !== size) throw new RangeError(`errors[${t}]: ${row.length} values, ${size} are expected`)
    const wrong = row.findIndex((value) => !Number.isFinite(value))
    if (wrong >= 0) throw new RangeError(`errors[${t}][${wrong}]: ${row[wrong]} is not finite`)
  }
}

/** Σ over pairs of rows of their squared products: the squared norm of X Xᵀ, by the smaller side. */
function squaredNorm(rows: readonly Float64Array[]): number {
  let sum = 0
  for (const [s, a] of rows.entries())
    for (let t = 0; t <= s; t++) {
      const b = rows[t]!
      let product = 0
      for (let i = 0; i < a.length; i++) product += a[i]! * b[i]!
      sum += (s === t ? 1 : 2) * product ** 2
    }
  return sum
}

/**
 * How far correlations are to be shrunk towards none: Σ var(r) ÷ Σ r² over all pairs of series (Schäfer and Strimmer
 * 2005), kept between .001 and 1. Sums over pairs come from sums over origins, so that 2,000 series cost no more than
 * origins² · series.
 *
 * @param errors one row for each origin, at least one; 1 for fewer than two
 */
export function shrinkageIntensity(errors: readonly Float64Array[]): number {
  const T = errors.length
  if (T < 2) return 1
  const scales = errorVariances(errors).map(Math.sqrt)
  const scaled = errors.map((row) => row.map((value, i) => (scales[i]! > 0 ? value / scales[i]! : 0)))
  // r_ij = Σ x_i x_j ÷ T; var(r_ij) = (Σ x_i² x_j² − (Σ x_i x_j)² ÷ T) ÷ (T (T − 1)); the pairs i = j taken off
  let [fourth, ownFourth, ownSquare] = [0, 0, 0]
  for (const row of scaled) {
    const squares = row.reduce((sum, value) => sum + value ** 2, 0)
    fourth += squares ** 2
    for (const value of row) ownFourth += value ** 4
  }
  for (const scale of scales) ownSquare += scale > 0 ? T ** 2 : 0
  const products = squaredNorm(scaled) - ownSquare
  const variance = (fourth - ownFourth - products / T) / (T * (T - 1))
  const correlation = products / T ** 2
  if (!(correlation > 1e-12)) return 1
  return Math.min(1, Math.max(LEAST_INTENSITY, variance / correlation))
}

/**
 * Covariance of the errors with the correlations shrunk towards none (Schäfer and Strimmer 2005; for reconciliation
 * Wickramasuriya, Athanasopoulos and Hyndman 2019): λ on the diagonal, 1 − λ on the errors' own covariance.
 *
 * @param errors of one-step base forecasts, one row for each past origin, all series in each
 * @param intensity λ; estimated where not given
 * @throws RangeError with the place of a value that is not finite
 */
export function shrunkCovariance(errors: readonly Float64Array[], intensity?: number): Covariance {
  checkErrors(errors)
  const lambda = intensity ?? shrinkageIntensity(errors)
  if (!(lambda >= LEAST_INTENSITY && lambda <= 1))
    throw new RangeError(`intensity: ${lambda} is not between ${LEAST_INTENSITY} and 1`)
  const variances = withFloor(errorVariances(errors))
  const own = errorVariances(errors)
  return {
    // what the floor adds is no part of the errors’ own covariance
    diagonal: variances.map((variance, i) => variance - (1 - lambda) * own[i]!),
    errors: lambda < 1 ? errors : [],
    share: 1 - lambda,
  }
}

/** W v. */
export function timesCovariance({ diagonal, errors, share }: Covariance, v: Float64Array): Float64Array {
  const result = v.map((value, i) => value * diagonal[i]!)
  for (const row of errors) {
    let product = 0
    for (let i = 0; i < row.length; i++) product += row[i]! * v[i]!
    product *= share / errors.length
    for (let i = 0; i < row.length; i++) result[i] = result[i]! + product * row[i]!
  }
  return result
}

/** The variances of W. */
export function variancesOf({ diagonal, errors, share }: Covariance): Float64Array {
  if (errors.length === 0) return diagonal
  const own = errorVariances(errors)
  return diagonal.map((value, i) => value + share * own[i]!)
}
