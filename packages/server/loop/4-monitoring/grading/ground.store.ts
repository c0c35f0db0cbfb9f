import type { ClosedDeal } from '@salesloom/engine/win-probability'
import { sql } from 'kysely'
import { converted, rateOf } from '../../../foundation/rollups/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

/** What a customer has bought: days with an order, and their mean amount after the first, in minor units. */
export type Bought = {
  readonly customerId: number
  readonly orders: number
  readonly firstOn: string | null
  readonly lastOn: string | null
  /** of the days after the first; null without one */
  readonly repeatAmount: number | null
  /** of all days; null without any */
  readonly amount: number | null
}

/** What is known of a customer, at the beginning of a deal or today: the attributes of the probability. */
export type CustomerFacts = {
  readonly type: string | null
  readonly region: string | null
  readonly orders: number
  readonly daysSinceOrder: number | null
  readonly dealsWon: number
  readonly dealsLost: number
}

/** All customers with what they have bought up to a day. */
export async function readBought(
  tx: WorkspaceTransaction,
  workspaceId: number,
  today: string,
  digits: number,
): Promise<Bought[]> {
  const amount = sql.raw(converted('l.amount', rateOf('o.workspace_id', 'o.currency', 'o.order_date')))
  const { rows } = await sql<Bought>`
    with days as (
      select o.customer_id, o.order_date as day, greatest(0, coalesce(sum(${amount}), 0)) * ${10 ** digits}::numeric as amount
      from sales_order o
      join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id
      where o.workspace_id = ${workspaceId} and o.removed_at is null and o.customer_id is not null
        and o.order_date <= ${today}
      group by 1, 2
    ), numbered as (
      select d.*, row_number() over (partition by customer_id order by day) as place from days d
    ), bought as (
      select customer_id, count(*)::int as orders, min(day) as first_on, max(day) as last_on,
        avg(amount) filter (where place > 1) as repeats, avg(amount) as amount
      from numbered group by 1
    )
    select c.customer_id as "customerId", coalesce(b.orders, 0) as orders, b.first_on as "firstOn", b.last_on as "lastOn",
      b.repeats::float8 as "repeatAmount", b.amount::float8 as amount
    from customer c left join bought b on b.customer_id = c.customer_id
    where c.workspace_id = ${workspaceId} and c.removed_at is null order by c.customer_id`.execute(tx)
  return rows
}

/** Facts of customers on a day that each row of `deals` names: `customer_id` and `day`. Deals closed before it count. */
const FACTS = (workspaceId: number) => sql`
  select d.id, t.code as type, r.code as region, d.day,
    (select count(distinct o.order_date) from sales_order o where o.workspace_id = ${workspaceId}
      and o.customer_id = d.customer_id and o.removed_at is null and o.order_date < d.day)::int as orders,
    (select d.day - max(o.order_date) from sales_order o where o.workspace_id = ${workspaceId}
      and o.customer_id = d.customer_id and o.removed_at is null and o.order_date < d.day)::int as "daysSinceOrder",
    (select count(*) from opportunity p where p.workspace_id = ${workspaceId} and p.customer_id = d.customer_id
      and p.removed_at is null and p.outcome = 'won' and p.closed_on < d.day)::int as "dealsWon",
    (select count(*) from opportunity p where p.workspace_id = ${workspaceId} and p.customer_id = d.customer_id
      and p.removed_at is null and p.outcome = 'lost' and p.closed_on < d.day)::int as "dealsLost"
  from deals d
  join customer c on c.workspace_id = ${workspaceId} and c.customer_id = d.customer_id
  left join customer_type t on t.workspace_id = c.workspace_id and t.customer_type_id = c.customer_type_id
  left join region r on r.workspace_id = c.workspace_id and r.region_id = c.region_id
  order by d.id`

/** The attributes of the model: counts by their logarithm, so that the tenth order tells less than the first. */
export function attributesOf(facts: CustomerFacts): ClosedDeal['attributes'] {
  return {
    type: facts.type,
    region: facts.region,
    orders: Math.log1p(facts.orders),
    daysSinceOrder: facts.daysSinceOrder === null ? null : Math.log1p(facts.daysSinceOrder),
    dealsWon: Math.log1p(facts.dealsWon),
    dealsLost: Math.log1p(facts.dealsLost),
  }
}

/** Deals closed in some days with what was known of their customers when each began. */
export async function readClosedDeals(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ClosedDeal[]> {
  const { rows } = await sql<CustomerFacts & { id: number; won: boolean }>`
    with deals as (
      select o.opportunity_id as id, o.customer_id, o.day, o.outcome = 'won' as won from opportunity o
      where o.workspace_id = ${workspaceId} and o.removed_at is null and o.outcome <> 'open'
        and o.customer_id is not null and o.closed_on between ${from} and ${to})
    select f.*, d.won from (${FACTS(workspaceId)}) f join deals d on d.id = f.id order by f.id`.execute(tx)
  return rows.map(({ won, ...facts }) => ({ won, attributes: attributesOf(facts) }))
}

/** What is known of every customer on a day. */
export async function readCustomerFacts(
  tx: WorkspaceTransaction,
  workspaceId: number,
  today: string,
): Promise<Map<number, CustomerFacts>> {
  const { rows } = await sql<CustomerFacts & { id: number }>`
    with deals as (
      select c.customer_id as id, c.customer_id, ${today}::date as day from customer c
      where c.workspace_id = ${workspaceId} and c.removed_at is null)
    ${FACTS(workspaceId)}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
