import type { ActivityStep } from '@salesloom/engine/activity-targets'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { DerivedRate } from './derive-rates.ts'

/** Activity targets of a person and quarter as they were saved, with the arithmetic. */
export type SavedActivity = {
  readonly personId: number
  readonly quarter: number
  readonly sales: number
  readonly content: {
    readonly from: string
    readonly to: string
    readonly rates: readonly DerivedRate[]
    readonly steps: readonly ActivityStep[]
  }
  readonly version: number
  readonly savedBy: string
  readonly savedAt: string
}

/** All saved of a scenario, by person and quarter. `lock` keeps other writers of these rows waiting. */
export async function findSavedActivity(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<SavedActivity[]> {
  const { rows } = await sql<SavedActivity>`select person_id as "personId", quarter, sales, content, version,
      saved_by as "savedBy", saved_at as "savedAt"
    from activity_target where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}
    order by person_id, quarter`.execute(tx)
  return rows
}

/** Saves a person's quarter over the version given, 0 for none. @returns the new version; null where it is another one */
export async function putActivity(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  saved: SavedActivity,
): Promise<number | null> {
  const { personId, quarter, sales, content, version, savedBy, savedAt } = saved
  const { rows } = await sql<{
    version: number
  }>`insert into activity_target as a (workspace_id, scenario_id, person_id,
      quarter, sales, content, saved_by, saved_at)
    values (${workspaceId}, ${scenarioId}, ${personId}, ${quarter}, ${sales}, ${JSON.stringify(content)}::jsonb,
      ${savedBy}, ${savedAt})
    on conflict (workspace_id, scenario_id, person_id, quarter) do update set sales = excluded.sales,
      content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at, version = a.version + 1
      where a.version = ${version}
    returning version`.execute(tx)
  return rows[0]?.version ?? null
}
