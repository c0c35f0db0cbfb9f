import type { Slice } from '@salesloom/contract'
import { sql } from 'kysely'
import {
  currencyDigits,
  type FactColumns,
  findSliceSpans,
  membersOfSlice,
  visibleRows,
} from '../../../foundation/facts/index.ts'
import { converted, rateOf } from '../../../foundation/rollups/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

const COLUMNS: FactColumns = {
  day: 'o.day',
  channel: null,
  person: 'o.person_id',
  orgUnit: 'o.org_unit_id',
  region: 'o.region_id',
  product: 'o.product_id',
  customer: 'o.customer_id',
}

/** A deal that was to close in some days, or did. Amounts in minor units of the workspace's currency. */
export type BridgeDeal = {
  readonly id: number
  readonly unitId: number | null
  readonly productId: number | null
  readonly lossReasonId: number | null
  readonly competitor: string | null
  /** the last open stage that it was in */
  readonly stageId: number | null
  /** what became of it within the days */
  readonly state: 'won' | 'lost' | 'open'
  readonly amount: number
  /** what it cost by the list: of its accepted quote; without one its amount */
  readonly listAmount: number
}

type Row = Omit<BridgeDeal, 'state' | 'listAmount'> & {
  outcome: 'won' | 'lost' | 'open'
  closedOn: string | null
  dueOn: string | null
  quoteList: number | null
}

/** What somebody believed when the days began, or first where the deal is younger. */
const BELIEVED = (from: string) => sql`coalesce(
  (select r.expected_close_on from opportunity_revision r where r.workspace_id = o.workspace_id
    and r.opportunity_id = o.opportunity_id and r.removed_at is null and r.happened_at < ${from}::date
    order by r.happened_at desc, r.opportunity_revision_id desc limit 1),
  (select r.expected_close_on from opportunity_revision r where r.workspace_id = o.workspace_id
    and r.opportunity_id = o.opportunity_id and r.removed_at is null
    order by r.happened_at, r.opportunity_revision_id limit 1),
  o.expected_close_on)`

const LAST_STAGE = sql`(select e.stage_id from stage_event e
  join pipeline_stage g on g.workspace_id = e.workspace_id and g.pipeline_stage_id = e.stage_id
  where e.workspace_id = o.workspace_id and e.opportunity_id = o.opportunity_id and e.removed_at is null
    and g.outcome = 'open' order by e.happened_at desc, e.stage_event_id desc limit 1)`

function dealOf({ outcome, closedOn, dueOn, quoteList, ...row }: Row, { from, to }: Slice): BridgeDeal[] {
  const isClosed = closedOn !== null && closedOn >= from && closedOn <= to
  if (!isClosed && (dueOn === null || dueOn < from || dueOn > to)) return []
  const listAmount = quoteList !== null && quoteList > 0 ? quoteList : row.amount
  return [{ ...row, listAmount, state: isClosed ? outcome : 'open' }]
}

/**
 * Deals that a caller may see which were to close in the days of a slice, by what was believed when these began, or were
 * closed within them.
 */
export async function readBridgeDeals(
  tx: WorkspaceTransaction,
  context: CallContext,
  slice: Slice,
): Promise<BridgeDeal[]> {
  const { workspaceId, visibility } = context
  const { from, to, channel: _channel, ...part } = slice
  const digits = await currencyDigits(tx, workspaceId)
  const lasting = { ...part, from: '0001-01-01', to }
  const within = membersOfSlice(lasting, await findSliceSpans(tx, workspaceId, lasting), COLUMNS)
  const minor = (column: string, currency: string, day: string) =>
    sql`round((${sql.raw(converted(column, rateOf('o.workspace_id', currency, day)))}) * ${10 ** digits}::numeric)::float8`
  const day = `coalesce(o.closed_on, date '${to}')`
  const { rows } = await sql<Row>`
    select o.opportunity_id as id, o.org_unit_id as "unitId", o.product_id as "productId",
      o.loss_reason_id as "lossReasonId", nullif(o.competitor, '') as competitor, ${LAST_STAGE} as "stageId",
      o.outcome, o.closed_on as "closedOn", ${BELIEVED(from)} as "dueOn",
      greatest(0, coalesce(${minor('o.amount', 'o.currency', day)}, 0)) as amount,
      (select ${minor('q.list_amount', 'q.currency', 'q.day')} from quote q where q.workspace_id = o.workspace_id
        and q.opportunity_id = o.opportunity_id and q.status = 'accepted' and q.removed_at is null
        order by q.day desc, q.quote_id desc limit 1) as "quoteList"
    from opportunity o
    where o.workspace_id = ${workspaceId} and o.removed_at is null and o.day <= ${to}
      and (o.closed_on is null or o.closed_on >= ${from}) and ${visibleRows(COLUMNS, visibility)} and ${within}
    order by o.opportunity_id`.execute(tx)
  return rows.flatMap((row) => dealOf(row, slice))
}
