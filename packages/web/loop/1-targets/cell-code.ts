import { figureTyped } from '../../foundation/entries/typed-figure.ts'

/** Of which unit the cell is, and in which currency amounts of money are. */
type Cell = {
  readonly measure: { readonly unit: string }
  readonly currency: { readonly code: string }
}

/** What was typed or pasted into a cell, as the plan takes it: an amount as people write it, or a planning code as it stands. */
export function cellCode(text: string, { measure, currency }: Cell): string {
  if (text === '') return 'C'
  // Percentages are typed as they are shown; the plan reads them.
  if (measure.unit === 'percent') return text
  return figureTyped({ type: 'decimal' }, text, measure.unit === 'money' ? currency.code : undefined)
}
