import { type RawBuilder, sql } from 'kysely'
import { visibleRows } from '../../../foundation/facts/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

/** Working time on a deal on a day. */
export type Effort = { readonly dealId: number; readonly day: string; readonly minutes: number }

/**
 * Working time on deals that a caller may see: what was booked on the deal, and for a deal on which nobody books time the
 * minutes of its visits and activities. Not both: a visit is often booked as well.
 */
export async function readEffort(
  tx: WorkspaceTransaction,
  { workspaceId, visibility }: CallContext,
  dealIds: readonly number[],
): Promise<Effort[]> {
  const ids: RawBuilder<unknown> = sql`${[...dealIds]}::bigint[]`
  const seen = visibleRows({ orgUnit: 't.org_unit_id', person: 't.person_id' }, visibility)
  const { rows } = await sql<Effort>`
    with booked as (
      select t.opportunity_id, t.day, t.minutes from time_entry t where t.workspace_id = ${workspaceId}
        and t.opportunity_id = any(${ids}) and t.removed_at is null and ${seen}
    ), noted as (
      select t.opportunity_id, t.day, t.minutes from activity t where t.workspace_id = ${workspaceId}
        and t.opportunity_id = any(${ids}) and t.removed_at is null and t.minutes is not null and ${seen}
      union all
      select t.opportunity_id, t.day, t.minutes from visit t where t.workspace_id = ${workspaceId}
        and t.opportunity_id = any(${ids}) and t.removed_at is null and t.status = 'done' and t.minutes is not null and ${seen}
    )
    select opportunity_id as "dealId", day, sum(minutes)::int as minutes from (
      select * from booked
      union all select * from noted where opportunity_id not in (select opportunity_id from booked)) one
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}
