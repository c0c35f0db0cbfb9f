import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { mean, sampleVariance } from './averages.ts'
import type { Estimate } from './difference-interval.ts'
import { studentTail } from './tail-probability.ts'

export type MeanDifference = Estimate & {
  readonly statistic: number
  readonly degrees: number
  readonly pValue: number
}

/**
 * Difference of the means of two samples, first − second, whose spreads may differ (Welch 1947), with its 95 %
 * interval. @returns null for fewer than two values in a sample, or without any spread
 */
export function compareMeans(first: ArrayLike<number>, second: ArrayLike<number>): MeanDifference | null {
  const spreads = [first, second].map((values) => (sampleVariance(values) ?? Number.NaN) / values.length)
  const [a, b] = [spreads[0]!, spreads[1]!]
  if (!(a + b > 0)) return null
  const estimate = mean(first)! - mean(second)!
  const error = Math.sqrt(a + b)
  const degrees = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1))
  const reach = tQuantile(0.975, degrees) * error
  const statistic = estimate / error
  return {
    estimate,
    low: estimate - reach,
    high: estimate + reach,
    statistic,
    degrees,
    pValue: studentTail(statistic, degrees),
  }
}
