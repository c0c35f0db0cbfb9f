import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { BY_HAND, type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'

async function keepsReasons(tx: WorkspaceTransaction, workspaceId: number): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select exists (select 1 from loss_reason
    where workspace_id = ${workspaceId} and removed_at is null) as kept`.execute(tx)
  return rows[0]?.kept ?? false
}

/**
 * Opportunities that somebody sets to lost, or whose reason they take away, without saying why. History that arrives
 * from elsewhere is taken as it is; so is everything while the workspace keeps no list of reasons.
 */
export async function lossesWithoutReason(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
): Promise<EntryFailure[]> {
  if (kind.name !== 'opportunity' || source !== BY_HAND) return []
  const silent = entries.filter(
    (entry) =>
      (entry.columns.has('stage_id') || entry.columns.has('loss_reason_id')) &&
      valueAfter(entry, 'outcome') === 'lost' &&
      valueAfter(entry, 'loss_reason_id') === null,
  )
  if (silent.length === 0 || !(await keepsReasons(tx, workspaceId))) return []
  return silent.map((entry) => failure(entry.index, 'lossReason', '', 'lossReasonRequired'))
}
