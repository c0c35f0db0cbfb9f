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

function check(total: number, weights: ArrayLike<number>): void {
  if (!Number.isSafeInteger(total)) throw new RangeError(`total ${total} is not a safe whole number`)
  if (weights.length === 0 && total !== 0) throw new RangeError('nothing to apportion to')
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw new RangeError(`weight ${i} is ${weight}`)
  }
}

/**
 * Gives the units that rounding down left over to the largest remainders, ties to the earlier position. Very large
 * totals can round up in floating point; then the excess is taken back from the largest shares.
 */
function distributeRest(shares: Float64Array, fractions: Float64Array, rest: number): void {
  const keys = rest > 0 ? fractions : shares
  const order = Array.from(keys.keys()).sort((a, b) => keys[b]! - keys[a]! || a - b)
  const step = Math.sign(rest)
  for (let k = 0; k < Math.abs(rest); k++) {
    const at = order[k % order.length]!
    shares[at] = shares[at]! + step
  }
}

/**
 * Splits a whole number in proportion to weights into whole numbers that add up to it exactly: the method of
 * largest remainders (Hamilton 1792). A zero weight gets nothing unless all weights are zero, which is an equal
 * split. Deterministic: equal remainders are served by position.
 *
 * @param total whole number of units, of either sign
 * @param weights non-negative, finite
 * @returns one whole number for each weight; their sum is `total`
 * @throws RangeError for an unsafe total, or a negative or infinite weight
 */
export function apportion(total: number, weights: ArrayLike<number>): Float64Array {
  check(total, weights)
  const sum = preciseSum(weights)
  // Weights whose sum is beyond the doubles are made smaller together, which changes no share
  if (sum === Number.POSITIVE_INFINITY)
    return apportion(
      total,
      Float64Array.from(weights, (weight) => weight / 2 ** 60),
    )
  const shares = new Float64Array(weights.length)
  const fractions = new Float64Array(weights.length)
  const magnitude = Math.abs(total)
  let given = 0
  for (let i = 0; i < weights.length; i++) {
    const exact = sum === 0 ? magnitude / weights.length : magnitude * (weights[i]! / sum)
    const whole = Math.floor(exact)
    shares[i] = whole
    given += whole
    fractions[i] = sum !== 0 && weights[i] === 0 ? -1 : exact - whole
  }
  if (given !== magnitude) distributeRest(shares, fractions, magnitude - given)
  if (total < 0) for (let i = 0; i < shares.length; i++) shares[i] = shares[i] === 0 ? 0 : -shares[i]!
  return shares
}
