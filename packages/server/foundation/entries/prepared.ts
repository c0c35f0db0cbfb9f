import { hash } from 'node:crypto'
import type { Field, Kind } from '@salesloom/contract'
import { searchTextOf } from '../../platform/text/search-text.ts'
import { dayColumnOf, fieldOfColumn } from './column-types.ts'
import type { SaidEntry, Stored } from './read-values.ts'

/** The source of what people record by hand. */
export const BY_HAND = 'manual'

/** A row as it stands in its table, by column. */
export type StandingRow = Readonly<Record<string, Stored>> & {
  readonly version: number
  readonly content_hash: string
}

/** An entry on its way into its table: new where `before` is null. */
export type Prepared = {
  readonly index: number
  readonly externalId: string
  readonly id: number | null
  readonly before: StandingRow | null
  /** what changes, by column */
  readonly columns: Map<string, Stored>
  readonly contentHash: string
}

/** A standing row on its way back into its table. */
export function preparedOf(
  kind: Kind,
  row: StandingRow,
  index: number,
  columns: Map<string, Stored> = new Map(),
): Prepared {
  return {
    index,
    externalId: String(row['external_id']),
    id: Number(row[kind.key]),
    before: row,
    columns,
    contentHash: row.content_hash,
  }
}

/** Fingerprint of what was said: the same again is no change, also when somebody has edited the entry since. */
export function saidHash(said: SaidEntry): string {
  const sorted = Object.entries(said.values).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return hash('sha1', JSON.stringify(sorted), 'base64url')
}

/** The value of a column once the entry is written. */
export function valueAfter(entry: Prepared, column: string): Stored {
  return entry.columns.get(column) ?? (entry.columns.has(column) ? null : (entry.before?.[column] ?? null))
}

/** A value in the one spelling that its type has: 1200 and 1200.0000 are the same amount. */
function canonical(field: Field | undefined, value: Stored): Stored {
  if (value === null) return null
  switch (field?.type) {
    case 'decimal':
    case 'rate':
      return String(value)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '')
    case 'integer':
    case 'link':
    case 'degrees':
      return Number(value)
    case 'time':
      return Date.parse(String(value))
    default:
      return String(value)
  }
}

/** Whether an entry says anything that its row does not hold already. */
export function saysMore(kind: Kind, { before, columns }: Prepared): boolean {
  if (before === null) return true
  return [...columns].some(([column, value]) => {
    const field = fieldOfColumn(kind, column)
    return canonical(field, value) !== canonical(field, before[column] ?? null)
  })
}

/** The words by which an entry is found, once it is written. */
export function searchWordsOf(kind: Kind, entry: Prepared): string {
  const words = kind.fields
    .filter((field) => field.type === 'text')
    .map((field) => valueAfter(entry, field.column))
  return searchTextOf(words.map((word) => (typeof word === 'string' ? word : null)))
}

/** The civil day of an entry before and after a change; a time counts by its day in UTC. */
export function daysOf(kind: Kind, entry: Prepared): { before: string | null; after: string | null } {
  const column = dayColumnOf(kind)
  if (column === null) return { before: null, after: null }
  const day = (value: Stored) => (typeof value === 'string' ? value.slice(0, 10) : null)
  return { before: day(entry.before?.[column] ?? null), after: day(valueAfter(entry, column)) }
}
