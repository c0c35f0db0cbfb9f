import type { FunnelFilter } from '@salesloom/contract'
import type { Deal } from '@salesloom/engine/funnel'
import { type RawBuilder, sql } from 'kysely'
import {
  type FactColumns,
  findSliceSpans,
  membersOfSlice,
  visibleRows,
} from '../../../foundation/facts/index.ts'
import { converted, rateOf } from '../../../foundation/rollups/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { Pipeline } from './pipeline.store.ts'

const COLUMNS: FactColumns = {
  day: 'o.day',
  channel: null,
  person: 'o.person_id',
  orgUnit: 'o.org_unit_id',
  region: 'o.region_id',
  product: 'o.product_id',
  customer: 'o.customer_id',
  customerType: 'c.customer_type_id',
}

/** A deal with its history, ready for the engine; its amount is in minor units of the workspace's currency. */
export type FunnelDeal = Deal & {
  readonly id: number
  readonly day: string
  readonly unitId: number | null
  readonly personId: number | null
  readonly productId: number | null
  readonly customerTypeId: number | null
  readonly medium: string | null
  /** whether its currency has no rate: then its amount is 0 here */
  readonly isUnrated: boolean
}

type Row = Omit<FunnelDeal, 'events' | 'amount' | 'closedAt'> & {
  amount: number | null
  closedAt: number | null
  stages: number[]
  moments: number[]
}

type PartFilter = Omit<FunnelFilter, 'from' | 'to' | 'pipelineId'>

/**
 * Deals, called `o`, of a pipeline that a caller may see, narrowed to a part of the business. Days before the first
 * placement of a unit count where it was first put.
 *
 * @param days on which the trees are looked at: those of the deals
 */
export async function dealsOfPart(
  tx: WorkspaceTransaction,
  context: CallContext,
  pipeline: Pipeline,
  { medium, ...part }: PartFilter,
  days: { readonly from: string; readonly to: string },
): Promise<RawBuilder<boolean>> {
  const { workspaceId, visibility } = context
  const slice = { ...part, ...days }
  const spans = await findSliceSpans(tx, workspaceId, slice)
  return sql<boolean>`(o.workspace_id = ${workspaceId} and o.pipeline_id = ${pipeline.pipelineId}
    and ${visibleRows(COLUMNS, visibility)} and ${membersOfSlice(slice, spans, COLUMNS)}
    and ${medium === undefined ? sql`true` : sql`o.medium = ${medium}`})`
}

/** SQL of a deal's amount in minor units: at the rate of the day on which it was closed, an open one at today's. */
export function minorAmount(amount: string, digits: number, today: string): RawBuilder<number | null> {
  const rate = rateOf('o.workspace_id', 'o.currency', `coalesce(o.closed_on, date '${today}')`)
  return sql<number | null>`round((${sql.raw(converted(amount, rate))}) * ${10 ** digits}::numeric)::float8`
}

/** A join that knows the customer of a deal. */
export const CUSTOMER = sql`left join customer c on c.workspace_id = o.workspace_id and c.customer_id = o.customer_id`

/** When a deal was closed: its last change to a stage of its outcome, else noon of the day on record. */
const CLOSED_AT = sql`case when o.outcome = 'open' then null else coalesce((
    select max(e.happened_at) from stage_event e
    join pipeline_stage g on g.workspace_id = e.workspace_id and g.pipeline_stage_id = e.stage_id
    where e.workspace_id = o.workspace_id and e.opportunity_id = o.opportunity_id and e.removed_at is null
      and g.outcome = o.outcome),
  o.closed_on + time '12:00') end`

/** Reads deals with their stage histories, in the order of their ids. */
export async function readDeals(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: CallContext,
  pipeline: Pipeline,
  condition: RawBuilder<boolean>,
  digits: number,
): Promise<FunnelDeal[]> {
  const now = clock.now().toISOString()
  const { rows } = await sql<Row>`
    select o.opportunity_id as id, o.day, o.org_unit_id as "unitId", o.person_id as "personId",
      o.product_id as "productId", c.customer_type_id as "customerTypeId", o.medium,
      nullif(o.outcome, 'open') as outcome, ${minorAmount('o.amount', digits, now.slice(0, 10))} as amount,
      o.amount is not null and o.currency is not null as "isUnrated",
      extract(epoch from ${CLOSED_AT})::float8 * 1000 as "closedAt",
      coalesce(h.stages, '{}') as stages, coalesce(h.moments, '{}') as moments
    from opportunity o ${CUSTOMER}
    left join lateral (
      select array_agg(e.stage_id::float8 order by e.happened_at, e.stage_event_id) as stages,
        array_agg(extract(epoch from e.happened_at)::float8 * 1000 order by e.happened_at, e.stage_event_id) as moments
      from stage_event e where e.workspace_id = ${workspaceId} and e.opportunity_id = o.opportunity_id
        and e.removed_at is null) h on true
    where ${condition} order by o.opportunity_id`.execute(tx)
  const places = new Map(pipeline.stages.map(({ stageId }, place) => [stageId, place]))
  return rows.map(({ stages, moments, ...row }) => ({
    ...row,
    amount: row.amount ?? 0,
    isUnrated: row.isUnrated && row.amount === null,
    events: stages.flatMap((stageId, i) => {
      const stage = places.get(stageId)
      return stage === undefined ? [] : [{ stage, at: moments[i] as number }]
    }),
  }))
}
