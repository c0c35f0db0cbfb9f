import { toSafe } from './ledger.ts'
import { divideRounded, type RoundingMode } from './rounding.ts'

/** Currencies of ISO 4217 whose minor unit is not a hundredth, by its decimal places. */
const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
      .split(' ')
      .map((code): [string, number] => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3])),
  ...Object.fromEntries('CLF UYW'.split(' ').map((code): [string, number] => [code, 4])),
}

/**
 * Decimal places of a currency’s minor unit (ISO 4217): 2 for CNY, 0 for JPY, 3 for KWD.
 * @throws RangeError for what is no code of three capital letters
 */
export function currencyDigits(code: string): number {
  if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`“${code}” is not a currency code`)
  return Object.hasOwn(DIGITS, code) ? DIGITS[code]! : 2
}

/** An exact ratio; the denominator is positive. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint }

const DECIMAL = /^(\d{1,30})(?:\.(\d{1,30}))?$/

/**
 * A rate as the exact ratio that its decimals say: `7.1234` is 71234 ÷ 10000.
 * @throws RangeError for what is no decimal above 0 with at most 30 places on each side
 */
export function parseRate(text: string): Rational {
  const match = DECIMAL.exec(text)
  const fraction = match?.[2] ?? ''
  const numerator = match === null ? 0n : BigInt(`${match[1]}${fraction}`)
  if (numerator === 0n) throw new RangeError(`“${text}” is not a rate above 0`)
  return { numerator, denominator: 10n ** BigInt(fraction.length) }
}

/** The rate the other way round, without loss: 1 ÷ rate. */
export function inverseRate({ numerator, denominator }: Rational): Rational {
  if (numerator <= 0n || denominator <= 0n) throw new RangeError('the rate must be above 0')
  return { numerator: denominator, denominator: numerator }
}

/**
 * An amount in another currency. Rates are multiplied exactly, so that a cross rate (EUR to USD to JPY) is rounded once,
 * at the end, and not at each step.
 *
 * @param minorUnits of the first currency
 * @param from its decimal places
 * @param rates one after the other: major units of the next currency for one of the one before
 * @param to decimal places of the last currency
 * @returns minor units of the last currency
 * @throws RangeError for an amount that is not whole, or a result beyond the safe integers
 */
export function convertMoney(
  minorUnits: number,
  from: number,
  rates: readonly Rational[],
  to: number,
  mode: RoundingMode = 'half-away',
): number {
  if (!Number.isSafeInteger(minorUnits))
    throw new RangeError(`${minorUnits} is not a whole number of minor units`)
  for (const [name, digits] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (!(Number.isInteger(digits) && digits >= 0 && digits <= 8))
      throw new RangeError(`${name}: expected 0 to 8 decimal places, got ${digits}`)
  let [numerator, denominator] = [BigInt(minorUnits) * 10n ** BigInt(to), 10n ** BigInt(from)]
  for (const rate of rates) {
    numerator *= rate.numerator
    denominator *= rate.denominator
  }
  return toSafe(divideRounded(numerator, denominator, mode))
}
