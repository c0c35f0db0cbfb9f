import betainc from '@stdlib/math-base-special-betainc'
import gammainc from '@stdlib/math-base-special-gammainc'

/**
 * Probability that a chi-square variable exceeds a value.
 * @param degrees of freedom; with none nothing was compared, and the probability is 1
 */
export function chiSquareTail(value: number, degrees: number): number {
  if (Number.isNaN(value) || degrees < 0) throw new RangeError(`chi-square ${value} with ${degrees} degrees`)
  return degrees === 0 || value <= 0 ? 1 : gammainc(value / 2, degrees / 2, true, true)
}

/** Probability that Student’s t lies further from 0 than a value, to either side. */
export function studentTail(value: number, degrees: number): number {
  if (Number.isNaN(value) || !(degrees > 0)) throw new RangeError(`t ${value} with ${degrees} degrees`)
  return betainc(degrees / (degrees + value * value), degrees / 2, 0.5, true, false)
}

/**
 * Probability that a ratio of two independent variances (Fisher’s F) exceeds a value.
 * @param above degrees of freedom of the variance above the line
 * @param below degrees of freedom of that below it
 */
export function varianceRatioTail(value: number, above: number, below: number): number {
  if (Number.isNaN(value) || !(above > 0) || !(below > 0))
    throw new RangeError(`F ${value} with ${above} and ${below} degrees`)
  return value <= 0 ? 1 : betainc(below / (below + above * value), below / 2, above / 2, true, false)
}
