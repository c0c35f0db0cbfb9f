import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** Whether target plans exist: their months count from the fiscal year's first one. */
export async function isPlanned(tx: WorkspaceTransaction, workspaceId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('scenario')
    .select('scenario_id')
    .where('workspace_id', '=', workspaceId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type HolidayRow = { readonly day: string; readonly works: boolean }

/** The holidays and moved working days on record from a day to the day before another. */
export async function findHolidays(
  tx: WorkspaceTransaction,
  workspaceId: number,
  from: string,
  until: string,
): Promise<HolidayRow[]> {
  return tx
    .selectFrom('holiday')
    .select(['day', 'works'])
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null)
    .where('day', '>=', from)
    .where('day', '<', until)
    .orderBy('day')
    .execute()
}
