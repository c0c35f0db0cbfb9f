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

/**
 * What a figure that was typed stands for: 12万 is 120000, and a rate is typed in percent, with its sign or without. What is no
 * figure stays as it is, to be refused where it is read.
 */
export function figureTyped({ type }: Pick<Field, 'type'>, text: string): string {
  const [, sign = '', whole = '', places = '', unit = ''] = TYPED.exec(text.trim()) ?? []
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
