import { type Kind, kindOf } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { announceDays, permitWriting, removeFromSource, restate } from '../entries/index.ts'

type Order = { order_id: number; order_date: string; external_id: string; amount: string }

/** Whole orders by their numbers: a line without its order would be a sale to nobody. */
async function removeOrders(
  tx: WorkspaceTransaction,
  context: CallContext,
  source: string,
  numbers: readonly string[],
): Promise<number> {
  const kind = kindOf('orderLine')
  permitWriting(context, kind)
  const { workspaceId } = context
  const { rows } = await sql<Order>`select order_id, order_date, external_id,
      (select coalesce(sum(l.amount), 0)::text from order_line l
        where l.workspace_id = ${workspaceId} and l.order_id = sales_order.order_id) as amount
    from sales_order where workspace_id = ${workspaceId} and source = ${source} and external_id = any(${[...numbers]}::text[])
    order by order_id for update`.execute(tx)
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.order_id)
  for (const table of ['order_credit', 'order_line', 'sales_order'])
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and order_id = any(${ids}::bigint[])`.execute(
      tx,
    )
  const days = [...new Set(rows.map((row) => row.order_date))]
  await restate(
    tx,
    context,
    kind,
    rows.map((row) => ({
      id: row.order_id,
      change: 'removed',
      before: { day: row.order_date, amount: row.amount },
      after: null,
    })),
  )
  const subject = `source:${source}`
  await recordAudit(tx, context, {
    action: 'facts.removeOrders',
    subject,
    before: rows.map((row) => row.external_id),
  })
  await announceDays(tx, context, kind, days)
  return rows.length
}

/** Takes facts of a source out; of order lines, the orders of these numbers. @returns how many stood */
export function removeFacts(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  externalIds: readonly string[],
): Promise<number> {
  return kind.name === 'orderLine'
    ? removeOrders(tx, context, source, externalIds)
    : removeFromSource(tx, context, kind, source, externalIds)
}
