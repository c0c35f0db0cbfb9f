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

/** All saved of a scenario, by person and quarter. */
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

/** A person's quarter as the key of what was saved. */
export const quarterKey = ({ personId, quarter }: Pick<SavedActivity, 'personId' | 'quarter'>) =>
  `${personId}/${quarter}`

/**
 * Saves quarters of people, each over the version that it carries, 0 for none.
 * @returns the new versions by `quarterKey`; without those that are at another version by now
 */
export async function putActivities(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  saved: readonly SavedActivity[],
): Promise<ReadonlyMap<string, number>> {
  const column = <T>(pick: (row: SavedActivity) => T) => saved.map(pick)
  const { rows } = await sql<Pick<SavedActivity, 'personId' | 'quarter' | 'version'>>`
    insert into activity_target as a (workspace_id, scenario_id, person_id, quarter, sales, content, saved_by, saved_at,
      version)
    select ${workspaceId}, ${scenarioId}, c.person_id, c.quarter, c.sales, c.content, c.saved_by, c.saved_at, c.version
    from unnest(${column(({ personId }) => personId)}::bigint[], ${column(({ quarter }) => quarter)}::int[],
      ${column(({ sales }) => sales)}::bigint[], ${column(({ content }) => JSON.stringify(content))}::jsonb[],
      ${column(({ savedBy }) => savedBy)}::text[], ${column(({ savedAt }) => savedAt)}::timestamptz[],
      ${column(({ version }) => version + 1)}::int[])
      c (person_id, quarter, sales, content, saved_by, saved_at, version)
    on conflict (workspace_id, scenario_id, person_id, quarter) do update set sales = excluded.sales,
      content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at,
      version = excluded.version
      where a.version = excluded.version - 1
    returning person_id as "personId", quarter, version`.execute(tx)
  return new Map(rows.map((row) => [quarterKey(row), row.version]))
}
