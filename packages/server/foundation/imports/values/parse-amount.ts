import { type Parsed, plain, refused } from './parsed.ts'

/** Which sign stands before the decimals: `point` 1,234.56, `comma` 1.234,56. */
export type NumberStyle = 'point' | 'comma'

const CURRENCY =
  /^(?:[¥$€£₩₹]|US\$|HK\$|NT\$|RMB|CNY|USD|EUR|GBP|HKD|TWD|JPY|人民币|人民幣)\s*|\s*(?:元|圆|圓|块|塊|RMB|CNY|USD|EUR|GBP|HKD|TWD|JPY|[¥$€£])$/gi

/** Words for powers of ten behind a number, longest first. */
const POWERS: ReadonlyArray<readonly [RegExp, number]> = [
  [/\s*(?:万亿|萬億)$/, 12],
  [/\s*(?:亿|億)$/, 8],
  [/\s*(?:千万|千萬)$/, 7],
  [/\s*(?:百万|百萬|mio|mn|m)$/i, 6],
  [/\s*(?:万|萬|w)$/i, 4],
  [/\s*(?:千|k)$/i, 3],
  [/\s*(?:bn|b)$/i, 9],
]

const GROUPED = {
  point: /^(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d*)?$|^\.\d+$/,
  comma: /^(?:\d{1,3}(?:[.' ]\d{3})+|\d+)(?:,\d*)?$|^,\d+$/,
} as const

type Signed = { readonly negative: boolean; readonly rest: string }

/** Brackets, a minus before or behind, and a triangle all mean less than nothing. */
function takeSign(text: string): Signed {
  const bracketed = /^\((.*)\)$/.exec(text)
  if (bracketed !== null) return { negative: true, rest: (bracketed[1] ?? '').trim() }
  const minus = /^[-△▲]\s*(.*)$/.exec(text) ?? /^(.*?)\s*-$/.exec(text)
  if (minus !== null) return { negative: true, rest: (minus[1] ?? '').trim() }
  return { negative: false, rest: text.replace(/^\+\s*/, '') }
}

function takePower(text: string): { readonly power: number; readonly rest: string } {
  const found = POWERS.find(([word]) => word.test(text))
  return found === undefined
    ? { power: 0, rest: text }
    : { power: found[1], rest: text.replace(found[0], '') }
}

/** Digits and the place of their decimal point; null where the text is no number in this style. */
function digitsOf(text: string, style: NumberStyle): { digits: string; places: number } | null {
  const exponent = /^(\d+(?:\.\d+)?)e([+-]?\d{1,2})$/i.exec(text)
  const [mantissa, shift] = exponent === null ? [text, 0] : [exponent[1] ?? '', Number(exponent[2])]
  if (exponent === null && !GROUPED[style].test(mantissa)) return null
  const decimalSign = exponent === null && style === 'comma' ? ',' : '.'
  const [whole = '', fraction = ''] = mantissa.split(decimalSign)
  return { digits: whole.replace(/\D/g, '') + fraction, places: fraction.length - shift }
}

/** Digits with so many places behind the point, rounded half away from zero where there are more than `most`. */
function written(digits: string, places: number, most: number): { text: string; rounded: boolean } {
  let value = BigInt(digits)
  let rest = places
  if (rest < 0) {
    value *= 10n ** BigInt(-rest)
    rest = 0
  }
  let rounded = false
  if (rest > most) {
    const unit = 10n ** BigInt(rest - most)
    rounded = value % unit !== 0n
    value = (value + unit / 2n) / unit
    rest = most
  }
  const padded = value.toString().padStart(rest + 1, '0')
  const fraction = padded.slice(padded.length - rest).replace(/0+$/, '')
  const whole = padded.slice(0, padded.length - rest)
  return { text: rest === 0 || fraction === '' ? whole : `${whole}.${fraction}`, rounded }
}

const LONGEST_WHOLE = 15
const MAX_PLACES = 400

/**
 * Reads an amount as people and systems write it: 1,234.56 · 1.234,56 · (123) · -123 · ￥1,200 · 3.5万 · 1.2亿 · １２３.
 * @param style which sign stands before the decimals
 * @param options times: power of ten of the whole column (万元: 4); places: decimal places kept, more are rounded
 * @returns a decimal as text, exact to four places; rounding is remarked, never silent
 */
export function parseAmount(
  text: string,
  style: NumberStyle = 'point',
  options: { readonly power?: number; readonly places?: number } = {},
): Parsed<string> {
  const no = refused('notANumber', { value: text.slice(0, 60) })
  const outer = takeSign(plain(text).replace(CURRENCY, '').trim())
  const { power, rest } = takePower(outer.rest.replace(CURRENCY, '').trim())
  const inner = takeSign(rest.replace(CURRENCY, '').trim())
  if (inner.negative && outer.negative) return no
  const number = digitsOf(inner.rest.trim(), style)
  if (number === null || number.digits === '' || number.digits.length > MAX_PLACES) return no
  const places = number.places - power - (options.power ?? 0)
  const { text: magnitude, rounded } = written(number.digits, places, options.places ?? 4)
  if ((magnitude.split('.')[0] ?? '').length > LONGEST_WHOLE)
    return refused('outOfRange', { value: text.slice(0, 60), range: `± ${'9'.repeat(LONGEST_WHOLE)}` })
  const negative = (outer.negative || inner.negative) && /[1-9]/.test(magnitude)
  const value = negative ? `-${magnitude}` : magnitude
  return rounded ? { ok: true, value, remark: 'valueRounded' } : { ok: true, value }
}

/** A whole number, written in any of these ways. */
export function parseWhole(text: string, style: NumberStyle = 'point', power = 0): Parsed<number> {
  const amount = parseAmount(text, style, { power })
  if (!amount.ok) return amount
  return /^-?\d{1,15}$/.test(amount.value) && amount.remark === undefined
    ? { ok: true, value: Number(amount.value) }
    : refused('notWhole', { value: text.slice(0, 60) })
}

/**
 * The number style that the values of a column prove; null where none of them does (1,234 and 1.234 are both
 * possible either way, 12,5 and 1.234,5 are not).
 */
export function detectNumberStyle(texts: readonly string[]): NumberStyle | null {
  const numbers = texts.map((text) => plain(text)).filter((text) => /\d/.test(text))
  const proves = (style: NumberStyle): number => {
    const other = style === 'point' ? 'comma' : 'point'
    return numbers.filter((text) => parseAmount(text, style).ok && !parseAmount(text, other).ok).length
  }
  const [point, comma] = [proves('point'), proves('comma')]
  if (point === comma) return null
  return point > comma ? 'point' : 'comma'
}
