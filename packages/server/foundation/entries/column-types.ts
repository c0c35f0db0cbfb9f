import type { Field, FieldType, Kind } from '@salesloom/contract'

const SQL_TYPES: Readonly<Record<FieldType, string>> = {
  text: 'text',
  note: 'text',
  decimal: 'numeric',
  integer: 'bigint',
  rate: 'numeric',
  day: 'date',
  time: 'timestamptz',
  flag: 'boolean',
  choice: 'text',
  link: 'bigint',
  degrees: 'double precision',
}

/** The type under which a column of a kind travels into a statement. */
export function sqlTypeOf(kind: Kind, column: string): string {
  const field = kind.fields.find((candidate) => candidate.column === column)
  return field === undefined ? 'text' : SQL_TYPES[field.type]
}

/** A field by its column. */
export function fieldOfColumn(kind: Kind, column: string): Field | undefined {
  return kind.fields.find((field) => field.column === column)
}

export function hasColumn(kind: Kind, column: string): boolean {
  return fieldOfColumn(kind, column) !== undefined
}

/** The column of the day that decides an entry's period. */
export function dayColumnOf(kind: Kind): string | null {
  return kind.fields.find((field) => field.name === kind.day)?.column ?? null
}
