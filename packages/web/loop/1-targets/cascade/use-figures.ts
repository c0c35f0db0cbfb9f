import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { toMajor } from '../../../ui/format/money.ts'
import { exactFigure, shortFigure } from '../measure-text.ts'

/** How the figures of a cascade are read and typed: money in major units, counts whole. */
export function useFigures(unit: 'money' | 'count') {
  const { language } = useText()
  const currency = useCurrency()
  const writing = { measure: { code: '', kind: 'additive' as const, unit }, currency, language }
  const digits = unit === 'money' ? currency.digits : 0
  return {
    digits,
    short: (value: number | null) => shortFigure(value, writing),
    exact: (value: number | null) => exactFigure(value, writing),
    toTyped: (value: number) => toMajor(value, digits),
    fromTyped: (typed: number) => Math.round(typed * 10 ** digits),
  }
}
export type Figures = ReturnType<typeof useFigures>
