import { type EntryQuery, type EntryRow, type Field, type Kind, kindOf } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { dayColumnOf } from './column-types.ts'
import { rowsOfQuery } from './entry-filter.ts'
import { readableFields } from './readable-fields.ts'
import { entryRow, rowColumns, type SelectedRow, selection, sortColumn } from './select-entries.ts'
import { sumEntries } from './sum-entries.ts'

type Search = EntryQuery & { readonly page: number; readonly pageSize: number }

function listable(query: EntryQuery): Kind {
  if (query.kind === 'orderLine')
    throw new AppError('invalidInput', { field: 'kind', reason: 'seeOrderLines' })
  return kindOf(query.kind)
}

/** Newest first where there is a day, in their own order where they have one, by name elsewhere; the id settles ties, so that pages never overlap. */
function order(kind: Kind, fields: readonly Field[], query: EntryQuery): RawBuilder<unknown> {
  const key = sql.ref(`t.${kind.key}`)
  const asked = query.sort === undefined ? null : sortColumn(fields, query.sort)
  if (query.sort !== undefined && asked === null) throw new AppError('unknownField', { field: query.sort })
  if (asked !== null) return sql`${asked} ${query.descending ? sql`desc` : sql`asc`} nulls last, ${key}`
  const day = dayColumnOf(kind)
  if (day !== null) return sql`${sql.ref(`t.${day}`)} desc, ${key} desc`
  const title = sql`${sortColumn(fields, kind.title) ?? key} nulls last, ${key}`
  const ordinal = sortColumn(fields, 'ordinal')
  if (ordinal === null) return title
  const within = sortColumn(fields, 'pipeline')
  return within === null ? sql`${ordinal}, ${title}` : sql`${within}, ${ordinal}, ${title}`
}

async function select(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  query: EntryQuery,
  page: { readonly limit: number; readonly offset: number },
): Promise<EntryRow[]> {
  const fields = readableFields(context, kind)
  const { columns, joins } = selection(context.workspaceId, fields)
  const condition = await rowsOfQuery(tx, context, kind, query)
  const { rows } = await sql<SelectedRow>`
    select ${rowColumns(kind)}, ${columns} from ${sql.table(kind.table)} t ${joins}
    where ${condition} order by ${order(kind, fields, query)} limit ${page.limit} offset ${page.offset}`.execute(
    tx,
  )
  return rows.map((row) => entryRow(fields, row))
}

/** A page of a kind's rows, with the number and the exact sums of all that were found. */
export async function findEntries(context: CallContext, search: Search) {
  const kind = listable(search)
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const condition = await rowsOfQuery(tx, context, kind, search)
    const limits = { limit: search.pageSize, offset: (search.page - 1) * search.pageSize }
    return {
      ...(await sumEntries(tx, context.workspaceId, kind, readableFields(context, kind), condition)),
      rows: await select(tx, context, kind, search, limits),
    }
  })
}

const BATCH = 2_000

/** All rows of a query, some thousand at a time from one snapshot, for exports of any length. */
export async function eachEntry(
  context: CallContext,
  query: EntryQuery,
  take: (rows: readonly EntryRow[], fields: readonly Field[]) => Promise<void>,
): Promise<void> {
  const kind = listable(query)
  const fields = readableFields(context, kind)
  await readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { columns, joins } = selection(context.workspaceId, fields)
    const condition = await rowsOfQuery(tx, context, kind, query)
    await sql`declare entries no scroll cursor for select ${rowColumns(kind)}, ${columns}
      from ${sql.table(kind.table)} t ${joins} where ${condition} order by ${order(kind, fields, query)}`.execute(
      tx,
    )
    for (;;) {
      const { rows } = await sql<SelectedRow>`fetch ${sql.raw(String(BATCH))} from entries`.execute(tx)
      if (rows.length === 0) return
      await take(
        rows.map((row) => entryRow(fields, row)),
        fields,
      )
    }
  })
}

/** One row of a kind that the caller may see, removed or not. */
export async function selectEntry(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  id: number,
): Promise<EntryRow> {
  const fields = readableFields(context, kind)
  for (const removed of [false, true]) {
    const query: EntryQuery = { kind: kind.name, search: '', filters: [], descending: false, removed }
    const condition = await rowsOfQuery(tx, context, kind, query)
    const { columns, joins } = selection(context.workspaceId, fields)
    const { rows } =
      await sql<SelectedRow>`select ${rowColumns(kind)}, ${columns} from ${sql.table(kind.table)} t ${joins}
      where ${condition} and ${sql.ref(`t.${kind.key}`)} = ${id}`.execute(tx)
    if (rows[0] !== undefined) return entryRow(fields, rows[0])
  }
  throw new AppError('notFound', { what: kind.name, id })
}
