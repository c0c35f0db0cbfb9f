import { figureTyped } from '../../foundation/entries/typed-figure.ts'
import type { Language } from '../../ui/format/locale.ts'
import { type Currency, ledgerMoney } from '../../ui/format/money.ts'
import { exactDecimal } from '../../ui/format/number.ts'

/** What of a measure says how its figures are typed. */
type Typing = { readonly measure: { readonly unit: string }; readonly currency: { readonly code: string } }

/** What was typed or pasted into a cell, as the plan takes it: an amount as people write it, or a planning code as it stands. */
export function cellCode(text: string, { measure, currency }: Typing): string {
  if (text === '') return 'C'
  // Percentages are typed as they are shown; the plan reads them.
  if (measure.unit === 'percent') return text
  return figureTyped({ type: 'decimal' }, text, measure.unit === 'money' ? currency.code : undefined)
}

/** What was typed into a cell, as it is told of later: an amount as amounts are written, a planning code as it stands. */
export function typedFigure(
  code: string,
  { measure, currency, language }: Typing & { readonly currency: Currency; readonly language: Language },
): string {
  const figure = cellCode(code, { measure, currency })
  if (!/^-?\d+(\.\d+)?$/.test(figure)) return code
  if (measure.unit === 'percent') return `${exactDecimal(figure, language, 0, 4)}%`
  if (measure.unit === 'count') return exactDecimal(figure, language, 0, 4)
  return `${ledgerMoney(figure, currency, language)} ${currency.code}`
}
