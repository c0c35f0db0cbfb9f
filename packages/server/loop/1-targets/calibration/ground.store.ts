import { parseLedger, toMinorUnits } from '@salesloom/engine/money'
import { sql } from 'kysely'
import { seenLayer } from '../../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { Visibility } from '../../../platform/http/call-context.ts'

/** Somebody who carries a target, with one of their positions. */
export type Carrier = {
  readonly personId: number
  readonly orgUnitId: number
  readonly hireDate: string | null
  readonly rampMonths: number | null
  readonly leftOn: string | null
  readonly quotaCapacity: string | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** Positions with a target that were held on a day or later, newest first. */
export async function findCarriers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  since: string,
): Promise<Carrier[]> {
  const { rows } = await sql<Carrier>`select p.person_id as "personId", o.org_unit_id as "orgUnitId",
      p.hire_date as "hireDate", p.ramp_months as "rampMonths", p.left_on as "leftOn",
      p.quota_capacity as "quotaCapacity", o.valid_from as "validFrom", o.valid_to as "validTo"
    from position o join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
    where o.workspace_id = ${workspaceId} and o.carries_target and p.removed_at is null
      and (o.valid_to is null or o.valid_to > ${since})
    order by o.valid_from desc, o.person_id`.execute(tx)
  return rows
}

/** A deal that was won: the unit it was credited to, the day, and how long it took. */
export type WonDeal = { readonly unit: string; readonly closedOn: string; readonly days: number }

/** Deals won in some days. */
export async function findWonDeals(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<WonDeal[]> {
  const { rows } = await sql<WonDeal>`select 'orgUnit:' || org_unit_id as unit, closed_on as "closedOn",
      (closed_on - day)::int as days
    from opportunity where workspace_id = ${workspaceId} and outcome = 'won' and removed_at is null
      and org_unit_id is not null and closed_on >= day and closed_on between ${from} and ${to}
    order by closed_on, opportunity_id`.execute(tx)
  return rows
}

type TargetRow = { readonly unit: string; readonly month: string; readonly amount: string }

const minor = (digits: number) => (row: TargetRow) => ({
  unit: row.unit,
  month: row.month,
  amount: toMinorUnits(parseLedger(row.amount), digits),
})

/** A target of a unit’s own people: `month` is the first one of the period that it is for. */
export type UnitTarget = { readonly unit: string; readonly month: string; readonly amount: number }

/** Approved sales targets by unit and month, in minor units, as a caller received them. */
export async function findApprovedTargets(
  tx: WorkspaceTransaction,
  workspaceId: number,
  days: { readonly from: string; readonly to: string },
  channel: string,
  digits: number,
  visibility: Visibility = { whole: true },
): Promise<UnitTarget[]> {
  const { rows } =
    await sql<TargetRow>`select 'orgUnit:' || org_unit_id as unit, to_char(from_day, 'YYYY-MM') as month,
      sum(amount)::text as amount
    from metric_target d where workspace_id = ${workspaceId} and metric = 'sales' and channel = ${channel}
      and ${seenLayer(workspaceId, visibility)} and org_unit_id is not null and from_day between ${days.from} and ${days.to}
    group by 1, 2`.execute(tx)
  return rows.map(minor(digits))
}

/** Quotas of whole quarters by the unit that the person was in, in minor units. */
export async function findQuotas(
  tx: WorkspaceTransaction,
  workspaceId: number,
  days: { readonly from: string; readonly to: string },
  digits: number,
): Promise<UnitTarget[]> {
  const { rows } = await sql<TargetRow>`select 'orgUnit:' || o.org_unit_id as unit,
      to_char(q.period_from, 'YYYY-MM') as month, sum(q.amount)::text as amount
    from quota q join lateral (
      select held.org_unit_id from position held
      where held.workspace_id = ${workspaceId} and held.person_id = q.person_id and held.carries_target
        and held.valid_from <= q.period_to and (held.valid_to is null or held.valid_to > q.period_from)
      order by held.valid_from desc, held.org_unit_id limit 1) o on true
    where q.workspace_id = ${workspaceId} and q.period_from between ${days.from} and ${days.to}
      and q.period_to <= ${days.to} and q.period_to - q.period_from between 80 and 100
    group by 1, 2`.execute(tx)
  return rows.map(minor(digits))
}
