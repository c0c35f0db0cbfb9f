import { apportion, preciseSum } from '../money/index.ts'

/**
 * Whole numbers brought to a total in proportion to their sizes: each keeps its value and takes its part of what the
 * total is more or less, by largest remainders. So a total that is met already changes nothing, values of either sign
 * may stand side by side, and values that are all zero are split equally.
 *
 * @param total whole number of units
 * @param values whole numbers of units
 * @returns one whole number for each value; their sum is `total`
 * @throws RangeError for an unsafe total, or where there is nothing to carry one
 */
export function scaleTo(total: number, values: ArrayLike<number>): Float64Array {
  const missing = total - preciseSum(values)
  const more = apportion(
    missing,
    Float64Array.from(values, (value) => Math.abs(value)),
  )
  return more.map((part, i) => part + (values[i] ?? 0))
}
