import { kindOf } from '@salesloom/contract'
import { parseLedger } from '@salesloom/engine/money'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import {
  type EntryFailure,
  type FactChange,
  failure,
  type PutResult,
  permitWriting,
  readSaid,
  restate,
  type SaidEntry,
  tellOfDays,
} from '../entries/index.ts'
import { addOrders, lockForOrders, takeOrders } from '../rollups/index.ts'
import {
  channelCodes,
  holdOrders,
  type StandingOrder,
  unitsOfSellers,
  writeOrders,
} from './order-lines.store.ts'
import { type LineValues, ledgerText, type OrderHeader, type OrderOfLines } from './order-of-lines.ts'
import { amountOf, millionths } from './price-line.ts'
import { type SaidLine, storedLine } from './stored-line.ts'

const KIND = kindOf('orderLine')
/** A line as its source says it, with amount and cost where it says them. */
type ArrivedLine = SaidLine & { readonly amount: string | null; readonly cost: string | null }

function lineOf(columns: ReadonlyMap<string, unknown>): ArrivedLine {
  const text = (column: string) => (columns.get(column) ?? null) as string | null
  return {
    productId: columns.get('product_id') as number,
    quantity: text('quantity') ?? '0',
    unitPrice: text('unit_price') ?? '0',
    discountRate: text('discount_rate') ?? '0',
    amount: text('amount'),
    cost: text('cost'),
  }
}

/** The lines as they are to be stored: what their source leaves out is what stands, or follows from what it says. */
function completed(order: OrderOfLines<ArrivedLine>, standing: StandingOrder | undefined): OrderOfLines {
  const lines = [...order.lines].map(([number, { index, values: said }]) => {
    const stored = storedLine(said, number, standing?.lines.get(number))
    const values = { ...stored, amount: said.amount ?? stored.amount, cost: said.cost ?? stored.cost }
    return [number, { index, values }] as const
  })
  return { ...order, lines: new Map(lines) }
}

function headerOf(columns: ReadonlyMap<string, unknown>, channel: string): OrderHeader {
  return {
    orderDate: columns.get('day') as string,
    channel: (columns.get('channel') as string | null) ?? channel,
    customerId: columns.get('customer_id') as number,
    personId: (columns.get('person_id') as number | null) ?? null,
  }
}

type Read = {
  readonly index: number
  readonly externalId: string
  readonly columns: ReadonlyMap<string, unknown>
}

/** Lines of one order must agree on its day, channel, customer and seller: those that do not are refused. */
function gather(
  entries: readonly Read[],
  channels: readonly string[],
): { orders: OrderOfLines<ArrivedLine>[]; failures: EntryFailure[] } {
  const failures: EntryFailure[] = []
  const orders = new Map<string, OrderOfLines<ArrivedLine>>()
  for (const { index, columns } of entries) {
    const number = columns.get('number') as string
    const header = headerOf(columns, channels[0] ?? '')
    if (!channels.includes(header.channel)) {
      failures.push(failure(index, 'channel', header.channel, 'notAChoice', { choices: channels.join(', ') }))
      continue
    }
    const order = orders.get(number) ?? { number, header, lines: new Map() }
    if (JSON.stringify(order.header) !== JSON.stringify(header)) {
      failures.push(failure(index, 'number', number, 'valuesContradict'))
      continue
    }
    const lineNumber = columns.get('line_number') as number
    if (order.lines.has(lineNumber)) {
      failures.push(failure(index, 'lineNumber', `${number} / ${lineNumber}`, 'entryTwice'))
      continue
    }
    order.lines.set(lineNumber, { index, values: lineOf(columns) })
    orders.set(number, order)
  }
  return { orders: [...orders.values()], failures }
}

function outOfReach({ visibility }: CallContext, personId: number | null, unit: number | null): boolean {
  if (visibility.whole) return false
  return !(
    (personId !== null && visibility.personIds.includes(personId)) ||
    (unit !== null && visibility.orgUnitIds.includes(unit))
  )
}

function missing(entries: readonly Read[]): EntryFailure[] {
  return entries.flatMap((entry) =>
    KIND.fields
      .filter((field) => field.required && (entry.columns.get(field.column) ?? null) === null)
      .map((field) => failure(entry.index, field.name, '', 'valueRequired')),
  )
}

type Counts = { created: number; updated: number; unchanged: number }

function count(order: OrderOfLines, standing: StandingOrder | undefined, counts: Counts): boolean {
  let changed = standing !== undefined && JSON.stringify(standing.header) !== JSON.stringify(order.header)
  for (const [lineNumber, { values }] of order.lines) {
    const before = standing?.lines.get(lineNumber)
    if (before === undefined) counts.created++
    else if (JSON.stringify(before) === JSON.stringify(normalised(values))) counts.unchanged++
    else counts.updated++
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(normalised(values))) changed = true
  }
  return changed
}

/** What the books say of an order before and after: lines that did not arrive stay. */
function changeOf(order: OrderOfLines, standing: StandingOrder | undefined, id: number): FactChange {
  const arrived = new Map([...order.lines].map(([number, { values }]) => [number, values]))
  const after = new Map([...(standing?.lines ?? []), ...arrived])
  return {
    id,
    change: standing === undefined ? 'added' : 'changed',
    before:
      standing === undefined
        ? null
        : { day: standing.header.orderDate, amount: amountOf(standing.lines.values()) },
    after: { day: order.header.orderDate, amount: amountOf(after.values()) },
  }
}

/** Decimals as the database writes them, so that 1 and 1.0000 are the same. */
function normalised(values: LineValues): LineValues {
  const four = (text: string) => ledgerText(parseLedger(text))
  return {
    ...values,
    quantity: four(values.quantity),
    unitPrice: four(values.unitPrice),
    discountRate: (Number(millionths(values.discountRate)) / 1_000_000).toFixed(6),
    listAmount: four(values.listAmount),
    amount: four(values.amount),
    cost: values.cost === null ? null : four(values.cost),
  }
}

type Standing = ReadonlyMap<string, StandingOrder>

function restated(orders: readonly OrderOfLines[], standing: Standing, ids: ReadonlyMap<string, number>) {
  return orders.map((order) => {
    const before = standing.get(order.number)
    return {
      id: ids.get(order.number) as number,
      change: before === undefined ? ('added' as const) : ('changed' as const),
      before: before === undefined ? null : { day: before.header.orderDate, amount: null },
      after: { day: order.header.orderDate, amount: null },
    }
  })
}

/**
 * Writes changed orders and moves the roll-ups by what they said before and say now: that takes as long as they have
 * lines, in whatever order of days a ledger comes.
 */
async function write(
  tx: WorkspaceTransaction,
  context: CallContext,
  source: string,
  orders: readonly OrderOfLines[],
  standing: Standing,
): Promise<Map<string, number>> {
  const { workspaceId } = context
  const before = orders.flatMap((order) => standing.get(order.number) ?? [])
  await lockForOrders(tx, workspaceId)
  await takeOrders(
    tx,
    workspaceId,
    before.map((order) => order.orderId),
  )
  const ids = await writeOrders(tx, context, source, orders, standing)
  const left = [...new Set(before.map((order) => order.header.orderDate))]
  await addOrders(tx, workspaceId, [...ids.values()], left)
  await restate(tx, context, KIND, restated(orders, standing, ids))
  const days = [...new Set([...left, ...orders.map((order) => order.header.orderDate)])].toSorted()
  await tellOfDays(tx, context, KIND, days)
  return ids
}

/** Of the orders, those whose seller the caller may write for; a failure for each line of the others. */
async function withinReach(
  tx: WorkspaceTransaction,
  context: CallContext,
  orders: readonly OrderOfLines<ArrivedLine>[],
): Promise<{ reached: OrderOfLines<ArrivedLine>[]; failures: EntryFailure[] }> {
  const headers = orders.map((order) => order.header)
  const units = await unitsOfSellers(tx, context.workspaceId, headers)
  const failures: EntryFailure[] = []
  const reached = orders.filter((order, i) => {
    if (!outOfReach(context, order.header.personId, units[i] ?? null)) return true
    for (const { index } of order.lines.values())
      failures.push(failure(index, 'person', order.number, 'outsideSubtree'))
    return false
  })
  return { reached, failures }
}

/**
 * Writes order lines that arrived from a source, gathered into their orders: new ones are added to their order, changed
 * ones changed, the same again left alone; roll-ups follow in the same transaction.
 */
export async function putOrderLines(
  tx: WorkspaceTransaction,
  context: CallContext,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  permitWriting(context, KIND)
  const { workspaceId } = context
  const read = await readSaid(tx, context, KIND, source, said)
  const failures = [...read.failures, ...missing(read.good)]
  const bad = new Set(failures.map((one) => one.index))
  const complete = read.good.filter((entry) => !bad.has(entry.index))
  const gathered = gather(complete, await channelCodes(tx, workspaceId))
  const within = await withinReach(tx, context, gathered.orders)
  failures.push(...gathered.failures, ...within.failures)
  const numbers = within.reached.map((order) => order.number)
  const standing = await holdOrders(tx, workspaceId, source, numbers)
  const counts: Counts = { created: 0, updated: 0, unchanged: 0 }
  const changed = within.reached
    .map((order) => completed(order, standing.get(order.number)))
    .filter((order) => count(order, standing.get(order.number), counts))
  let ids = new Map<string, number>()
  if (changed.length > 0) {
    ids = await write(tx, context, source, changed, standing)
    await restate(
      tx,
      context,
      KIND,
      changed.map((order) => changeOf(order, standing.get(order.number), ids.get(order.number) as number)),
    )
    await recordAudit(tx, context, {
      action: 'facts.putOrderLines',
      subject: `source:${source}`,
      after: counts,
    })
  }
  return { ...counts, failures: failures.toSorted((a, b) => a.index - b.index), ids }
}
