import type { EntryRow, EntryValue, Field, Kind } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { TARGETS } from './link-targets.ts'
import type { Stored } from './read-values.ts'

const alias = (i: number) => `l${i}`

/** The columns and joins that give the fields of a kind with the names of what they point to. */
export function selection(workspaceId: number, fields: readonly Field[]) {
  const joins: RawBuilder<unknown>[] = []
  const columns = fields.flatMap((field, i) => {
    const own = sql`${sql.ref(`t.${field.column}`)} as ${sql.ref(`f${i}`)}`
    if (field.to === null) return [own]
    const target = TARGETS[field.to]
    joins.push(sql`left join ${sql.table(target.table)} ${sql.ref(alias(i))} on ${sql.ref(`${alias(i)}.workspace_id`)} = ${workspaceId}
      and ${sql.ref(`${alias(i)}.${target.key}`)} = ${sql.ref(`t.${field.column}`)}`)
    return [
      own,
      sql`${sql.ref(`${alias(i)}.${target.zh}`)} as ${sql.ref(`z${i}`)}`,
      sql`${sql.ref(`${alias(i)}.${target.en}`)} as ${sql.ref(`e${i}`)}`,
    ]
  })
  return { columns: sql.join(columns), joins: joins.length === 0 ? sql`` : sql.join(joins, sql` `) }
}

/** The expression that a list is sorted by: a link by the name of what it points to. */
export function sortColumn(fields: readonly Field[], name: string): RawBuilder<unknown> | null {
  const i = fields.findIndex((field) => field.name === name)
  const field = fields[i]
  if (field === undefined) return null
  return field.to === null ? sql.ref(`t.${field.column}`) : sql.ref(`${alias(i)}.${TARGETS[field.to].zh}`)
}

export type SelectedRow = Record<string, Stored> & {
  readonly id: number
  readonly version: number
  readonly source: string
  readonly external_id: string
  readonly updated_at: string
  readonly removed_at: string | null
}

/** What every row carries besides its fields. */
export function rowColumns(kind: Kind): RawBuilder<unknown> {
  return sql`${sql.ref(`t.${kind.key}`)} as id, t.version, t.source, t.external_id, t.updated_at, t.removed_at`
}

const instant = (value: string) => new Date(value).toISOString()

function fieldValue(field: Field, i: number, row: SelectedRow): EntryValue {
  const value = row[`f${i}`] ?? null
  if (value === null) return null
  if (field.to !== null)
    return { id: Number(value), name: { zh: String(row[`z${i}`]), en: String(row[`e${i}`]) } }
  return field.type === 'time' ? instant(String(value)) : value
}

/** A selected row as it crosses the wire. */
export function entryRow(fields: readonly Field[], row: SelectedRow): EntryRow {
  return {
    id: Number(row.id),
    version: row.version,
    source: row.source,
    externalId: row.external_id,
    updatedAt: instant(row.updated_at),
    removedAt: row.removed_at === null ? null : instant(row.removed_at),
    values: Object.fromEntries(fields.map((field, i) => [field.name, fieldValue(field, i, row)])),
  }
}
