import type { Slice } from '@salesloom/contract'
import { minorUnitsOf } from '@salesloom/engine/money'
import { type RawBuilder, sql } from 'kysely'
import { readWorkspace, statement, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { converted, rateOf } from '../rollups/index.ts'
import { currencyDigits } from './currency.ts'
import { type FactColumns, rowsOfSlice, visibleRows } from './slice-filter.ts'

const COLUMNS: FactColumns = {
  day: 'o.order_date',
  channel: 'o.channel',
  person: 'o.person_id',
  orgUnit: 'o.org_unit_id',
  region: 'o.region_id',
  product: 'l.product_id',
  customer: 'o.customer_id',
}

type Row = {
  order_id: number
  external_id: string
  source: string
  currency: string
  line_number: number
  order_date: string
  channel: string
  customer_id: number | null
  customer_zh: string | null
  customer_en: string | null
  person_id: number | null
  person_zh: string | null
  person_en: string | null
  region_zh: string | null
  region_en: string | null
  product_id: number
  product_zh: string
  product_en: string
  quantity: string
  unit_price: string
  discount_rate: string
  amount: string
}

function named(id: number | null, zh: string | null, en: string | null) {
  return id === null || zh === null || en === null ? null : { id, name: { zh, en } }
}

function toLine(row: Row) {
  const customer = named(row.customer_id, row.customer_zh, row.customer_en)
  const person = named(row.person_id, row.person_zh, row.person_en)
  const region = named(1, row.region_zh, row.region_en)
  return {
    orderId: row.order_id,
    orderNumber: row.external_id,
    source: row.source,
    currency: row.currency,
    lineNumber: row.line_number,
    orderDate: row.order_date,
    channel: row.channel,
    customer: customer === null ? null : { customerId: customer.id, name: customer.name },
    person: person === null ? null : { personId: person.id, name: person.name },
    region: region?.name ?? null,
    product: { productId: row.product_id, name: { zh: row.product_zh, en: row.product_en } },
    quantity: row.quantity,
    unitPrice: row.unit_price,
    discountRate: row.discount_rate,
    amount: row.amount,
  }
}

const LINES = sql`sales_order o join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id`

/** The lines of a slice that a caller may see. */
async function linesOf(
  tx: WorkspaceTransaction,
  { workspaceId, visibility }: CallContext,
  slice: Slice,
): Promise<RawBuilder<unknown>> {
  return sql`o.workspace_id = ${workspaceId} and o.removed_at is null and ${visibleRows(COLUMNS, visibility)}
    and ${await rowsOfSlice(tx, workspaceId, slice, COLUMNS)}`
}

function selectLines(filter: RawBuilder<unknown>): RawBuilder<Row> {
  return sql<Row>`
    select o.order_id, o.external_id, o.source, o.currency, l.line_number, o.order_date, o.channel, o.customer_id, c.name_zh as customer_zh,
      c.name_en as customer_en, o.person_id, p.name_zh as person_zh, p.name_en as person_en, r.name_zh as region_zh,
      r.name_en as region_en, l.product_id, g.name_zh as product_zh, g.name_en as product_en, l.quantity, l.unit_price,
      l.discount_rate, l.amount
    from ${LINES}
    left join customer c on c.workspace_id = o.workspace_id and c.customer_id = o.customer_id
    left join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
    left join region r on r.workspace_id = o.workspace_id and r.region_id = o.region_id
    join product g on g.workspace_id = l.workspace_id and g.product_id = l.product_id
    where ${filter}
    order by o.order_date desc, o.order_id desc, l.line_number`
}

/** The order lines behind a figure, newest first, with the exact total of all of them. */
export async function findOrderLines(
  context: CallContext,
  input: { slice: Slice; page: number; pageSize: number },
) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const filter = await linesOf(tx, context, input.slice)
    const rate = statement(rateOf('$1', 'o.currency', 'o.order_date'), [workspaceId])
    const totals = await sql<{ count: number; amount: string | null }>`
      select count(*) as count, sum(${sql.raw(converted('l.amount', 'x.rate'))})::text as amount
      from ${LINES} cross join lateral (select ${rate} as rate) x where ${filter}`.execute(tx)
    const { rows } = await sql<Row>`${selectLines(filter)}
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(tx)
    const digits = await currencyDigits(tx, workspaceId)
    return {
      total: totals.rows[0]?.count ?? 0,
      totalAmount: minorUnitsOf(totals.rows[0]?.amount ?? '0', digits),
      rows: rows.map(toLine),
    }
  })
}

const BATCH = 2_000

export type OrderLine = ReturnType<typeof toLine>

/** All lines of a slice, some thousand at a time from one snapshot, for exports of any length. */
export async function eachOrderLine(
  context: CallContext,
  slice: Slice,
  take: (lines: readonly OrderLine[]) => Promise<void>,
): Promise<void> {
  await readWorkspace(context.database, context.workspaceId, async (tx) => {
    await sql`declare lines no scroll cursor for ${selectLines(await linesOf(tx, context, slice))}`.execute(
      tx,
    )
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.raw(String(BATCH))} from lines`.execute(tx)
      if (rows.length === 0) return
      await take(rows.map(toLine))
    }
  })
}
