import type pg from 'pg'

/**
 * The daily roll-up of order lines, as SQL shared by the write path, the import and the rebuild, so that all three
 * agree by construction.
 */
const KEYS = 'day, channel, person_id, org_unit_id, region_id, product_id'

const GROUPED = `
  select o.workspace_id, o.order_date as day, o.channel, coalesce(o.person_id, 0) as person_id,
    coalesce(o.org_unit_id, 0) as org_unit_id, coalesce(o.region_id, 0) as region_id, l.product_id,
    count(*) as line_count, sum(l.quantity) as quantity, sum(l.list_amount) as list_amount, sum(l.amount) as amount,
    sum(coalesce(l.cost, 0)) as cost
  from sales_order o
  join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id
  where o.workspace_id = $1`

const GROUP_BY = `group by o.workspace_id, o.order_date, o.channel, coalesce(o.person_id, 0),
    coalesce(o.org_unit_id, 0), coalesce(o.region_id, 0), l.product_id`

const COLUMNS = `workspace_id, ${KEYS}, line_count, quantity, list_amount, amount, cost`

/** Removes the roll-ups of some days. Parameters: workspace, days. */
export const DELETE_DAYS = 'delete from sales_daily where workspace_id = $1 and day = any($2::date[])'

/** Computes the roll-ups of some days from the raw rows. Parameters: workspace, days. */
export const INSERT_DAYS = `insert into sales_daily (${COLUMNS})
  ${GROUPED} and o.order_date = any($2::date[]) ${GROUP_BY}
  order by day, channel, person_id, org_unit_id, region_id, product_id`

/** Adds the lines of one new order to the roll-ups. Parameters: workspace, order. */
export const ADD_ORDER = `insert into sales_daily as d (${COLUMNS})
  ${GROUPED} and o.order_id = $2 ${GROUP_BY}
  on conflict (workspace_id, ${KEYS}) do update set
    line_count = d.line_count + excluded.line_count, quantity = d.quantity + excluded.quantity,
    list_amount = d.list_amount + excluded.list_amount, amount = d.amount + excluded.amount,
    cost = d.cost + excluded.cost`

/** Rows of some days in which roll-up and raw rows differ, in either direction. Parameters: workspace, first and last day. */
export const DIFFERENCES = `
  with raw as (${GROUPED} and o.order_date between $2 and $3 ${GROUP_BY}),
    kept as (select ${COLUMNS} from sales_daily where workspace_id = $1 and day between $2 and $3)
  select day, count(*)::int as differing from (
    (select * from raw except select * from kept) union all (select * from kept except select * from raw)
  ) either_way group by day order by day`

/** Who writes roll-ups: an order adds to them beside others, a recomputation needs them alone. */
const LOCK_CLASS = 46_001

/** Held to the end of the transaction. Parameter: workspace. */
export const LOCK_FOR_ADDING = `select pg_advisory_xact_lock_shared(${LOCK_CLASS}, $1::int)`

/** Waits for orders under way, and keeps new ones waiting, to the end of the transaction. Parameter: workspace. */
export const LOCK_FOR_RECOMPUTING = `select pg_advisory_xact_lock(${LOCK_CLASS}, $1::int)`

/**
 * Computes the roll-ups of some days again from the raw rows, after a load. Statistics of the rows just written come
 * first: without them the planner may choose loops that take minutes.
 */
export async function recomputeDays(
  client: pg.ClientBase,
  workspaceId: number,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return
  await client.query(
    'analyze sales_order (workspace_id, order_id, order_date), order_line (workspace_id, order_id)',
  )
  await client.query(LOCK_FOR_RECOMPUTING, [workspaceId])
  await client.query(DELETE_DAYS, [workspaceId, days])
  await client.query(INSERT_DAYS, [workspaceId, days])
}
