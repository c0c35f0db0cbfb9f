import { kindOf } from '@salesloom/contract'
import { minorUnitsOf } from '@salesloom/engine/money'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { announceDays, restate } from '../entries/index.ts'
import { currencyDigits } from './currency.ts'
import { orderLineRow } from './order-line-row.ts'
import { amountOf } from './price-line.ts'
import { removeFacts } from './remove-facts.ts'
import type { SourceLine } from './source-order.ts'
import { checkVersion, type StandingHead, standingHead } from './standing-head.ts'
import { type SaidLine, storedLine } from './stored-line.ts'

const KIND = kindOf('orderLine')

type StandingLine = SourceLine & { readonly zh: string; readonly en: string }
/** A line as it should be; without a number it is a new one. */
type NumberedLine = SaidLine & { readonly lineNumber: number | null }

/** The lines of an order, in their order. */
export async function linesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orderId: number,
): Promise<StandingLine[]> {
  const { rows } = await sql<StandingLine>`
    select l.line_number as "lineNumber", l.product_id as "productId", p.name_zh as zh, p.name_en as en, l.quantity,
      l.unit_price as "unitPrice", l.discount_rate as "discountRate", l.list_amount as "listAmount", l.amount, l.cost
    from order_line l join product p on p.workspace_id = ${workspaceId} and p.product_id = l.product_id
    where l.workspace_id = ${workspaceId} and l.order_id = ${orderId} order by l.line_number`.execute(tx)
  return rows
}

const nameOf = (zh: StandingHead['customer_zh'], en: string | null) =>
  zh === null || en === null ? null : { zh, en }

/** One order with its lines. */
export async function getOrder(context: CallContext, { orderId }: { orderId: number }) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const head = await standingHead(tx, context, orderId, false)
    const lines = await linesOf(tx, workspaceId, orderId)
    return {
      orderId,
      version: head.version,
      source: head.source,
      number: head.number,
      orderDate: head.day,
      channel: head.channel,
      customerId: head.customer,
      customer: nameOf(head.customer_zh, head.customer_en),
      personId: head.person,
      person: nameOf(head.person_zh, head.person_en),
      lines: lines.map((line) => ({
        lineNumber: line.lineNumber,
        product: { productId: line.productId, name: { zh: line.zh, en: line.en } },
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        discountRate: line.discountRate,
        amount: line.amount,
      })),
    }
  })
}

/** The lines as they are to be stored; new ones are numbered after the last one. */
function arrange(said: readonly NumberedLine[], standing: readonly StandingLine[]): SourceLine[] {
  const known = new Map(standing.map((line) => [line.lineNumber, line]))
  const taken = new Set<number>()
  let next = Math.max(0, ...known.keys())
  return said.map((line, at) => {
    const number = line.lineNumber ?? ++next
    if (taken.has(number) || (line.lineNumber !== null && !known.has(number)))
      throw new AppError('invalidInput', { field: `lines.${at}.lineNumber`, reason: 'lineTwiceOrUnknown' })
    taken.add(number)
    return storedLine(line, number, known.get(number))
  })
}

async function checkProducts(
  tx: WorkspaceTransaction,
  workspaceId: number,
  lines: readonly NumberedLine[],
): Promise<void> {
  const rows = await tx
    .selectFrom('product')
    .select('product_id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'product')
    .where(
      'product_id',
      'in',
      lines.map(({ productId }) => productId),
    )
    .execute()
  const known = new Set(rows.map((row) => row.product_id))
  const wrong = lines.find(({ productId }) => !known.has(productId))
  if (wrong !== undefined) throw new AppError('notFound', { what: 'product', id: wrong.productId })
}

async function replaceLines(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orderId: number,
  lines: readonly SourceLine[],
): Promise<void> {
  await sql`delete from order_line where workspace_id = ${workspaceId} and order_id = ${orderId}`.execute(tx)
  await tx
    .insertInto('order_line')
    .values(lines.map((line) => orderLineRow(workspaceId, orderId, line)))
    .execute()
  await tx
    .updateTable('sales_order')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('order_id', '=', orderId)
    .execute()
}

/**
 * Adds, changes and removes lines of an order: what is given is what the order has from then on. Roll-ups, restatement
 * of a closed period, trail and event are in the same transaction. What the source said before is no change if it comes
 * again; other content from the source counts.
 */
export async function editOrder(
  context: CallContext,
  input: { orderId: number; version: number; lines: readonly NumberedLine[] },
) {
  const { database, workspaceId } = context
  const { orderId } = input
  return inWorkspace(database, workspaceId, async (tx) => {
    const header = await standingHead(tx, context, orderId, true)
    await checkVersion(tx, context, header, input)
    await checkProducts(tx, workspaceId, input.lines)
    const before = await linesOf(tx, workspaceId, orderId)
    const after = arrange(input.lines, before)
    await replaceLines(tx, workspaceId, orderId, after)
    const change = {
      id: orderId,
      change: 'changed' as const,
      before: { day: header.day, amount: amountOf(before) },
      after: { day: header.day, amount: amountOf(after) },
    }
    await restate(tx, context, KIND, [change])
    await recordAudit(tx, context, {
      action: 'facts.editOrder',
      subject: `order:${orderId}`,
      before: before.map(({ zh: _, en: __, cost: ___, ...line }) => line),
      after: after.map(({ cost: _, ...line }) => line),
    })
    await announceDays(tx, context, KIND, [header.day])
    const digits = await currencyDigits(tx, workspaceId)
    return { orderId, version: header.version + 1, amount: minorUnitsOf(amountOf(after), digits) }
  })
}

/** Takes an order with all its lines out of the books. */
export async function removeOrder(context: CallContext, { orderId }: { orderId: number }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { source, number } = await standingHead(tx, context, orderId, true)
    await removeFacts(tx, context, KIND, source, [number])
    return { orderId }
  })
}
