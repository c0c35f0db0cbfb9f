import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { SERIALIZATION, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { LineValues, OrderHeader, OrderOfLines } from './order-of-lines.ts'

export type StandingOrder = {
  readonly orderId: number
  readonly header: OrderHeader
  readonly lines: ReadonlyMap<number, LineValues>
}

type Line = {
  order_id: number
  external_id: string
  order_date: string
  channel: string
  customer_id: number | null
  person_id: number | null
  line_number: number | null
  product_id: number
  quantity: string
  unit_price: string
  discount_rate: string
  list_amount: string
  amount: string
  cost: string | null
}

function lineValues(row: Line): LineValues {
  return {
    lineNumber: Number(row.line_number),
    productId: Number(row.product_id),
    quantity: row.quantity,
    unitPrice: row.unit_price,
    discountRate: row.discount_rate,
    listAmount: row.list_amount,
    amount: row.amount,
    cost: row.cost,
  }
}

/** Orders of a source by number with their lines, held until the transaction ends. */
export async function holdOrders(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  numbers: readonly string[],
): Promise<Map<string, StandingOrder>> {
  const { rows } = await sql<Line>`
    select o.order_id, o.external_id, o.order_date, o.channel, o.customer_id, o.person_id, l.line_number, l.product_id,
      l.quantity, l.unit_price, l.discount_rate, l.list_amount, l.amount, l.cost
    from sales_order o left join order_line l on l.workspace_id = ${workspaceId} and l.order_id = o.order_id
    where o.workspace_id = ${workspaceId} and o.source = ${source} and o.external_id = any(${[...numbers]}::text[])
    order by o.order_id, l.line_number for update of o`.execute(tx)
  return new Map(
    [...Map.groupBy(rows, (row) => row.external_id)].map(([number, lines]) => {
      const [first] = lines as [Line]
      const header = {
        orderDate: first.order_date,
        channel: first.channel,
        customerId: Number(first.customer_id),
        personId: first.person_id === null ? null : Number(first.person_id),
      }
      const standing = lines.filter((line) => line.line_number !== null)
      return [
        number,
        {
          orderId: Number(first.order_id),
          header,
          lines: new Map(standing.map((line) => [Number(line.line_number), lineValues(line)])),
        },
      ]
    }),
  )
}

export async function channelCodes(tx: WorkspaceTransaction, workspaceId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('channel')
    .select('code')
    .where('workspace_id', '=', workspaceId)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => row.code)
}

/** The unit of each order's seller on its day; null without a seller or a position. */
export async function unitsOfSellers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  headers: readonly OrderHeader[],
): Promise<Array<number | null>> {
  const { rows } = await sql<{ at: number; org_unit_id: number | null }>`
    select s.at::int as at, p.org_unit_id
    from unnest(${headers.map((header) => header.personId)}::bigint[], ${headers.map((header) => header.orderDate)}::date[])
      with ordinality as s(person_id, day, at)
    left join lateral (
      select p.org_unit_id from position p
      where p.workspace_id = ${workspaceId} and p.person_id = s.person_id and p.valid_from <= s.day
        and (p.valid_to is null or p.valid_to > s.day)
      order by p.carries_target desc, p.valid_from desc limit 1) p on true
    order by s.at`.execute(tx)
  return rows.map((row) => (row.org_unit_id === null ? null : Number(row.org_unit_id)))
}

function orderRows(orders: readonly OrderOfLines[], units: ReadonlyArray<number | null>) {
  return JSON.stringify(
    orders.map(({ number, header }, i) => ({
      number,
      day: header.orderDate,
      channel: header.channel,
      customer: header.customerId,
      person: header.personId,
      unit: units[i] ?? null,
      hash: hash('sha1', JSON.stringify(header), 'base64url'),
    })),
  )
}

const ORDER_ROW =
  'r(number text, day date, channel text, customer bigint, person bigint, unit bigint, hash text)'

/** Somebody else wrote an order of the same number meanwhile: the transaction is to be tried again, with it in view. */
class OrderOvertaken extends Error {
  readonly code = SERIALIZATION
}

/**
 * Writes orders with the lines that arrived; lines that did not arrive stay, and so do unit and region unless the seller
 * or the day, or the customer, that they follow from changes.
 * @param standing the orders that were there, held
 * @returns ids by number
 */
export async function writeOrders(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  source: string,
  orders: readonly OrderOfLines[],
  standing: ReadonlyMap<string, StandingOrder>,
): Promise<Map<string, number>> {
  if (orders.length === 0) return new Map()
  const units = await unitsOfSellers(
    tx,
    workspaceId,
    orders.map((order) => order.header),
  )
  const { rows } = await sql<{ order_id: number; external_id: string; version: number }>`
    insert into sales_order (workspace_id, source, external_id, order_date, channel, customer_id, person_id, org_unit_id, region_id, content_hash)
    select ${workspaceId}, ${source}, r.number, r.day, r.channel, r.customer, r.person, r.unit, c.region_id, r.hash
    from jsonb_to_recordset(${orderRows(orders, units)}::jsonb) as ${sql.raw(ORDER_ROW)}
    join customer c on c.workspace_id = ${workspaceId} and c.customer_id = r.customer
    on conflict (workspace_id, source, external_id) do update set order_date = excluded.order_date,
      channel = excluded.channel, customer_id = excluded.customer_id, person_id = excluded.person_id,
      org_unit_id = case when sales_order.person_id is not distinct from excluded.person_id
        and sales_order.order_date = excluded.order_date then sales_order.org_unit_id else excluded.org_unit_id end,
      region_id = case when sales_order.customer_id is not distinct from excluded.customer_id
        then sales_order.region_id else excluded.region_id end,
      content_hash = excluded.content_hash, version = sales_order.version + 1
    returning order_id, external_id, version`.execute(tx)
  const overtaken = rows.find((row) => row.version > 1 && !standing.has(row.external_id))
  if (overtaken !== undefined)
    throw new OrderOvertaken(`order ${overtaken.external_id} was written meanwhile`)
  const ids = new Map(rows.map((row) => [row.external_id, Number(row.order_id)]))
  const lines = orders.flatMap(({ number, lines: arrived }) =>
    [...arrived.values()].map(({ values }) => ({ order_id: ids.get(number), ...values })),
  )
  await sql`
    insert into order_line (workspace_id, order_id, line_number, product_id, quantity, unit_price, discount_rate, list_amount, amount, cost)
    select ${workspaceId}, r.order_id, r."lineNumber", r."productId", r.quantity, r."unitPrice", r."discountRate", r."listAmount", r.amount, r.cost
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(order_id bigint, "lineNumber" int, "productId" bigint,
      quantity numeric, "unitPrice" numeric, "discountRate" numeric, "listAmount" numeric, amount numeric, cost numeric)
    on conflict (workspace_id, order_id, line_number) do update set product_id = excluded.product_id,
      quantity = excluded.quantity, unit_price = excluded.unit_price, discount_rate = excluded.discount_rate,
      list_amount = excluded.list_amount, amount = excluded.amount, cost = excluded.cost`.execute(tx)
  return ids
}
