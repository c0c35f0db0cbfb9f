import { splitByRemainder } from './largest-remainder.ts'

/**
 * Sum with a running correction (Neumaier 1974), so that the total of a million weights does not drift. Infinite where
 * a value is.
 */
export function preciseSum(values: ArrayLike<number>): number {
  let sum = 0
  let correction = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const next = sum + value
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return Number.isFinite(sum) ? sum + correction : sum
}

function check(total: number, weights: ArrayLike<number>): boolean {
  if (!Number.isSafeInteger(total)) throw new RangeError(`total ${total} is not a safe whole number`)
  if (weights.length === 0 && total !== 0) throw new RangeError('nothing to apportion to')
  let whole = true
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw new RangeError(`weight ${i} is ${weight}`)
    if (weight !== Math.floor(weight)) whole = false
  }
  return whole
}

/** As equal as whole numbers can be: the first ones take the units that do not divide. */
function splitEqually(total: number, shares: Float64Array): void {
  const more = total % shares.length
  shares.fill((total - more) / shares.length)
  for (let i = 0; i < more; i++) shares[i]!++
}

/**
 * `apportion` into an array of its own for a caller who knows the weights already: whole numbers of one sign whose sizes
 * add up to the safe whole number `size`.
 */
export function apportionWhole(
  total: number,
  weights: ArrayLike<number>,
  size: number,
  shares: Float64Array,
): void {
  if (size === 0) splitEqually(Math.abs(total), shares)
  else splitByRemainder({ total: Math.abs(total), weights, sum: size, whole: true }, shares)
  if (total < 0) negate(shares)
}

function negate(shares: Float64Array): void {
  for (let i = 0; i < shares.length; i++) shares[i] = shares[i] === 0 ? 0 : -shares[i]!
}

/** Below this, a total divided by the sum of the weights is beyond the doubles. */
const SMALLEST_SUM = 2 ** -900

/** Weights whose sum is too large or too small to divide by are brought into reach together, which changes no share. */
function scaleFor(sum: number): number {
  if (sum === Number.POSITIVE_INFINITY) return 2 ** -60
  return sum > 0 && sum < SMALLEST_SUM ? 2 ** 300 : 1
}

/**
 * Splits a whole number in proportion to weights into whole numbers that add up to it exactly: the method of
 * largest remainders (Hamilton 1792). A zero weight gets nothing unless all weights are zero, which is an equal
 * split. Deterministic: equal remainders are served by position. Remainders of whole weights are compared exactly, of
 * others as floating point has them.
 *
 * @param total whole number of units, of either sign
 * @param weights non-negative, finite
 * @returns one whole number for each weight; their sum is `total`
 * @throws RangeError for an unsafe total, or a negative or infinite weight
 */
export function apportion(total: number, weights: ArrayLike<number>): Float64Array {
  const wholeWeights = check(total, weights)
  const shares = new Float64Array(weights.length)
  if (weights.length === 0) return shares
  const sum = preciseSum(weights)
  const scale = scaleFor(sum)
  if (scale !== 1)
    return apportion(
      total,
      Float64Array.from(weights, (weight) => weight * scale),
    )
  if (sum === 0) splitEqually(Math.abs(total), shares)
  else {
    const whole = wholeWeights && Number.isSafeInteger(sum)
    splitByRemainder({ total: Math.abs(total), weights, sum, whole }, shares)
  }
  if (total < 0) negate(shares)
  return shares
}
