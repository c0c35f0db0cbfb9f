import type { FunnelFilter } from '@salesloom/contract'
import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { dealsOfPart, minorAmount, readDeals } from './deal.store.ts'
import type { Pipeline } from './pipeline.store.ts'

/** What was believed of a deal from a moment on, in minor units. */
export type Revision = { readonly at: number; readonly dueOn: string | null; readonly amount: number }

/** A deal with everything that was believed of it; a removed one until it was removed. */
export type RevisedDeal = {
  readonly id: number
  readonly personId: number | null
  readonly began: number
  readonly outcome: 'won' | 'lost' | null
  readonly closedAt: number | null
  readonly removedAt: number | null
  /** in their order; the last one is what is believed today */
  readonly revisions: readonly Revision[]
}

type Row = {
  id: number
  dueOn: string | null
  removedAt: number | null
  amounts: (number | null)[]
  dues: (string | null)[]
  moments: number[]
}

/**
 * Deals of a part of the business with their revisions, those that were closed before a moment left out. What a deal
 * says today stands in for revisions that were never recorded.
 */
export async function readRevisedDeals(
  tx: WorkspaceTransaction,
  context: CallContext,
  pipeline: Pipeline,
  part: Omit<FunnelFilter, 'from' | 'to' | 'pipelineId'>,
  since: string,
): Promise<RevisedDeal[]> {
  const { workspaceId } = context
  const today = await todayOf(tx, context)
  const digits = await currencyDigits(tx, workspaceId)
  const seen = await dealsOfPart(tx, context, pipeline, part, { from: '0001-01-01', to: today })
  const condition = sql<boolean>`(${seen} and (o.closed_on is null or o.closed_on >= ${since}::date - 1))`
  const deals = await readDeals(tx, context, pipeline, condition, digits)
  const { rows } = await sql<Row>`
    select o.opportunity_id as id, o.expected_close_on as "dueOn",
      extract(epoch from o.removed_at)::float8 * 1000 as "removedAt",
      coalesce(h.amounts, '{}') as amounts, coalesce(h.dues, '{}') as dues, coalesce(h.moments, '{}') as moments
    from opportunity o left join customer c on c.workspace_id = o.workspace_id and c.customer_id = o.customer_id
    left join lateral (
      select array_agg(${minorAmount('r.amount', digits, today)} order by r.happened_at, r.opportunity_revision_id) as amounts,
        array_agg(r.expected_close_on::text order by r.happened_at, r.opportunity_revision_id) as dues,
        array_agg(extract(epoch from r.happened_at)::float8 * 1000 order by r.happened_at, r.opportunity_revision_id) as moments
      from opportunity_revision r where r.workspace_id = ${workspaceId} and r.opportunity_id = o.opportunity_id
        and r.removed_at is null) h on true
    where ${condition}`.execute(tx)
  const known = new Map(rows.map((row) => [row.id, row]))
  return deals.flatMap((deal) => {
    const row = known.get(deal.id)
    if (row === undefined) return []
    const began = deal.events[0]?.at ?? Date.parse(`${deal.day}T00:00:00Z`)
    const revisions = row.moments.map((at, i) => ({
      at,
      dueOn: row.dues[i] ?? null,
      amount: row.amounts[i] ?? 0,
    }))
    const { id, personId, outcome, closedAt } = deal
    return [
      {
        id,
        personId,
        began,
        outcome,
        closedAt,
        removedAt: row.removedAt,
        revisions: revisions.length > 0 ? revisions : [{ at: began, dueOn: row.dueOn, amount: deal.amount }],
      },
    ]
  })
}
