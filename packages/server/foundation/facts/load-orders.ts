import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { recomputeDays } from '../rollups/index.ts'
import { CopyText, field } from './copy-text.ts'
import { withoutLinkChecks } from './link-checks.ts'
import { contentHash, type SourceOrder } from './source-order.ts'

/** What an import did to the orders of a source. */
export type LoadResult = {
  readonly newOrders: number
  readonly changedOrders: number
  readonly unchangedOrders: number
  readonly lines: number
}

/** Orders as a source gives them, some at a time. */
export type OrderBatches = AsyncIterable<readonly SourceOrder[]> | Iterable<readonly SourceOrder[]>

type Known = { readonly orderId: number; readonly hash: string; readonly day: string }
type Batch = {
  readonly replaced: number[]
  readonly orders: CopyText
  readonly lines: CopyText
  lineCount: number
}

const newBatch = (): Batch => ({ replaced: [], orders: new CopyText(), lines: new CopyText(), lineCount: 0 })

const BATCH_LINES = 12_000
const IDS_AT_ONCE = 16_000

const ORDER_COLUMNS =
  'workspace_id, order_id, source, external_id, order_date, channel, customer_id, person_id, org_unit_id, region_id, content_hash'
const LINE_COLUMNS =
  'workspace_id, order_id, line_number, product_id, quantity, unit_price, discount_rate, list_amount, amount, cost'

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

async function copyIn(client: pg.ClientBase, target: string, rows: CopyText): Promise<void> {
  if (rows.length > 0)
    await pipeline(Readable.from([rows.bytes]), client.query(copyFrom(`copy ${target} from stdin`)))
}

/** Compares orders with what is there and writes what is new or changed, one batch behind the reading. */
class OrderWriter {
  readonly days = new Set<string>()
  private readonly counts = { newOrders: 0, changedOrders: 0, unchangedOrders: 0, lines: 0 }
  private readonly seen = new Set<string>()
  private readonly client: pg.ClientBase
  private readonly workspaceId: number
  private readonly source: string
  private readonly known: ReadonlyMap<string, Known>
  private ids: number[] = []
  private batch = newBatch()
  private writing: Promise<void> = Promise.resolve()

  constructor(client: pg.ClientBase, workspaceId: number, source: string, known: ReadonlyMap<string, Known>) {
    this.client = client
    this.workspaceId = workspaceId
    this.source = source
    this.known = known
  }

  get result(): LoadResult {
    return this.counts
  }

  async add(order: SourceOrder): Promise<void> {
    if (this.seen.has(order.externalId))
      throw new RangeError(`order ${order.externalId} appears in two places of the source`)
    this.seen.add(order.externalId)
    this.counts.lines += order.lines.length
    const before = this.known.get(order.externalId)
    const hash = contentHash(order)
    if (before?.hash === hash) {
      this.counts.unchangedOrders++
      return
    }
    if (before !== undefined) this.replace(before)
    else this.counts.newOrders++
    this.write(order, before?.orderId ?? (await this.nextId()), hash)
    if (this.batch.lineCount >= BATCH_LINES) await this.flush()
  }

  /** Waits for what is being written and sends off the next batch, so that reading and writing go on side by side. */
  async flush(): Promise<void> {
    const { batch } = this
    this.batch = newBatch()
    await this.writing
    this.writing = this.send(batch)
    // A failure is reported by the next wait; until then it must not count as unhandled.
    this.writing.catch(() => {})
  }

  async settled(): Promise<void> {
    await this.writing
  }

  private async send({ replaced, orders, lines }: Batch): Promise<void> {
    const { client, workspaceId } = this
    if (replaced.length > 0) {
      for (const table of ['order_line', 'sales_order'])
        await client.query(`delete from ${table} where workspace_id = $1 and order_id = any($2::bigint[])`, [
          workspaceId,
          replaced,
        ])
    }
    await copyIn(client, `sales_order (${ORDER_COLUMNS})`, orders)
    await copyIn(client, `order_line (${LINE_COLUMNS})`, lines)
  }

  private replace(before: Known): void {
    this.counts.changedOrders++
    this.batch.replaced.push(before.orderId)
    this.days.add(before.day)
  }

  private async nextId(): Promise<number> {
    if (this.ids.length === 0) {
      await this.writing
      const { rows } = await this.client.query<[string]>({
        text: `with sequence as materialized (select pg_get_serial_sequence('sales_order', 'order_id')::regclass as name)
          select nextval(name)::text from sequence, generate_series(1, $1)`,
        values: [IDS_AT_ONCE],
        rowMode: 'array',
      })
      this.ids = rows.map(([id]) => Number(id)).reverse()
    }
    return this.ids.pop() as number
  }

  private write(order: SourceOrder, orderId: number, hash: string): void {
    const { externalId, orderDate, channel, customerId, personId, orgUnitId, regionId } = order
    const keys = [customerId, personId, orgUnitId, regionId].map(field).join('\t')
    this.batch.orders.add(
      `${this.workspaceId}\t${orderId}\t${field(this.source)}\t${field(externalId)}\t${orderDate}\t${field(channel)}\t${keys}\t${hash}\n`,
    )
    for (const line of order.lines) {
      const { lineNumber, productId, quantity, unitPrice, discountRate, listAmount, amount, cost } = line
      this.batch.lines.add(
        `${this.workspaceId}\t${orderId}\t${lineNumber}\t${productId}\t${quantity}\t${unitPrice}\t${discountRate}\t${listAmount}\t${amount}\t${cost ?? '\\N'}\n`,
      )
    }
    this.batch.lineCount += order.lines.length
    this.days.add(orderDate)
  }
}

/**
 * Loads the orders of one source in the open transaction of the owner role (COPY is not possible under row-level
 * security); nothing of it is seen before the transaction commits. Orders are compared with what is there by their
 * content: unchanged ones are left alone, changed ones are replaced under their id, and the roll-ups of every day
 * touched are computed again from the rows. Orders that the source no longer has stay.
 * @throws whatever the source throws, after the writing under way has ended, so that the caller can roll back
 */
export async function loadOrders(
  client: pg.ClientBase,
  workspaceId: number,
  source: string,
  batches: OrderBatches,
): Promise<LoadResult> {
  const writer = new OrderWriter(client, workspaceId, source, await knownOrders(client, workspaceId, source))
  await withoutLinkChecks(client, workspaceId, async () => {
    try {
      for await (const batch of batches) for (const order of batch) await writer.add(order)
      await writer.flush()
    } finally {
      await writer.settled().catch(() => {})
    }
    await writer.settled()
    await recomputeDays(client, workspaceId, [...writer.days])
  })
  return writer.result
}
