import { sql } from 'kysely'
import { civilToday } from '../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext, Visibility } from '../../platform/http/call-context.ts'
import { type FactColumns, visibleRows } from '../facts/index.ts'
import { loadCalendar } from '../fiscal-calendar/index.ts'
import { productCategories, timeCut, timeKey } from './breakdowns.ts'

/** Actual sales of one plan cell. The amount is exact ledger text: add first, round once. */
export type ActualCell = {
  readonly personId: number | null
  /** the unit that it was sold for */
  readonly orgUnitId: number | null
  readonly regionId: number | null
  readonly categoryId: number
  readonly month: string
  readonly amount: string
}

export type ActualsRequest = {
  readonly workspaceId: number
  readonly channel: string
  readonly from: string
  readonly to: string
  readonly visibility: Visibility
}

const COLUMNS: FactColumns = {
  day: 'd.day',
  channel: 'd.channel',
  person: 'd.person_id',
  orgUnit: 'd.org_unit_id',
  region: 'd.region_id',
  product: 'd.product_id',
  customer: null,
}

/** Sales by salesperson × unit × region × product category × period of the calendar, limited to what the caller may see. */
export async function actualsByPlanCell(
  tx: WorkspaceTransaction,
  request: ActualsRequest,
): Promise<ActualCell[]> {
  const { workspaceId, channel, from, to, visibility } = request
  const cut = timeCut({ from, to }, 'month', await loadCalendar(tx, workspaceId))
  const { rows } = await sql<ActualCell>`
    select nullif(d.person_id, 0) as "personId", nullif(d.org_unit_id, 0) as "orgUnitId", nullif(d.region_id, 0) as "regionId", c.category_id as "categoryId",
      ${timeKey('month', sql`d.day`, cut)} as month, round(sum(d.amount), 4)::text as amount
    from sales_daily d
    join ${productCategories(workspaceId)} c on c.product_id = d.product_id
    where d.workspace_id = ${workspaceId} and d.channel = ${channel} and d.day between ${from} and ${to}
      and ${visibleRows(COLUMNS, visibility)}
    group by 1, 2, 3, 4, 5`.execute(tx)
  return rows
}

/** The day that figures are of: today, or the last day with sales (of a channel, where one is named) where that is earlier. */
export async function figuresUntil(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: CallContext,
  timeZone: string,
  channel: string | null = null,
): Promise<string> {
  const today = civilToday(clock, timeZone)
  const { until } = await dataBounds(tx, workspaceId, channel)
  return until !== null && until < today ? until : today
}

/** The first and last day with sales of a channel (of all channels where none is named), null without any. */
export async function dataBounds(
  tx: WorkspaceTransaction,
  workspaceId: number,
  channel: string | null,
): Promise<{ from: string | null; until: string | null }> {
  const { rows } = await sql<{ from: string | null; until: string | null }>`
    select min(day) as "from", max(day) as until from sales_daily
    where workspace_id = ${workspaceId} and (${channel}::text is null or channel = ${channel})`.execute(tx)
  return rows[0] ?? { from: null, until: null }
}
