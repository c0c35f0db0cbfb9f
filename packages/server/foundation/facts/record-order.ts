import { kindOf } from '@salesloom/contract'
import { sumLedger, toMinorUnits } from '@salesloom/engine/money'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { restate } from '../entries/index.ts'
import { addOrders, lockForOrders } from '../rollups/index.ts'
import { currencyDigits } from './currency.ts'
import { completeHead } from './order-head.ts'
import { orderLineRow } from './order-line-row.ts'
import { amountOf, priceLine, refuseBeyondLedger } from './price-line.ts'
import { contentHash, type SourceLine, type SourceOrder } from './source-order.ts'

export type OrderInput = {
  readonly source: string
  readonly externalId: string
  readonly orderDate: string
  readonly channel: string
  readonly customerId: number
  readonly personId: number | null
  readonly lines: ReadonlyArray<{
    productId: number
    quantity: string
    unitPrice: string
    discountRate: number
  }>
}

function lineOf(line: OrderInput['lines'][number], index: number): SourceLine {
  const discountRate = line.discountRate.toFixed(6)
  const { productId, quantity, unitPrice } = line
  refuseBeyondLedger(line)
  return {
    lineNumber: index + 1,
    productId,
    quantity,
    unitPrice,
    discountRate,
    ...priceLine({ quantity, unitPrice, discountRate }),
    cost: null,
  }
}

async function checkProducts(
  tx: WorkspaceTransaction,
  workspaceId: number,
  input: OrderInput,
): Promise<void> {
  const products = await tx
    .selectFrom('product')
    .select('product_id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'product')
    .where(
      'product_id',
      'in',
      input.lines.map((line) => line.productId),
    )
    .execute()
  const known = new Set(products.map((product) => product.product_id))
  const wrong = input.lines.findIndex((line) => !known.has(line.productId))
  if (wrong >= 0) throw new AppError('invalidInput', { field: `lines.${wrong}.productId`, reason: 'unknown' })
}

async function complete(
  tx: WorkspaceTransaction,
  context: CallContext,
  input: OrderInput,
): Promise<SourceOrder> {
  await checkProducts(tx, context.workspaceId, input)
  const { orgUnitId, regionId } = await completeHead(tx, context, input)
  return { ...input, orgUnitId, regionId, lines: input.lines.map(lineOf) }
}

async function insert(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  order: SourceOrder,
  hash: string,
): Promise<number | null> {
  await lockForOrders(tx, workspaceId)
  const inserted = await tx
    .insertInto('sales_order')
    .values({
      workspace_id: workspaceId,
      source,
      external_id: order.externalId,
      order_date: order.orderDate,
      channel: order.channel,
      customer_id: order.customerId,
      person_id: order.personId,
      org_unit_id: order.orgUnitId,
      region_id: order.regionId,
      content_hash: hash,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'source', 'external_id']).doNothing())
    .returning('order_id')
    .executeTakeFirst()
  if (inserted === undefined) return null
  await tx
    .insertInto('order_line')
    .values(order.lines.map((line) => orderLineRow(workspaceId, inserted.order_id, line)))
    .execute()
  await addOrders(tx, workspaceId, [inserted.order_id])
  return inserted.order_id
}

/**
 * Fingerprint of what the caller said. The seller's unit and the region are looked up, so they are left out: a
 * replayed order is the same order also after a record has moved.
 */
function saidHash(order: SourceOrder): string {
  return contentHash({ ...order, orgUnitId: null, regionId: null })
}

async function sameOrder(
  tx: WorkspaceTransaction,
  workspaceId: number,
  input: OrderInput,
  hash: string,
): Promise<number> {
  const row = await tx
    .selectFrom('sales_order')
    .select(['order_id', 'content_hash'])
    .where('workspace_id', '=', workspaceId)
    .where('source', '=', input.source)
    .where('external_id', '=', input.externalId)
    .executeTakeFirstOrThrow()
  if (row.content_hash !== hash)
    throw new AppError('duplicateExternalId', { source: input.source, externalId: input.externalId })
  return row.order_id
}

/** Records one order with its roll-ups, trail and event in one transaction; the same order again changes nothing. */
export async function recordOrder(context: CallContext, input: OrderInput) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const order = await complete(tx, context, input)
    const hash = saidHash(order)
    const amount = toMinorUnits(
      sumLedger(order.lines.map((line) => line.amount)),
      await currencyDigits(tx, workspaceId),
    )
    const orderId = await insert(tx, workspaceId, input.source, order, hash)
    if (orderId === null)
      return { orderId: await sameOrder(tx, workspaceId, input, hash), amount, created: false }
    const after = { day: order.orderDate, amount: amountOf(order.lines) }
    await restate(tx, context, kindOf('orderLine'), [{ id: orderId, change: 'added', before: null, after }])
    await recordAudit(tx, context, { action: 'facts.recordOrder', subject: `order:${orderId}`, after: input })
    await emit(
      tx,
      workspaceId,
      { name: 'facts.orderRecorded', payload: { orderId, day: order.orderDate } },
      clock.now(),
    )
    return { orderId, amount, created: true }
  })
}
