import { countsInWan, type Language } from './locale.ts'

/** A figure set in two parts: the digits, and the short unit that follows them (万, 亿, K, M, B or nothing). */
export type CompactNumber = { readonly digits: string; readonly unit: string }

/** A divisor with the unit that it stands for. */
export type Scale = { readonly divisor: number; readonly unit: string }

const ONE: Scale = { divisor: 1, unit: '' }

function scalesOf(language: Language): readonly Scale[] {
  if (!countsInWan(language)) {
    return [
      { divisor: 1e9, unit: 'B' },
      { divisor: 1e6, unit: 'M' },
      { divisor: 1e3, unit: 'K' },
    ]
  }
  const [wan, yi] = language === 'zh-TW' ? ['萬', '億'] : ['万', '亿']
  return [
    { divisor: 1e8, unit: yi },
    { divisor: 1e4, unit: wan },
  ]
}

/** The scale in which a value reads best: 12,840,000 is 1,284 万 or 12.84M. */
export function scaleFor(value: number, language: Language): Scale {
  const size = Math.abs(value)
  return scalesOf(language).find((scale) => size >= scale.divisor * 0.9995) ?? ONE
}

/** Decimals that leave about four significant digits. */
function decimalsFor(scaled: number, scale: Scale): number {
  if (scale.divisor === 1) return 0
  const size = Math.abs(scaled)
  if (size >= 1_000) return 0
  return size >= 100 ? 1 : 2
}

/** Digits with separators and a fixed number of decimals; a true minus sign before negatives. */
export function formatNumber(value: number, language: Language, decimals = 0): string {
  const rounded = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  }).format(value)
  return rounded.replace('-', '−')
}

/** A decimal as it is kept, read from its text so that no digit is lost; a true minus sign before negatives. */
export function exactDecimal(value: string, language: Language, least: number, most: number): string {
  const places = { minimumFractionDigits: least, maximumFractionDigits: most }
  return new Intl.NumberFormat(language, places).format(value as Intl.StringNumericLiteral).replace('-', '−')
}

/** Four significant digits and a unit that people say aloud. Whole numbers below the first unit stay whole. */
export function formatCompact(value: number, language: Language): CompactNumber {
  const scale = scaleFor(value, language)
  const scaled = value / scale.divisor
  return { digits: formatNumber(scaled, language, decimalsFor(scaled, scale)), unit: scale.unit }
}

/** A compact number as one text: `1,284 万`, `12.84M`. */
export function compactText({ digits, unit }: CompactNumber, language: Language): string {
  if (unit === '') return digits
  return countsInWan(language) ? `${digits}\u00a0${unit}` : `${digits}${unit}`
}

/** A round value on an axis: as few digits as it needs, `12 万`, `4.5M`. */
export function axisText(value: number, language: Language): string {
  const scale = scaleFor(value, language)
  const digits = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value / scale.divisor)
  return compactText({ digits: digits.replace('-', '−'), unit: scale.unit }, language)
}

/** A share as percent, `—` where its denominator was zero. */
export function formatPercent(ratio: number | null, language: Language, decimals = 1): string {
  if (ratio === null || !Number.isFinite(ratio)) return '—'
  return `${formatNumber(ratio * 100, language, decimals)}%`
}

/** A change with its sign always written: `+12.0%`, `−3.1%`, `0.0%`. */
export function formatChange(ratio: number | null, language: Language, decimals = 1): string {
  const text = formatPercent(ratio, language, decimals)
  return ratio !== null && ratio > 0 && !/^[0.]+%$/.test(text) ? `+${text}` : text
}

/** One scale for a whole table of figures, so that its columns compare at a glance: 万 or K once a million is passed. */
export function tableScale(largest: number, language: Language): Scale & { readonly decimals: number } {
  if (Math.abs(largest) < 1e6) return { ...ONE, decimals: 0 }
  const scale = scalesOf(language).at(-1) ?? ONE
  return { ...scale, decimals: 1 }
}
