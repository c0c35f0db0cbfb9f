import { choiceLabel, type EntryValue, type Field } from '@salesloom/contract'
import { formatMoment } from '../../ui/format/date.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { exactDecimal } from '../../ui/format/number.ts'

const MONEY = new Set(['amount', 'listAmount', 'taxAmount', 'cost', 'budget', 'unitPrice'])

/** Whether a field holds money. */
export const isMoney = (field: Field): boolean => MONEY.has(field.name)

function decimalText(field: Field, value: string, language: Language): string {
  return isMoney(field) ? exactDecimal(value, language, 2, 4) : exactDecimal(value, language, 0, 8)
}

function rateText(value: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(Number(value))
}

/** A value as a person reads it; a dash where nothing is known. */
export function valueText(field: Field, value: EntryValue | undefined, language: Language): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'object') return nameIn(value.name, language)
  switch (field.type) {
    case 'decimal':
      return decimalText(field, String(value), language)
    case 'integer':
      return new Intl.NumberFormat(language).format(Number(value))
    case 'rate':
      return rateText(String(value), language)
    case 'time':
      return formatMoment(String(value), language)
    case 'choice':
    case 'flag':
      return choiceLabel(String(value), language)
    default:
      return String(value)
  }
}

/** Whether a field is set in figures, to the right. */
export function isNumeric(field: Field): boolean {
  return ['decimal', 'integer', 'rate', 'degrees', 'day'].includes(field.type)
}
