import { toSafe } from './ledger.ts'
import { divideRounded } from './rounding.ts'

/**
 * A decimal number kept exactly: `units` × 10^−`places`. Converted amounts (ledger amount × exchange rate) have up to
 * twelve places; they are added and multiplied without loss and rounded once, at the end.
 */
export type Decimal = { readonly units: bigint; readonly places: number }

const PATTERN = /^(-?)(\d+)(?:\.(\d{1,60}))?$/

export const ZERO: Decimal = { units: 0n, places: 0 }

/**
 * A decimal of any number of places.
 * @param text such as `-12.345`, as a database writes exact numbers
 * @throws RangeError when the text is no plain decimal (NaN, infinities and exponents are none)
 */
export function parseDecimal(text: string): Decimal {
  const match = PATTERN.exec(text)
  if (match === null) throw new RangeError(`“${text}” is not a decimal`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, places: fraction.length }
}

function scaled(value: Decimal, places: number): bigint {
  return value.units * 10n ** BigInt(places - value.places)
}

/** Exact sum. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places)
  return { units: scaled(a, places) + scaled(b, places), places }
}

/** Exact product. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, places: a.places + b.places }
}

/**
 * The decimal in units of 10^−`places`, rounded once, halves away from zero.
 * @throws BeyondExact when the result is beyond the safe integers
 * @example 53.973 with 2 places is 5 397
 */
export function roundDecimal(value: Decimal, places: number): number {
  const units =
    value.places <= places
      ? scaled(value, places)
      : divideRounded(value.units, 10n ** BigInt(value.places - places))
  return toSafe(units)
}

/** The nearest floating-point number, for counts and quantities that are shown and not added any more. */
export function decimalToNumber({ units, places }: Decimal): number {
  if (places === 0) return Number(units)
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  return Number(`${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`)
}

/** Money as exact decimal text in whole minor units, rounded once. @param currencyDigits places of the minor unit */
export function minorUnitsOf(text: string, currencyDigits: number): number {
  return roundDecimal(parseDecimal(text), currencyDigits)
}
