import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '../../platform/http/call-context.ts'

/** Layers of a caller's units and of themselves. */
function held(layer: string, visibility: Exclude<Visibility, { whole: true }>): RawBuilder<unknown> {
  return sql`(${sql.ref(`${layer}.org_unit_id`)} = any(${[...visibility.orgUnitIds]}::bigint[])
    or ${sql.ref(`${layer}.person_id`)} = any(${[...visibility.personIds]}::bigint[]))`
}

/**
 * SQL that keeps, of the rows `d` of published targets, those that the caller is to see: the plan's own for who sees the
 * whole workspace; else what their topmost unit in the plan, or they themselves, received. Where a plan has no layers
 * everybody received what it says.
 */
export function seenLayer(workspaceId: number, visibility: Visibility): RawBuilder<boolean> {
  if (visibility.whole) return sql<boolean>`d.layer is null`
  return sql<boolean>`(case when d.layer is null
    then not exists (select 1 from metric_target_layer l
      where l.workspace_id = ${workspaceId} and l.plan_id = d.plan_id and l.metric = d.metric)
    else (d.plan_id, d.metric, d.layer) in (select l.plan_id, l.metric, l.position from metric_target_layer l
      where l.workspace_id = ${workspaceId} and ${held('l', visibility)}
        and not exists (select 1 from metric_target_layer above
          where above.workspace_id = ${workspaceId} and above.plan_id = l.plan_id and above.metric = l.metric
            and above.position < l.position and above.last_position >= l.last_position
            and ${held('above', visibility)}))
    end)`
}
