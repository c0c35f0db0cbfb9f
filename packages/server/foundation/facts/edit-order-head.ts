import { kindOf } from '@salesloom/contract'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { restate, tellOfDays } from '../entries/index.ts'
import { addOrders, lockForOrders, takeOrders } from '../rollups/index.ts'
import { linesOf } from './edit-order.ts'
import { completeHead, type HeadPlace, type SaidHead } from './order-head.ts'
import { amountOf } from './price-line.ts'
import { checkVersion, type StandingHead, standingHead } from './standing-head.ts'

const KIND = kindOf('orderLine')

/**
 * Unit and region stay as they were on the day of the order, unless what they follow from changes: the seller or the
 * day for the unit, the customer for the region.
 */
function placeOf(standing: StandingHead, said: SaidHead, found: HeadPlace): HeadPlace {
  const sameSeller = said.personId === standing.person && said.orderDate === standing.day
  return {
    orgUnitId: sameSeller ? standing.unit : found.orgUnitId,
    regionId: said.customerId === standing.customer ? standing.region : found.regionId,
  }
}

async function updateHead(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orderId: number,
  said: SaidHead,
  place: HeadPlace,
): Promise<void> {
  await tx
    .updateTable('sales_order')
    .set(({ eb }) => ({
      order_date: said.orderDate,
      channel: said.channel,
      customer_id: said.customerId,
      person_id: said.personId,
      org_unit_id: place.orgUnitId,
      region_id: place.regionId,
      version: eb('version', '+', 1),
    }))
    .where('workspace_id', '=', workspaceId)
    .where('order_id', '=', orderId)
    .execute()
}

/**
 * Changes day, channel, customer or seller of an order. The order leaves the figures of where it stood and enters those
 * of where it stands now, in the same transaction; closed periods on either side are restated.
 */
export async function editOrderHead(
  context: CallContext,
  input: SaidHead & { readonly orderId: number; readonly version: number },
) {
  const { database, workspaceId } = context
  const { orderId, version: _, ...said } = input
  return inWorkspace(database, workspaceId, async (tx) => {
    const standing = await standingHead(tx, context, orderId, true)
    await checkVersion(tx, context, standing, input)
    const place = placeOf(standing, said, await completeHead(tx, context, said))
    const amount = amountOf(await linesOf(tx, workspaceId, orderId))
    await lockForOrders(tx, workspaceId)
    await takeOrders(tx, workspaceId, [orderId])
    await updateHead(tx, workspaceId, orderId, said, place)
    await addOrders(tx, workspaceId, [orderId], [standing.day])
    const change = {
      id: orderId,
      change: 'changed' as const,
      before: { day: standing.day, amount },
      after: { day: said.orderDate, amount },
    }
    await restate(tx, context, KIND, [change])
    const { day: orderDate, channel, customer: customerId, person: personId } = standing
    await recordAudit(tx, context, {
      action: 'facts.editOrderHead',
      subject: `order:${orderId}`,
      before: { orderDate, channel, customerId, personId },
      after: said,
    })
    await tellOfDays(tx, context, KIND, [...new Set([standing.day, said.orderDate])].toSorted())
    return { orderId, version: standing.version + 1 }
  })
}
