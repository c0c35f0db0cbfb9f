import type { RateRecord } from '@salesloom/engine/activity-targets'
import { sql } from 'kysely'
import { converted, rateOf } from '../../../foundation/rollups/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type RateName =
  | 'averageDeal'
  | 'proposalWins'
  | 'opportunityProposals'
  | 'leadOpportunities'
  | 'visitsPerOpportunity'

/** What each person has on record for each rate. */
export type Records = ReadonlyMap<number, Readonly<Record<RateName, RateRecord>>>

/** A year of history: the twelve months that end with the newest deal that was closed by a day. */
export type History = { readonly from: string; readonly to: string }

type Row = {
  personId: number
  closed: number
  offered: number
  won: number
  priced: number
  amount: number
  squares: number
  leads: number
  qualified: number
  visits: number
}

/** The history that rates are made of, as of a day; null where no deal was ever closed. */
export async function findHistory(
  tx: WorkspaceTransaction,
  workspaceId: number,
  today: string,
): Promise<History | null> {
  const { rows } =
    await sql<History>`select (max(closed_on) - interval '1 year' + interval '1 day')::date::text as "from",
      max(closed_on)::text as "to"
    from opportunity where workspace_id = ${workspaceId} and removed_at is null and outcome <> 'open'
      and closed_on <= ${today}`.execute(tx)
  const row = rows[0]
  return row === undefined || row.to === null ? null : row
}

/**
 * Deals closed in the history are the cohort of every share: what was won counts as offered, whether or not a proposal is
 * on record, so that the shares multiply to the win rate. Amounts are in minor units, converted at their day's rate; a
 * deal without one counts as won but not for the average.
 */
export async function readRecords(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { from, to }: History,
  digits: number,
): Promise<Records> {
  const rate = sql.raw(converted('o.amount', rateOf('o.workspace_id', 'o.currency', 'o.closed_on')))
  const unit = 10 ** digits
  const { rows } = await sql<Row>`
    with deal as (
      select o.person_id, o.outcome = 'won' as won, (${rate}) * ${unit}::numeric as amount,
        o.outcome = 'won' or exists (select 1 from proposal p where p.workspace_id = ${workspaceId}
          and p.opportunity_id = o.opportunity_id and p.removed_at is null and p.status <> 'draft') as offered
      from opportunity o where o.workspace_id = ${workspaceId} and o.removed_at is null and o.person_id is not null
        and o.outcome <> 'open' and o.closed_on between ${from} and ${to}
    ), closed as (
      select person_id, count(*) as closed, count(*) filter (where offered) as offered,
        count(*) filter (where won) as won, count(amount) filter (where won) as priced,
        coalesce(sum(amount) filter (where won), 0)::float8 as amount,
        coalesce(sum(amount * amount) filter (where won), 0)::float8 as squares
      from deal group by person_id
    ), leads as (
      select l.person_id, count(*) as leads,
        count(*) filter (where l.status = 'qualified' or l.qualified_on is not null) as qualified
      from lead l where l.workspace_id = ${workspaceId} and l.removed_at is null and l.person_id is not null
        and l.day between ${from} and ${to}
        and (l.status in ('qualified', 'disqualified') or l.qualified_on is not null)
      group by l.person_id
    ), visited as (
      select v.person_id, count(*) as visits from visit v
      where v.workspace_id = ${workspaceId} and v.removed_at is null and v.person_id is not null
        and v.status = 'done' and v.day between ${from} and ${to}
      group by v.person_id
    )
    select p.person_id as "personId", coalesce(c.closed, 0) as closed, coalesce(c.offered, 0) as offered,
      coalesce(c.won, 0) as won, coalesce(c.priced, 0) as priced, coalesce(c.amount, 0) as amount,
      coalesce(c.squares, 0) as squares, coalesce(l.leads, 0) as leads, coalesce(l.qualified, 0) as qualified,
      coalesce(v.visits, 0) as visits
    from person p left join closed c on c.person_id = p.person_id
      left join leads l on l.person_id = p.person_id left join visited v on v.person_id = p.person_id
    where p.workspace_id = ${workspaceId}`.execute(tx)
  return new Map(rows.map((row) => [row.personId, recordsOf(row)]))
}

function recordsOf(row: Row): Record<RateName, RateRecord> {
  return {
    averageDeal: { events: row.amount, cases: row.priced, squares: row.squares },
    proposalWins: { events: row.won, cases: row.offered },
    opportunityProposals: { events: row.offered, cases: row.closed },
    leadOpportunities: { events: row.qualified, cases: row.leads },
    visitsPerOpportunity: { events: row.visits, cases: row.closed },
  }
}
