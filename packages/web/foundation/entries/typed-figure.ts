import type { Field } from '@salesloom/contract'

const POWERS: Readonly<Record<string, number>> = { '%': -2, 万: 4, 萬: 4, 亿: 8, 億: 8, k: 3, m: 6 }
const TYPED = /^([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*([%万萬亿億kKmM]?)$/

/** A decimal with its point moved by some places; no digit is lost and no zero left over. */
function moved(sign: string, whole: string, places: string, power: number): string {
  const digits = `${whole}${places}`
  const point = whole.length + power
  const padded = point > 0 ? digits.padEnd(point, '0') : digits.padStart(digits.length - point + 1, '0')
  const at = Math.max(point, 1)
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const after = padded.slice(at).replace(/0+$/, '')
  return `${sign === '' ? '' : '-'}${before}${after === '' ? '' : `.${after}`}`
}

/** How a currency is written before an amount: its code and its signs, such as CNY, ¥ and CN¥. */
function prefixesOf(currency: string): string[] {
  const signs = (['en', 'zh-CN'] as const).flatMap((language) =>
    (['symbol', 'narrowSymbol'] as const).map(
      (currencyDisplay) =>
        new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay })
          .formatToParts(0)
          .find(({ type }) => type === 'currency')?.value ?? currency,
    ),
  )
  return [currency, ...signs].map((sign) => sign.normalize('NFKC').toUpperCase())
}

/** An amount without the currency before it. That of another currency keeps it, so that it is no figure here. */
function withoutCurrency(text: string, currency: string): string {
  const [, minus = '', prefix = '', rest = ''] = /^([-−]?)\s*([^\d\s.,−-]+)\s*(.*)$/.exec(text) ?? []
  return prefixesOf(currency).includes(prefix.toUpperCase()) ? `${minus}${rest}` : text
}

/**
 * What a figure that was typed stands for: 12万 is 120000, and a rate is typed in percent, with its sign or without; full-width
 * signs are read as what they mean. What is no figure stays as it is, to be refused where it is read.
 * @param currency ISO 4217 code that may stand before the amount, or its sign; none where the figure is of no currency
 */
export function figureTyped({ type }: Pick<Field, 'type'>, text: string, currency?: string): string {
  const plain = text.normalize('NFKC').trim()
  const amount = currency === undefined ? plain : withoutCurrency(plain, currency)
  const [, sign = '', whole = '', places = '', unit = ''] = TYPED.exec(amount) ?? []
  if (whole === '') return text
  const asked = unit === '' && type === 'rate' ? '%' : unit.toLowerCase()
  // Percent is for rates, 万 for amounts; the other way round is a slip.
  if (asked !== '' && (type === 'rate') !== (asked === '%')) return text
  return moved(sign, whole.replaceAll(',', ''), places, POWERS[asked] ?? 0)
}

/** A figure as it is typed: without zeros that say nothing, a rate in percent without the sign, which stands beside it. */
export function figureText({ type }: Pick<Field, 'type'>, value: string): string {
  const [, sign = '', whole = '', places = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
  if (whole === '') return value
  return moved(sign, whole, places, type === 'rate' ? 2 : 0)
}
