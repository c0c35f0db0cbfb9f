import { kindOf } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type EntryFailure, type PutResult, restate, type SaidEntry } from '../entries/index.ts'
import { priceLine } from './record-order.ts'
import { applyOrders, DELETE_EMPTY, LOCK_FOR_ADDING } from './rollup.store.ts'
import type { SourceLine } from './source-order.ts'

/** The head of an order as its lines say it, links resolved. */
type Head = {
  readonly number: string
  readonly day: string
  readonly channel: string
  readonly customerId: number
  readonly personId: number | null
  readonly orgUnitId: number | null
  readonly regionId: number | null
}

type Line = {
  readonly index: number
  readonly externalId: string
  readonly head: Head
  readonly line: SourceLine
}

type Before = {
  readonly order_id: number
  readonly number: string
  readonly day: string
  readonly channel: string
  readonly customer_id: number | null
  readonly person_id: number | null
  readonly line_number: number | null
  readonly product_id: number | null
  readonly quantity: string | null
  readonly unit_price: string | null
  readonly discount_rate: string | null
  readonly amount: string | null
  readonly cost: string | null
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const idOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

async function channelsOf(tx: WorkspaceTransaction, workspaceId: number): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('channel')
    .select(['code', 'name_zh', 'name_en'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('ordinal')
    .execute()
  const names = rows.flatMap((row) =>
    [row.code, row.name_zh, row.name_en].map((name) => [name.toLowerCase(), row.code] as const),
  )
  return new Map([['', rows[0]?.code ?? ''], ...names])
}

type Place = {
  readonly index: number
  readonly org_unit_id: number | null
  readonly region_id: number | null
}

/** The unit of each seller on the day, and the region of each customer. */
async function placesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  said: readonly SaidEntry[],
): Promise<Map<number, Place>> {
  const asked = said.map(({ values }, index) => ({
    index,
    person_id: idOf(values['person']),
    customer_id: idOf(values['customer']),
    day: text(values['day']),
  }))
  const { rows } = await sql<Place>`
    select a.index, u.org_unit_id, c.region_id
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(index int, person_id bigint, customer_id bigint, day date)
    left join customer c on c.workspace_id = ${workspaceId} and c.customer_id = a.customer_id
    left join lateral (
      select p.org_unit_id from position p
      where p.workspace_id = ${workspaceId} and p.person_id = a.person_id
        and p.valid_from <= a.day and (p.valid_to is null or p.valid_to > a.day)
      order by p.carries_target desc, p.valid_from desc, p.org_unit_id limit 1) u on true`.execute(tx)
  return new Map(rows.map((row) => [Number(row.index), row]))
}

function priced(values: SaidEntry['values']): SourceLine {
  const line = priceLine(
    {
      productId: values['product'] as number,
      quantity: text(values['quantity']),
      unitPrice: text(values['unitPrice']),
      discountRate: Number(values['discountRate'] ?? 0),
    },
    Number(values['lineNumber']) - 1,
  )
  const amount = values['amount'] ?? null
  const cost = values['cost'] ?? null
  return {
    ...line,
    amount: amount === null ? line.amount : text(amount),
    cost: cost === null ? null : text(cost),
  }
}

function failed(index: number, field: string, value: string, code: EntryFailure['code']): EntryFailure {
  return { index, field, value, code, detail: { field, value } }
}

function seen({ visibility }: CallContext, head: Head): boolean {
  if (visibility.whole) return true
  const own = head.personId !== null && visibility.personIds.includes(head.personId)
  return own || (head.orgUnitId !== null && visibility.orgUnitIds.includes(head.orgUnitId))
}

const sameHead = (a: Head, b: Head): boolean =>
  a.day === b.day && a.channel === b.channel && a.customerId === b.customerId && a.personId === b.personId

/** Reads lines into order heads and priced lines; the lines of one order must agree about it. */
async function readLines(
  tx: WorkspaceTransaction,
  context: CallContext,
  said: readonly SaidEntry[],
): Promise<{ lines: Line[]; failures: EntryFailure[] }> {
  const channels = await channelsOf(tx, context.workspaceId)
  const places = await placesOf(tx, context.workspaceId, said)
  const heads = new Map<string, Head>()
  const taken = new Set<string>()
  const failures: EntryFailure[] = []
  const lines: Line[] = []
  for (const [index, { externalId, values }] of said.entries()) {
    const channel = channels.get(text(values['channel']).toLowerCase())
    const head: Head = {
      number: text(values['number']),
      day: text(values['day']),
      channel: channel ?? '',
      customerId: values['customer'] as number,
      personId: idOf(values['person']),
      orgUnitId: places.get(index)?.org_unit_id ?? null,
      regionId: places.get(index)?.region_id ?? null,
    }
    const known = heads.get(head.number)
    const key = `${head.number} ${text(values['lineNumber'])}`
    if (channel === undefined || channel === '')
      failures.push(failed(index, 'channel', text(values['channel']), 'linkUnknown'))
    else if (known !== undefined && !sameHead(known, head))
      failures.push(failed(index, 'number', head.number, 'valuesContradict'))
    else if (taken.has(key)) failures.push(failed(index, 'lineNumber', key, 'entryTwice'))
    else if (!seen(context, head)) failures.push(failed(index, 'person', head.number, 'outsideSubtree'))
    else {
      heads.set(head.number, known ?? head)
      taken.add(key)
      lines.push({ index, externalId, head, line: priced(values) })
    }
  }
  return { lines, failures }
}

async function standing(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  numbers: readonly string[],
): Promise<Before[]> {
  await sql`select order_id from sales_order where workspace_id = ${workspaceId} and source = ${source}
    and external_id = any(${[...numbers]}::text[]) order by order_id for update`.execute(tx)
  const { rows } = await sql<Before>`
    select o.order_id, o.external_id as number, o.order_date as day, o.channel, o.customer_id, o.person_id,
      l.line_number, l.product_id, l.quantity, l.unit_price, l.discount_rate, l.amount, l.cost
    from sales_order o
    left join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id
    where o.workspace_id = ${workspaceId} and o.source = ${source} and o.external_id = any(${[...numbers]}::text[])`.execute(
    tx,
  )
  return rows
}

const equal = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : Number(a) === Number(b)

function unchangedLine(before: Before, { head, line }: Line): boolean {
  return (
    before.day === head.day &&
    before.channel === head.channel &&
    before.customer_id === head.customerId &&
    before.person_id === head.personId &&
    before.product_id === line.productId &&
    equal(before.quantity, line.quantity) &&
    equal(before.unit_price, line.unitPrice) &&
    equal(before.discount_rate, line.discountRate) &&
    equal(before.amount, line.amount) &&
    equal(before.cost, line.cost)
  )
}

/** Writes the heads of orders. @returns order ids by number */
async function putHeads(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  heads: readonly Head[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ order_id: number; external_id: string }>`
    insert into sales_order as o (workspace_id, source, external_id, order_date, channel, customer_id, person_id, org_unit_id, region_id, content_hash)
    select ${workspaceId}, ${source}, h.number, h.day, h.channel, h."customerId", h."personId", h."orgUnitId", h."regionId", ''
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb)
      as h(number text, day date, channel text, "customerId" bigint, "personId" bigint, "orgUnitId" bigint, "regionId" bigint)
    on conflict (workspace_id, source, external_id) do update set
      order_date = excluded.order_date, channel = excluded.channel, customer_id = excluded.customer_id,
      person_id = excluded.person_id, org_unit_id = excluded.org_unit_id, region_id = excluded.region_id,
      content_hash = '', version = o.version + 1
    returning order_id, external_id`.execute(tx)
  return new Map(rows.map((row) => [row.external_id, Number(row.order_id)]))
}

async function putLines(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orders: ReadonlyMap<string, number>,
  lines: readonly Line[],
): Promise<void> {
  const rows = lines.map(({ head, line }) => ({ ...line, orderId: orders.get(head.number) }))
  await sql`
    insert into order_line (workspace_id, order_id, line_number, product_id, quantity, unit_price, discount_rate, list_amount, amount, cost)
    select ${workspaceId}, l."orderId", l."lineNumber", l."productId", l.quantity, l."unitPrice", l."discountRate", l."listAmount", l.amount, l.cost
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l("orderId" bigint, "lineNumber" int, "productId" bigint,
      quantity numeric, "unitPrice" numeric, "discountRate" numeric, "listAmount" numeric, amount numeric, cost numeric)
    on conflict (workspace_id, order_id, line_number) do update set
      product_id = excluded.product_id, quantity = excluded.quantity, unit_price = excluded.unit_price,
      discount_rate = excluded.discount_rate, list_amount = excluded.list_amount, amount = excluded.amount,
      cost = excluded.cost`.execute(tx)
}

async function tell(
  tx: WorkspaceTransaction,
  context: CallContext,
  changed: readonly Line[],
  before: ReadonlyMap<string, Before>,
  orders: ReadonlyMap<string, number>,
): Promise<void> {
  const changes = changed.map(({ head, line }) => {
    const old = before.get(`${head.number} ${line.lineNumber}`)
    return {
      id: orders.get(head.number) as number,
      change: old === undefined ? ('added' as const) : ('changed' as const),
      before: old === undefined ? null : { day: old.day, amount: old.amount },
      after: { day: head.day, amount: line.amount },
    }
  })
  await restate(tx, context, kindOf('orderLine'), changes)
  const days = changes.flatMap(({ before: old, after }) => [old?.day ?? after.day, after.day]).toSorted()
  const payload = { kind: 'orderLine', from: days[0] ?? null, to: days.at(-1) ?? null }
  await emit(tx, context.workspaceId, { name: 'facts.entriesChanged', payload }, context.clock.now())
}

/**
 * Writes order lines that arrive one by one, such as the rows of an ERP's ledger: lines of the same number make an
 * order, a line that is there already is compared and changed, and the daily roll-ups follow in the same transaction.
 * Links are ids already. Where a line has no amount it is quantity × price × (1 − discount).
 */
export async function putOrderLines(
  tx: WorkspaceTransaction,
  context: CallContext,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  const { workspaceId } = context
  const { lines, failures } = await readLines(tx, context, said)
  const numbers = [...new Set(lines.map(({ head }) => head.number))]
  const rows = await standing(tx, workspaceId, source, numbers)
  const before = new Map(rows.map((row) => [`${row.number} ${row.line_number}`, row]))
  const same = (line: Line) => {
    const old = before.get(`${line.head.number} ${line.line.lineNumber}`)
    return old !== undefined && unchangedLine(old, line)
  }
  const changed = lines.filter((line) => !same(line))
  const updated = changed.filter(({ head, line }) => before.has(`${head.number} ${line.lineNumber}`)).length
  const result = {
    updated,
    created: changed.length - updated,
    unchanged: lines.length - changed.length,
    failures,
  }
  if (changed.length === 0) return { ...result, ids: new Map() }
  const touched = new Map(changed.map(({ head }) => [head.number, head]))
  const known = [...new Set(rows.filter((row) => touched.has(row.number)).map((row) => Number(row.order_id)))]
  await sql.raw(LOCK_FOR_ADDING.replace('$1', String(workspaceId))).execute(tx)
  if (known.length > 0) await sql.raw(applyOrders(workspaceId, known, '-')).execute(tx)
  const orders = await putHeads(tx, workspaceId, source, [...touched.values()])
  await putLines(tx, workspaceId, orders, changed)
  await sql.raw(applyOrders(workspaceId, [...orders.values()], '+')).execute(tx)
  if (known.length > 0) await sql.raw(DELETE_EMPTY.replace('$1', String(workspaceId))).execute(tx)
  await tell(tx, context, changed, before, orders)
  return { ...result, ids: orders }
}
