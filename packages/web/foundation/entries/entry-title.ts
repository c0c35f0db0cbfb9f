import type { EntryRow, Field, Kind, Locale } from '@salesloom/contract'
import { valueText } from './entry-value.tsx'

/** The field that names an entry in a language: records with an English name are listed by it in English. */
export function titleOf(kind: Kind, language: Locale): Field | undefined {
  const english = kind.fields.find(({ name }) => name === 'nameEn')
  if (language === 'en' && kind.title === 'nameZh' && english !== undefined) return english
  return kind.fields.find(({ name }) => name === kind.title)
}

/** The fields of a list in their order, the title in the language's place. */
export function shownFields(kind: Kind, [first]: readonly EntryRow[], title: Field | undefined): Field[] {
  return kind.fields
    .filter((field) => field.listed && (first === undefined || field.name in first.values))
    .map((field) => (field.name === kind.title && title !== undefined ? title : field))
}

/** The title of a row; one without an English name is called by the one that it has. */
export function titleText(kind: Kind, field: Field, row: EntryRow, language: Locale): string {
  return valueText(field, row.values[field.name] ?? row.values[kind.title], language)
}
