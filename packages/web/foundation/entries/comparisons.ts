import { choiceLabel, type EntryFilter, type Field } from '@salesloom/contract'
import type { Language } from '../../ui/format/locale.ts'

type Comparison = EntryFilter['comparison']

/** What can be asked of a field of a type. */
export function comparisonsOf(field: Field): readonly Comparison[] {
  const blank: readonly Comparison[] = field.required ? [] : ['empty', 'notEmpty']
  switch (field.type) {
    case 'link':
    case 'choice':
    case 'flag':
      return ['is', 'isNot', ...blank]
    case 'text':
    case 'note':
      return ['contains', 'is', 'isNot', ...blank]
    default:
      return ['is', 'atLeast', 'atMost', ...blank]
  }
}

/** The value of a filter as a person reads it. */
export function choiceText(field: Field, value: string, language: Language): string {
  if (field.type === 'choice') return choiceLabel(value, language)
  return field.type === 'link' ? `#${value}` : value
}
