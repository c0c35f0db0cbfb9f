import { minorUnitsOf } from '@salesloom/engine/money'
import { sql } from 'kysely'
import { visibleRows } from '../../foundation/facts/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** Sales of the caller's part of the organisation in some days of one channel. */
export type SalesFigures = {
  readonly sales: number
  readonly listAmount: number
  readonly orders: number
  readonly activeCustomers: number
}

const ROLLUP = {
  day: 'd.day',
  channel: 'd.channel',
  person: 'd.person_id',
  orgUnit: 'd.org_unit_id',
  region: 'd.region_id',
  product: 'd.product_id',
  customer: null,
}
const ORDERS = { ...ROLLUP, day: 'd.order_date', product: null, customer: 'd.customer_id' }

export type Days = { readonly channel: string; readonly from: string; readonly to: string }

/** Adds up sales, list amounts, orders and customers of some days. */
export async function salesFigures(
  tx: WorkspaceTransaction,
  context: CallContext,
  days: Days,
  digits: number,
): Promise<SalesFigures> {
  const { workspaceId, visibility } = context
  const within = (day: string) =>
    sql`d.workspace_id = ${workspaceId} and d.channel = ${days.channel} and ${sql.ref(day)} between ${days.from} and ${days.to}`
  const lines = await sql<{
    sales: string | null
    list: string | null
  }>`select sum(d.amount)::text as sales, sum(d.list_amount)::text as list
    from sales_daily d where ${within('d.day')} and ${visibleRows(ROLLUP, visibility)}`.execute(tx)
  const orders = await sql<{
    orders: number
    customers: number
  }>`select count(*) as orders, count(distinct d.customer_id) as customers
    from sales_order d where ${within('d.order_date')} and d.removed_at is null and ${visibleRows(ORDERS, visibility)}`.execute(
    tx,
  )
  const row = lines.rows[0]
  return {
    sales: minorUnitsOf(row?.sales ?? '0', digits),
    listAmount: minorUnitsOf(row?.list ?? '0', digits),
    orders: orders.rows[0]?.orders ?? 0,
    activeCustomers: orders.rows[0]?.customers ?? 0,
  }
}

/** Some days under a code. */
type Period = { readonly code: string; readonly from: string; readonly to: string }

/** Sales of the caller's part in some periods, in exact minor units by their codes. */
export async function salesByPeriod(
  tx: WorkspaceTransaction,
  context: CallContext,
  channel: string,
  periods: readonly Period[],
  digits: number,
): Promise<Map<string, number>> {
  const { workspaceId, visibility } = context
  const column = (name: keyof Period) => periods.map((period) => period[name])
  const { rows } = await sql<{
    code: string
    sales: string
  }>`select p.code, sum(d.amount)::text as sales
    from unnest(${column('code')}::text[], ${column('from')}::date[], ${column('to')}::date[]) p (code, first, last)
    join sales_daily d on d.workspace_id = ${workspaceId} and d.channel = ${channel} and d.day between p.first and p.last
    where ${visibleRows(ROLLUP, visibility)} group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.code, minorUnitsOf(row.sales, digits)]))
}

/** Sales of each person of the caller's part, by person id. */
export async function salesByPerson(
  tx: WorkspaceTransaction,
  context: CallContext,
  days: Days,
  digits: number,
): Promise<Map<number, number>> {
  const { workspaceId, visibility } = context
  const { rows } = await sql<{
    person: number
    sales: string
  }>`select d.person_id as person, sum(d.amount)::text as sales
    from sales_daily d where d.workspace_id = ${workspaceId} and d.channel = ${days.channel} and d.day between ${days.from} and ${days.to}
      and ${visibleRows(ROLLUP, visibility)} group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.person, minorUnitsOf(row.sales, digits)]))
}
