import type { Language } from '../../ui/format/locale.ts'
import { type Currency, exactMoney, majorText, shortMoney, toMajor } from '../../ui/format/money.ts'
import { formatNumber, formatPercent, type tableScale } from '../../ui/format/number.ts'
import type { PlanMeasure } from './plan-layout.ts'

export type Scale = ReturnType<typeof tableScale>

/** How figures of a plan are written. */
export type Writing = {
  readonly measure: PlanMeasure
  readonly currency: Currency
  readonly language: Language
}

/** A figure as the sentence says it: 12.4 万, 38, 18.3 %. */
export function shortFigure(value: number | null, { measure, currency, language }: Writing): string {
  if (value === null) return '—'
  if (measure.unit === 'money') return shortMoney(Math.round(value), currency, language)
  return measure.unit === 'percent' ? formatPercent(value, language) : formatNumber(value, language)
}

/** A figure in full, with its unit. */
export function exactFigure(value: number | null, { measure, currency, language }: Writing): string {
  if (value === null) return '—'
  if (measure.unit === 'money') return exactMoney(Math.round(value), currency, language)
  return measure.unit === 'percent' ? formatPercent(value, language, 4) : formatNumber(value, language)
}

/** A figure as a cell of a table that shares one unit, and as it is copied and typed. */
export function cellFigure(
  value: number | null,
  { measure, currency, language }: Writing,
  scale: Scale,
): { readonly text: string; readonly exact: string } {
  if (value === null) return { text: '—', exact: '' }
  if (measure.unit === 'percent')
    return { text: formatPercent(value, language), exact: String(Number((value * 100).toFixed(6))) }
  if (measure.unit === 'count') return { text: formatNumber(value, language), exact: String(value) }
  const minor = Math.round(value)
  return {
    text: formatNumber(toMajor(minor, currency.digits) / scale.divisor, language, scale.decimals),
    exact: majorText(minor, currency.digits),
  }
}
