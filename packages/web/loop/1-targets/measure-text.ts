import type { Language } from '../../ui/format/locale.ts'
import {
  type Currency,
  exactMoney,
  ledgerMoney,
  majorText,
  shortMoney,
  toMajor,
} from '../../ui/format/money.ts'
import { exactDecimal, formatNumber, formatPercent, type tableScale } from '../../ui/format/number.ts'
import { cellCode } from './cell-code.ts'
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

/** What was typed into a cell, as it is told of later: an amount as amounts are written, a planning code as it stands. */
export function typedFigure(code: string, { measure, currency, language }: Writing): string {
  const figure = cellCode(code, { measure, currency })
  if (!/^-?\d+(\.\d+)?$/.test(figure)) return code
  if (measure.unit === 'percent') return `${exactDecimal(figure, language, 0, 4)}%`
  if (measure.unit === 'count') return exactDecimal(figure, language, 0, 4)
  return `${ledgerMoney(figure, currency, language)} ${currency.code}`
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
