import type { Kind } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { sqlTypeOf } from './column-types.ts'
import { type Prepared, type StandingRow, searchWordsOf } from './prepared.ts'
import type { Stored } from './read-values.ts'

/** Rows that stand, by column, held against other writers until the transaction ends. */
export async function holdRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  condition: RawBuilder<unknown>,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select t.* from ${sql.table(kind.table)} t where t.workspace_id = ${workspaceId} and ${condition}
    order by ${sql.ref(`t.${kind.key}`)} for update`.execute(tx)
  return rows
}

/**
 * The rows that have the unique columns of entries, by the entry's index, removed ones included; held like others. A
 * kind without such columns has none.
 */
export async function holdByKey(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  entries: ReadonlyArray<{ readonly index: number; readonly columns: ReadonlyMap<string, Stored> }>,
): Promise<{ index: number; row: StandingRow }[]> {
  const { unique } = kind
  if (unique === null || entries.length === 0) return []
  const asked = entries.map(({ index, columns }) => ({
    ...Object.fromEntries(unique.map((column) => [column, columns.get(column) ?? null])),
    entry_index: index,
  }))
  const same = unique.map((column) => sql`${sql.ref(`t.${column}`)} = ${sql.ref(`r.${column}`)}`)
  const { rows } = await sql<StandingRow & { entry_index: number }>`
    select t.*, r.entry_index from ${sql.table(kind.table)} t
    join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r(entry_index int, ${typed(kind, unique)})
      on ${sql.join(same, sql` and `)}
    where t.workspace_id = ${workspaceId} order by r.entry_index for update of t`.execute(tx)
  return rows.map(({ entry_index: index, ...row }) => ({ index, row: row as StandingRow }))
}

type Written = { readonly id: number; readonly external_id: string }

function typed(kind: Kind, columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql`${sql.ref(column)} ${sql.raw(sqlTypeOf(kind, column))}`))
}

function said(entry: Prepared, kind: Kind, columns: readonly string[]) {
  return {
    ...Object.fromEntries(columns.map((column) => [column, entry.columns.get(column) ?? null])),
    entry_id: entry.id,
    external_id: entry.externalId,
    content_hash: entry.contentHash,
    search_text: searchWordsOf(kind, entry),
  }
}

/** Inserts entries that say the same columns. */
export async function insertRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
  columns: readonly string[],
  at: Date,
): Promise<Written[]> {
  const refs = sql.join(columns.map((column) => sql.ref(column)))
  const values = sql.join(columns.map((column) => sql.ref(`r.${column}`)))
  const now = at.toISOString()
  const { rows } = await sql<Written>`
    insert into ${sql.table(kind.table)} (workspace_id, source, external_id, content_hash, search_text, recorded_at, updated_at, ${refs})
    select ${workspaceId}, ${source}, r.external_id, r.content_hash, r.search_text, ${now}, ${now}, ${values}
    from jsonb_to_recordset(${JSON.stringify(entries.map((entry) => said(entry, kind, columns)))}::jsonb)
      as r(external_id text, content_hash text, search_text text, ${typed(kind, columns)})
    returning ${sql.ref(kind.key)} as id, external_id`.execute(tx)
  return rows
}

/** Changes entries that say the same columns. */
export async function updateRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  entries: readonly Prepared[],
  columns: readonly string[],
  at: Date,
): Promise<void> {
  const changes = sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`r.${column}`)}`))
  await sql`
    update ${sql.table(kind.table)} t
    set ${changes}, content_hash = r.content_hash, search_text = r.search_text, version = t.version + 1,
      updated_at = ${at.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(entries.map((entry) => said(entry, kind, columns)))}::jsonb)
      as r(entry_id bigint, content_hash text, search_text text, ${typed(kind, columns)})
    where t.workspace_id = ${workspaceId} and ${sql.ref(`t.${kind.key}`)} = r.entry_id`.execute(tx)
}
