import { KINDS, type Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { dayColumnOf } from './column-types.ts'
import { visibleEntries } from './visible-entries.ts'

type Row = { total: number; latest: string | null }

/** Order lines stand in their own table, under an order that says whose they are. */
function rowsOf(kind: Kind, workspaceId: number) {
  if (kind.name !== 'orderLine')
    return { from: sql`${sql.table(kind.table)} t`, day: dayColumnOf(kind), at: 't' }
  const from = sql`sales_order o join order_line l on l.workspace_id = ${workspaceId} and l.order_id = o.order_id`
  return { from, day: 'order_date', at: 'o' }
}

async function count(tx: WorkspaceTransaction, context: CallContext, kind: Kind): Promise<Row> {
  const { from, day, at } = rowsOf(kind, context.workspaceId)
  const latest = day === null ? sql`null` : sql`max(${sql.ref(`${at}.${day}`)})::date::text`
  const { rows } = await sql<Row>`
    select count(*)::int as total, ${latest} as latest from ${from}
    where ${sql.ref(`${at}.workspace_id`)} = ${context.workspaceId} and ${sql.ref(`${at}.removed_at`)} is null
      and ${visibleEntries(context, kind)}`.execute(tx)
  return rows[0] ?? { total: 0, latest: null }
}

/** How many rows of each kind the caller sees, and the day of the latest. */
export async function countEntries(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const counted = []
    for (const kind of KINDS) counted.push({ kind: kind.name, ...(await count(tx, context, kind)) })
    return counted
  })
}
