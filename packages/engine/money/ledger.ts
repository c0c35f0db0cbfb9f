import { BeyondExact } from './beyond-exact.ts'
import { divideRounded, type RoundingMode } from './rounding.ts'

/**
 * Ledger amounts keep four decimal places. Here they are whole ten-thousandths of the currency: added exactly as
 * bigint, rounded once, at the end. (AdventureWorks rounded line by line misses its total by 0.87.)
 */
export const LEDGER_DIGITS = 4

const PATTERN = /^(-?)(\d+)(?:\.(\d{1,4}))?$/

/**
 * Ten-thousandths of a ledger decimal.
 * @param text such as `-12.345`; at most four places
 * @throws RangeError when the text is not such a decimal
 */
export function parseLedger(text: string): bigint {
  const match = PATTERN.exec(text)
  if (match === null) throw new RangeError(`“${text}” is not a ledger decimal with at most four places`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(LEDGER_DIGITS, '0'))
  return sign === '-' ? -units : units
}

/** Exact sum of ledger decimals, in ten-thousandths. */
export function sumLedger(amounts: Iterable<string>): bigint {
  let sum = 0n
  for (const amount of amounts) sum += parseLedger(amount)
  return sum
}

/** A whole number as a number. @throws BeyondExact beyond the safe integers */
export function toSafe(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new BeyondExact(value)
  return number
}

/**
 * Ten-thousandths rounded once to the currency's minor unit.
 * @param currencyDigits decimal places of the minor unit: 2 for CNY and USD, 0 for JPY, 3 for KWD
 * @param mode where a half goes; away from zero, as accountants round
 */
export function toMinorUnits(
  ledgerUnits: bigint,
  currencyDigits: number,
  mode: RoundingMode = 'half-away',
): number {
  const drop = LEDGER_DIGITS - currencyDigits
  if (!(Number.isInteger(drop) && drop >= 0 && drop <= LEDGER_DIGITS))
    throw new RangeError(`currencyDigits ${currencyDigits} is not 0 to 4`)
  return toSafe(divideRounded(ledgerUnits, 10n ** BigInt(drop), mode))
}

/** An amount as text with its digits in threes: `1234567.89` is `1,234,567.89`. */
export function groupDigits(amount: string): string {
  const [whole = '', ...places] = amount.split('.')
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...places].join('.')
}

/** Minor units in major ones for sentences, with the digits in threes: 123456789 with 2 digits is `1,234,567.89`. */
export function groupMinorUnits(minorUnits: number, currencyDigits: number): string {
  return groupDigits(formatMinorUnits(minorUnits, currencyDigits))
}

/** Minor units as text in major units with all their places: 123456 with 2 digits is `1234.56`. */
export function formatMinorUnits(minorUnits: number, currencyDigits: number): string {
  if (!Number.isSafeInteger(minorUnits))
    throw new RangeError(`${minorUnits} is not a whole number of minor units`)
  const digits = String(Math.abs(minorUnits)).padStart(currencyDigits + 1, '0')
  const whole = digits.slice(0, digits.length - currencyDigits)
  const sign = minorUnits < 0 ? '-' : ''
  return currencyDigits === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-currencyDigits)}`
}
