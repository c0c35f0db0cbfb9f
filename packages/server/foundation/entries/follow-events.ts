import { kindOf } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { refreshRollups } from '../rollups/index.ts'
import { type FactChange, restate } from './restate.ts'

type Followed = {
  readonly id: number
  readonly day: string
  readonly amount: string | null
  readonly closed_before: string | null
  readonly closed_after: string | null
}

const OPPORTUNITY = kindOf('opportunity')

/** What a deal that moved means for the periods in which it began, was closed, and is closed now. */
function changesOfFollowed({ id, day, amount, closed_before, closed_after }: Followed): FactChange[] {
  const changed = (before: string | null, after: string | null): FactChange => ({
    id,
    change: 'changed',
    before: { day: before, amount },
    after: { day: after, amount },
  })
  return [changed(day, day), changed(closed_before, closed_after)]
}

/**
 * After stage events arrived, in whatever order, each deal stands where its latest event says; it was closed on the day of
 * that event on the workspace's clocks, the day by which metrics count the event. Closed periods in which it counted, or
 * does now, show it as restated.
 * @param arrived events that were added or changed: where one of them is the latest, its day is the closing day, also of a
 *   deal that stands in its stage already
 */
export async function followEvents(
  tx: WorkspaceTransaction,
  context: CallContext,
  opportunityIds: readonly number[],
  arrived: readonly number[] = [],
): Promise<void> {
  const { workspaceId, clock } = context
  const { rows } = await sql<Followed>`
    update opportunity o set stage_id = latest.stage_id, pipeline_id = s.pipeline_id, outcome = s.outcome,
      probability = case s.outcome when 'won' then 1 when 'lost' then 0 else s.probability end,
      closed_on = case when s.outcome = 'open' then null else (latest.happened_at at time zone w.time_zone)::date end,
      version = o.version + 1, updated_at = ${clock.now().toISOString()}
    from (
      select distinct on (e.opportunity_id) e.opportunity_id, e.stage_event_id, e.stage_id, e.happened_at
      from stage_event e
      where e.workspace_id = ${workspaceId} and e.opportunity_id = any(${[...opportunityIds]}::bigint[])
        and e.removed_at is null
      order by e.opportunity_id, e.happened_at desc, e.stage_event_id desc) latest
    join opportunity b on b.workspace_id = ${workspaceId} and b.opportunity_id = latest.opportunity_id
    join pipeline_stage s on s.workspace_id = ${workspaceId} and s.pipeline_stage_id = latest.stage_id
    join workspace w on w.workspace_id = ${workspaceId}
    where o.workspace_id = ${workspaceId} and o.opportunity_id = latest.opportunity_id
      and (o.stage_id is distinct from latest.stage_id
        or (s.outcome <> 'open' and latest.stage_event_id = any(${[...arrived]}::bigint[])
          and o.closed_on is distinct from (latest.happened_at at time zone w.time_zone)::date))
    returning o.opportunity_id as id, o.day, o.amount, b.closed_on as closed_before, o.closed_on as closed_after`.execute(
    tx,
  )
  await restate(tx, context, OPPORTUNITY, rows.flatMap(changesOfFollowed))
  const days = [...new Set(rows.map(({ day }) => day))]
  await refreshRollups(tx, workspaceId, 'opportunity', days)
}
