import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { hasNotHappened, visibleCustomers } from '../entries/index.ts'
import { checkReach } from './order-reach.ts'

/** What somebody says of an order as a whole. */
export type SaidHead = {
  readonly orderDate: string
  readonly channel: string
  readonly customerId: number
  readonly personId: number | null
}

/** What follows from it: the seller's unit on the day, and the customer's region. */
export type HeadPlace = { readonly orgUnitId: number | null; readonly regionId: number | null }

async function unitOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number,
  day: string,
): Promise<number | null> {
  const { rows } = await sql<{ org_unit_id: number }>`
    select org_unit_id from position
    where workspace_id = ${workspaceId} and person_id = ${personId} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    order by carries_target desc, valid_from desc, org_unit_id limit 1`.execute(tx)
  return rows[0]?.org_unit_id ?? null
}

/** A customer whom the caller may not see, or who was removed or merged, is as unknown as one who is not there. */
async function regionOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  customerId: number,
): Promise<number | null> {
  const customer = await tx
    .selectFrom('customer')
    .select('region_id')
    .where('workspace_id', '=', context.workspaceId)
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .where(visibleCustomers(context, 'customer.customer_id'))
    .executeTakeFirst()
  if (customer === undefined) throw new AppError('invalidInput', { field: 'customerId', reason: 'unknown' })
  return customer.region_id
}

async function checkChannel(tx: WorkspaceTransaction, workspaceId: number, code: string): Promise<void> {
  const channel = await tx
    .selectFrom('channel')
    .select('code')
    .where('workspace_id', '=', workspaceId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (channel === undefined) throw new AppError('invalidInput', { field: 'channel', reason: 'unknown' })
}

/**
 * Checks what is said of an order and finds what follows from it. The seller must hold a position on the day, in the
 * caller's part of the organisation.
 */
export async function completeHead(
  tx: WorkspaceTransaction,
  context: CallContext,
  head: SaidHead,
): Promise<HeadPlace> {
  const { workspaceId } = context
  const { personId } = head
  if (hasNotHappened(head.orderDate, context.clock.now()))
    throw new AppError('inTheFuture', { field: 'day', value: head.orderDate })
  const regionId = await regionOf(tx, context, head.customerId)
  await checkChannel(tx, workspaceId, head.channel)
  const orgUnitId = personId === null ? null : await unitOf(tx, workspaceId, personId, head.orderDate)
  if (personId !== null && orgUnitId === null)
    throw new AppError('invalidInput', { field: 'personId', reason: 'noPositionOnThatDay' })
  checkReach(context, personId, orgUnitId)
  return { orgUnitId, regionId }
}
