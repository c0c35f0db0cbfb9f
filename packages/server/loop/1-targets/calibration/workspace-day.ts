import { civilToday } from '../../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

/** Today in the workspace's time zone. */
export async function workspaceDay(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: Pick<CallContext, 'workspaceId' | 'clock'>,
): Promise<string> {
  const { time_zone } = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return civilToday(clock, time_zone)
}
