import type { Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { Figure } from '../../ui/figure/figure.tsx'
import type { Language } from '../../ui/format/locale.ts'
import { type Currency, exactMoney, shortMoney, toMajor } from '../../ui/format/money.ts'
import { compactText, formatCompact, formatNumber, formatPercent } from '../../ui/format/number.ts'

export type Metric = Outputs['metrics']['findMetrics'][number]
export type Unit = Metric['unit']
export type Computed = Outputs['metrics']['computeMetric']
export type ComputedRow = Computed['rows'][number]

type Translate = (key: TextKey) => string

const DECIMALS: Partial<Record<Unit, number>> = { days: 1, minutes: 1, score: 2, times: 2 }

/** How figures of a unit are written, short and exact. */
export function writeFigure(
  value: number | null,
  unit: Unit,
  currency: Currency,
  language: Language,
  t: Translate,
): { readonly short: string; readonly exact: string } {
  if (value === null) return { short: '—', exact: '—' }
  if (unit === 'money') {
    const minor = Math.round(value)
    return { short: shortMoney(minor, currency, language), exact: exactMoney(minor, currency, language) }
  }
  if (unit === 'percent')
    return { short: formatPercent(value, language), exact: formatPercent(value, language, 4) }
  if (unit === 'count') {
    const whole = Number.isInteger(value) ? 0 : 2
    return {
      short: compactText(formatCompact(value, language), language),
      exact: formatNumber(value, language, whole),
    }
  }
  const word = t(`metrics.unitName.${unit}`)
  const text = (decimals: number) => `${formatNumber(value, language, decimals)} ${word}`
  return { short: text(DECIMALS[unit] ?? 1), exact: text(4) }
}

/** A figure as a number on an axis: money in major units, shares in percent. */
export function axisValue(value: number | null, unit: Unit, currency: Currency): number | null {
  if (value === null) return null
  if (unit === 'money') return toMajor(value, currency.digits)
  return unit === 'percent' ? value * 100 : value
}

/** How figures of a unit are written in this page's language and currency. */
export function useFigureText(unit: Unit) {
  const { t, language } = useText()
  const currency = useCurrency()
  return (value: number | null) => writeFigure(value, unit, currency, language, t)
}

/** A figure of a metric in its short form, the exact one behind it. */
export function FigureValue({ value, unit }: { readonly value: number | null; readonly unit: Unit }) {
  const { short, exact } = useFigureText(unit)(value)
  return <Figure short={short} exact={exact} />
}
