import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { DELETE_DAYS, INSERT_DAYS } from './rollup.store.ts'
import { contentHash, type SourceOrder } from './source-order.ts'

/** What an import did to the orders of a source. */
export type LoadResult = {
  readonly newOrders: number
  readonly changedOrders: number
  readonly unchangedOrders: number
  readonly lines: number
}

/** Takes orders one by one and writes them in batches; nothing of it is seen before the transaction commits. */
export type OrderLoader = {
  readonly add: (order: SourceOrder) => Promise<void>
  readonly finish: () => Promise<LoadResult>
}

type Known = { readonly orderId: number; readonly hash: string; readonly day: string }
type Buffers = { orders: string[]; lines: string[] }

const BATCH_LINES = 8_000

const ORDER_COLUMNS =
  'workspace_id, order_id, source, external_id, order_date, channel, customer_id, person_id, org_unit_id, region_id, content_hash'
const LINE_COLUMNS =
  'workspace_id, order_id, line_number, product_id, quantity, unit_price, discount_rate, list_amount, amount, cost'

/** A value of COPY's text format. */
function field(value: string | number | null): string {
  if (value === null) return '\\N'
  return typeof value === 'number' ? String(value) : value.replace(/[\\\t\n\r]/g, (mark) => `\\${mark}`)
}

async function knownOrders(
  client: pg.ClientBase,
  workspaceId: number,
  source: string,
): Promise<Map<string, Known>> {
  const { rows } = await client.query<[string, string, string, string]>({
    text: `select external_id, order_id::text, content_hash, order_date::text from sales_order
           where workspace_id = $1 and source = $2`,
    values: [workspaceId, source],
    rowMode: 'array',
  })
  return new Map(
    rows.map(([externalId, orderId, hash, day]) => [externalId, { orderId: Number(orderId), hash, day }]),
  )
}

async function reserveIds(client: pg.ClientBase, count: number): Promise<number[]> {
  const { rows } = await client.query<[string]>({
    text: `select nextval(pg_get_serial_sequence('sales_order', 'order_id'))::text from generate_series(1, $1)`,
    values: [count],
    rowMode: 'array',
  })
  return rows.map(([id]) => Number(id))
}

async function copyIn(client: pg.ClientBase, target: string, rows: readonly string[]): Promise<void> {
  if (rows.length > 0)
    await pipeline(Readable.from([rows.join('')]), client.query(copyFrom(`copy ${target} from stdin`)))
}

/**
 * Loads the orders of one source in the open transaction of the owner role (COPY is not possible under row-level
 * security). Orders are compared with what is there by their content: unchanged ones are left alone, changed ones
 * are replaced, and the roll-ups of every day touched are computed again from the rows.
 */
export async function openOrderLoader(
  client: pg.ClientBase,
  workspaceId: number,
  source: string,
): Promise<OrderLoader> {
  const known = await knownOrders(client, workspaceId, source)
  const days = new Set<string>()
  const seen = new Set<string>()
  const counts = { newOrders: 0, changedOrders: 0, unchangedOrders: 0, lines: 0 }
  let ids: number[] = []
  let buffers: Buffers = { orders: [], lines: [] }

  const flush = async (): Promise<void> => {
    const { orders, lines } = buffers
    buffers = { orders: [], lines: [] }
    await copyIn(client, `sales_order (${ORDER_COLUMNS})`, orders)
    await copyIn(client, `order_line (${LINE_COLUMNS})`, lines)
  }
  const write = (order: SourceOrder, orderId: number, hash: string): void => {
    const { externalId, orderDate, channel, customerId, personId, orgUnitId, regionId } = order
    const head = [
      workspaceId,
      orderId,
      source,
      externalId,
      orderDate,
      channel,
      customerId,
      personId,
      orgUnitId,
      regionId,
      hash,
    ]
    buffers.orders.push(`${head.map(field).join('\t')}\n`)
    for (const line of order.lines) {
      const { lineNumber, productId, quantity, unitPrice, discountRate, listAmount, amount, cost } = line
      buffers.lines.push(
        `${workspaceId}\t${orderId}\t${lineNumber}\t${productId}\t${quantity}\t${unitPrice}\t${discountRate}\t${listAmount}\t${amount}\t${cost ?? '\\N'}\n`,
      )
    }
    counts.lines += order.lines.length
    days.add(orderDate)
  }
  const remove = async (before: Known): Promise<void> => {
    await client.query('delete from order_line where workspace_id = $1 and order_id = $2', [
      workspaceId,
      before.orderId,
    ])
    await client.query('delete from sales_order where workspace_id = $1 and order_id = $2', [
      workspaceId,
      before.orderId,
    ])
    days.add(before.day)
  }

  return {
    add: async (order) => {
      if (seen.has(order.externalId))
        throw new RangeError(`order ${order.externalId} appears in two places of the source`)
      seen.add(order.externalId)
      const before = known.get(order.externalId)
      const hash = contentHash(order)
      if (before?.hash === hash) {
        counts.unchangedOrders++
        counts.lines += order.lines.length
        return
      }
      if (before !== undefined) await remove(before)
      if (ids.length === 0 && before === undefined) ids = (await reserveIds(client, 4_000)).reverse()
      write(order, before?.orderId ?? ids.pop() ?? 0, hash)
      if (before === undefined) counts.newOrders++
      else counts.changedOrders++
      if (buffers.lines.length >= BATCH_LINES) await flush()
    },
    finish: async () => {
      await flush()
      if (days.size > 0) {
        // Without statistics of the rows just written the planner may choose loops that take minutes.
        await client.query('analyze sales_order, order_line')
        await client.query(DELETE_DAYS, [workspaceId, [...days]])
        await client.query(INSERT_DAYS, [workspaceId, [...days]])
      }
      return counts
    },
  }
}
