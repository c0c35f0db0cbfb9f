import { preciseSum } from '../money/index.ts'

/** @throws RangeError naming the first value that is no finite number */
function checkFinite(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new RangeError(`values[${i}]: expected a finite number, got ${values[i]}`)
}

/** Arithmetic mean; null without a value. @throws RangeError for a value that is no finite number */
export function mean(values: ArrayLike<number>): number | null {
  checkFinite(values)
  return values.length === 0 ? null : preciseSum(values) / values.length
}

/**
 * Σ weight × value ÷ Σ weight: the way in which ratios are put together, never by averaging them.
 * @returns null where the weights add up to 0
 * @throws RangeError for values that are not finite, weights that are negative, or two lengths
 */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  if (values.length !== weights.length)
    throw new RangeError(`weights: expected ${values.length}, got ${weights.length}`)
  checkFinite(values)
  const wrong = Array.from(weights).findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY))
  if (wrong >= 0) throw new RangeError(`weights[${wrong}]: expected 0 or more, got ${weights[wrong]}`)
  const all = preciseSum(weights)
  if (all === 0) return null
  return preciseSum(Float64Array.from(values, (value, i) => value * weights[i]!)) / all
}

/** Variance with n − 1 in the denominator, by two passes; null for fewer than two values. */
export function sampleVariance(values: ArrayLike<number>): number | null {
  const centre = mean(values)
  if (centre === null || values.length < 2) return null
  return preciseSum(Float64Array.from(values, (value) => (value - centre) ** 2)) / (values.length - 1)
}

/**
 * Quantile of a sample by the straight line between its ordered values (Hyndman and Fan 1996, definition 7, as in most
 * programs). For times of which some are not over yet use the survival quantile instead.
 *
 * @param share 0 to 1: 0.5 is the median
 * @returns null without a value
 */
export function sampleQuantile(values: ArrayLike<number>, share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share: expected 0 to 1, got ${share}`)
  checkFinite(values)
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const at = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
  return low + (high - low) * (at - Math.floor(at))
}
