import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** Decimal places of the workspace's currency. */
export async function currencyDigits(tx: WorkspaceTransaction, workspaceId: number): Promise<number> {
  const row = await tx
    .selectFrom('workspace')
    .select('currency_digits')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return row.currency_digits
}
