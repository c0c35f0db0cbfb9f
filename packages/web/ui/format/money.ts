import type { Language } from './locale.ts'
import { type CompactNumber, compactText, formatCompact } from './number.ts'

/** A currency with the decimal places of its minor unit. */
export type Currency = { readonly code: string; readonly digits: number }

/** Minor units (a safe integer) as a decimal text in major units, exact: 123456 → `1234.56`. */
export function majorText(minor: number, digits: number): string {
  const sign = minor < 0 ? '-' : ''
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  if (digits === 0) return sign + text
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Minor units as a number of major units, for charts and short forms. */
export function toMajor(minor: number, digits: number): number {
  return minor / 10 ** digits
}

/** The exact amount with separators and the currency's code: `12,840,000.00 USD`. */
export function exactMoney(minor: number, currency: Currency, language: Language): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: currency.digits,
    maximumFractionDigits: currency.digits,
  })
  const text = majorText(minor, currency.digits) as Intl.StringNumericLiteral
  return `${format.format(text).replace('-', '−')} ${currency.code}`
}

/** The amount in its short form, in major units. */
export function compactMoney(minor: number, currency: Currency, language: Language): CompactNumber {
  return formatCompact(toMajor(minor, currency.digits), language)
}

/** A ledger amount (up to four decimals, as text) with separators, its decimals as they are. */
export function ledgerMoney(amount: string, currency: Currency, language: Language): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: currency.digits,
    maximumFractionDigits: 4,
  })
  return format.format(amount as Intl.StringNumericLiteral).replace('-', '−')
}

/** A ledger amount rounded to the currency's own places, as a list of orders is read. */
export function roundedLedgerMoney(amount: string, currency: Currency, language: Language): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: currency.digits,
    maximumFractionDigits: currency.digits,
  })
  return format.format(amount as Intl.StringNumericLiteral).replace('-', '−')
}

/** Which word a difference asks for. */
export type GapKind = 'short' | 'ahead' | 'even'

/** A difference as a word and a positive amount, so that a minus sign never stands alone. */
export function gapOf(minor: number): { readonly kind: GapKind; readonly size: number } {
  if (minor === 0) return { kind: 'even', size: 0 }
  return { kind: minor < 0 ? 'short' : 'ahead', size: Math.abs(minor) }
}

/** The short form as one text. */
export function shortMoney(minor: number, currency: Currency, language: Language): string {
  return compactText(compactMoney(minor, currency, language), language)
}
