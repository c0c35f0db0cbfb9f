import { sql } from 'kysely'
import { statement, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { ADD_ORDERS, DROP_EMPTY, LOCK_FOR_ADDING, TAKE_ORDERS } from './rollup.store.ts'

async function run(
  tx: WorkspaceTransaction,
  statements: readonly string[],
  workspaceId: number,
  values: readonly (number | string)[],
): Promise<void> {
  if (values.length === 0) return
  for (const text of statements) await sql`${statement(text, [workspaceId, values])}`.execute(tx)
}

/** Beside other writers of orders, but not beside a recomputation. To be held before orders are shifted. */
export async function lockForOrders(tx: WorkspaceTransaction, workspaceId: number): Promise<void> {
  await sql`${statement(LOCK_FOR_ADDING, [workspaceId])}`.execute(tx)
}

/** Takes orders out of days and months, before they are written. Their rows must be held by this transaction. */
export async function takeOrders(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orderIds: readonly number[],
): Promise<void> {
  await run(tx, TAKE_ORDERS, workspaceId, orderIds)
}

/**
 * Adds orders to days and months, after they were written.
 * @param daysLeft days on which orders stood that were taken out before
 */
export async function addOrders(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orderIds: readonly number[],
  daysLeft: readonly string[] = [],
): Promise<void> {
  await run(tx, ADD_ORDERS, workspaceId, orderIds)
  await run(tx, DROP_EMPTY, workspaceId, daysLeft)
}
