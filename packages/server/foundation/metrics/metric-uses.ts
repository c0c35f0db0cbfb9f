import { type MetricUse, usedIn } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** Finds what a part of the application makes of a metric; names are told only as far as others may know them. */
export type FindMetricUses = (
  tx: WorkspaceTransaction,
  workspaceId: number,
  code: string,
) => Promise<MetricUse[]>

/** Saved explorations of a metric, and plans that set a target for it. */
const ownUses: FindMetricUses = async (tx, workspaceId, code) => {
  const { rows } = await sql<MetricUse>`
    select 'exploration' as kind, case when v.shared then v.name else coalesce(m.display_name, '—') end as name
    from saved_view v
    left join membership m on m.workspace_id = v.workspace_id and m.user_id = v.owner_user_id
    where v.workspace_id = ${workspaceId} and v.page = 'metrics.explore' and v.content->>'metric' = ${code}
    union all
    select distinct 'plan', p.fiscal_year::text from metric_target t
    join target_plan p on p.workspace_id = t.workspace_id and p.plan_id = t.plan_id
    where t.workspace_id = ${workspaceId} and t.metric = ${code}
    order by 1, 2`.execute(tx)
  return rows
}

/** Refuses to take away a metric that something shows or judges by. @throws AppError `metricInUse` with where it is used */
export async function refuseUsedMetric(
  tx: WorkspaceTransaction,
  workspaceId: number,
  code: string,
  elsewhere: readonly FindMetricUses[],
): Promise<void> {
  const uses: MetricUse[] = []
  for (const find of [...elsewhere, ownUses]) uses.push(...(await find(tx, workspaceId, code)))
  if (uses.length > 0) throw new AppError('metricInUse', { usedIn: usedIn(uses) })
}
