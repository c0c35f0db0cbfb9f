import { apportion } from './apportion.ts'

/** Percent of the whole that percentages are counted in: hundredths of a percent and finer stay safe integers. */
const MOST_DIGITS = 10

function checkDigits(digits: number): void {
  if (!(Number.isInteger(digits) && digits >= 0 && digits <= MOST_DIGITS))
    throw new RangeError(`digits: expected 0 to ${MOST_DIGITS}, got ${digits}`)
}

/**
 * Parts as percentages that add up to exactly 100, by largest remainders: 1 : 1 : 1 is 33.4, 33.3, 33.3 and not three
 * times 33.3.
 *
 * @param digits decimal places
 * @returns each as a whole number of 10^−digits percent; all zero parts share equally
 * @throws RangeError for a negative or infinite part
 */
export function percentagesOf(parts: ArrayLike<number>, digits: number): Float64Array {
  checkDigits(digits)
  return apportion(parts.length === 0 ? 0 : 100 * 10 ** digits, parts)
}

/**
 * Splits an amount by percentages, which must add up to 100: what does not is refused and never made to fit.
 *
 * @param total whole units, of either sign
 * @param percentages each as a whole number of 10^−digits percent
 * @throws RangeError with the sum that came
 */
export function splitByPercent(total: number, percentages: ArrayLike<number>, digits: number): Float64Array {
  checkDigits(digits)
  const whole = 100 * 10 ** digits
  let sum = 0
  for (let i = 0; i < percentages.length; i++) {
    const part = percentages[i]!
    if (!(Number.isSafeInteger(part) && part >= 0))
      throw new RangeError(`percentages[${i}]: expected a whole number of 0 or more, got ${part}`)
    sum += part
  }
  if (sum !== whole) throw new RangeError(`percentages: expected a sum of 100, got ${sum / 10 ** digits}`)
  return apportion(total, percentages)
}
