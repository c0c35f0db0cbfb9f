import { choiceLabel, type EntryValue, type Field, fieldLabel, type Locale } from '@salesloom/contract'
import type { Cell, TableColumn } from '../../connectors/files/write-table.ts'

export type Rows = readonly (readonly Cell[])[]

/** A list that can be written as a table: its name, its columns, and its rows as they come. */
export type ExportedList = {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly each: (take: (rows: Rows) => Promise<void>) => Promise<void>
}

export const inLanguage = (name: { zh: string; en: string }, locale: Locale): string =>
  locale === 'en' ? name.en : name.zh

const NUMERIC = new Set(['decimal', 'integer', 'rate', 'degrees'])

/** A value of a field as a cell says it: links by name, choices in words. */
export function cellOf(field: Field, value: EntryValue, locale: Locale): Cell {
  if (value === null) return null
  if (typeof value === 'object') return inLanguage(value.name, locale)
  return field.type === 'choice' || field.type === 'flag' ? choiceLabel(String(value), locale) : String(value)
}

export function columnOf({ name, type }: Field, locale: Locale): TableColumn {
  return { title: fieldLabel(name, locale), kind: NUMERIC.has(type) ? 'number' : 'text' }
}
