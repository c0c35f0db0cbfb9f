import type pg from 'pg'
import { converted, rateOf } from './conversion.ts'

/**
 * The roll-ups of order lines, as SQL shared by the write path, the import and the rebuild, so that all of them agree
 * by construction. Days are made from the rows, months from the days.
 */
const KEYS = 'day, person_id, org_unit_id, region_id, product_id, channel'

/** Text stands last: of what stands behind it a sort finds the place anew in every comparison. */
const LINE_KEYS = 'o.person_id, o.org_unit_id, o.region_id, l.product_id, o.channel'

/** The order of the daily table's key: rows that arrive in it are put into the index one beside the other. */
const KEY_ORDER = 'day, channel, person_id, org_unit_id, region_id, product_id'

/**
 * Order lines grouped by day and keys. The rate is looked up once for each order, not for each sum of each line:
 * `offset 0` keeps the planner from writing the look-up out again in every sum.
 * @param condition which orders, about `o`; `$1` is the workspace
 */
function grouped(condition: string): string {
  return `
  select o.workspace_id, o.day, ${LINE_KEYS}, count(*) as line_count, sum(l.quantity) as quantity,
    coalesce(sum(${converted('l.list_amount', 'o.rate')}), 0) as list_amount,
    coalesce(sum(${converted('l.amount', 'o.rate')}), 0) as amount,
    coalesce(sum(${converted('l.cost', 'o.rate')}), 0) as cost, count(*) filter (where o.rate is null) as unrated_count
  from (
    select o.workspace_id, o.order_id, o.order_date as day, o.channel, coalesce(o.person_id, 0) as person_id,
      coalesce(o.org_unit_id, 0) as org_unit_id, coalesce(o.region_id, 0) as region_id,
      ${rateOf('$1', 'o.currency', 'o.order_date')} as rate
    from sales_order o where o.workspace_id = $1 and o.removed_at is null and ${condition} offset 0) o
  join order_line l on l.workspace_id = $1 and l.order_id = o.order_id
  group by o.workspace_id, o.day, ${LINE_KEYS}`
}

const SUMS = ['line_count', 'quantity', 'list_amount', 'amount', 'cost', 'unrated_count'] as const
const COLUMNS = `workspace_id, ${KEYS}, ${SUMS.join(', ')}`
const ADDED = SUMS.map((column) => `${column} = d.${column} + excluded.${column}`).join(', ')

/** The monthly tables with the keys that each keeps. */
const MONTHLY = {
  sales_monthly: 'person_id, org_unit_id, region_id, channel',
  sales_monthly_unit: 'org_unit_id, region_id, channel',
  sales_monthly_product: 'product_id, region_id, channel',
} as const
type MonthlyTable = keyof typeof MONTHLY
const MONTHLY_KEY_ORDER: Readonly<Record<MonthlyTable, string>> = {
  sales_monthly: 'month, channel, person_id, org_unit_id, region_id',
  sales_monthly_unit: 'month, channel, org_unit_id, region_id',
  sales_monthly_product: 'product_id, month, channel, region_id',
}
const MONTHLY_TABLES = Object.keys(MONTHLY) as readonly MonthlyTable[]

const summed = SUMS.map((column) => `sum(${column}) as ${column}`).join(', ')

/** The first day of a day's month, without the detour over the session's time zone that a date would take. */
const monthOf = (day: string) => `date_trunc('month', ${day}::timestamp)::date`

/** @param rows daily rows with their month, as a table expression */
function monthsFrom(table: MonthlyTable, rows: string): string {
  const keys = MONTHLY[table]
  return `select workspace_id, month, ${keys}, ${summed} from ${rows} group by workspace_id, month, ${keys}`
}

const monthlyColumns = (table: MonthlyTable) => `workspace_id, month, ${MONTHLY[table]}, ${SUMS.join(', ')}`

/** The months of some days, as first days. Parameter 2: days. */
const MONTHS_OF_DAYS = `(select distinct ${monthOf('touched')} from unnest($2::date[]) touched)`

/**
 * The days of these months with their month. The bounds are known before the statement is planned, so that a whole load
 * reads the table once through and a few days find theirs by the index. Parameters: workspace, days in order.
 */
const DAYS_OF_MONTHS = `(select touched.month, d.* from sales_daily d
    join ${MONTHS_OF_DAYS} touched (month) on touched.month = ${monthOf('d.day')}
    where d.workspace_id = $1 and d.day >= ${monthOf('($2::date[])[1]')}
      and d.day < (${monthOf('($2::date[])[array_upper($2::date[], 1)]')} + interval '1 month')::date) d`

/** The months of people, out of which those of units are made: a tenth of the days' rows or less. */
const MONTHS_OF_PEOPLE = `(select * from sales_monthly where workspace_id = $1 and month in ${MONTHS_OF_DAYS}) d`

/** Makes the days of a list again from the rows. Parameters of each statement: workspace, days. */
const RECOMPUTE_DAYS: readonly string[] = [
  'delete from sales_daily where workspace_id = $1 and day = any($2::date[])',
  `insert into sales_daily (${COLUMNS}) ${grouped('o.order_date = any($2::date[])')} order by ${KEY_ORDER}`,
]

/** Makes the months of a list of days again. Parameters of each statement: workspace, days in order. */
const RECOMPUTE_MONTHS: readonly string[] = MONTHLY_TABLES.flatMap((table) => [
  `delete from ${table} where workspace_id = $1 and month in ${MONTHS_OF_DAYS}`,
  `insert into ${table} (${monthlyColumns(table)}) ${monthsFrom(
    table,
    table === 'sales_monthly_unit' ? MONTHS_OF_PEOPLE : DAYS_OF_MONTHS,
  )} order by ${MONTHLY_KEY_ORDER[table]}`,
])

/**
 * Makes the days of a list and their months again from the rows. Parameters of each statement: workspace, days from the
 * first to the last. The lock for recomputing must be held.
 */
export const RECOMPUTE: readonly string[] = [...RECOMPUTE_DAYS, ...RECOMPUTE_MONTHS]

const ORDERS = 'o.order_id = any($2::bigint[])'

/** Adds what some orders say to days and months, or takes it away. Parameters of each statement: workspace, orders. */
function shiftBy(sign: '' | '-'): readonly string[] {
  const sums = SUMS.map((column) => `${sign}${column}`).join(', ')
  return [
    `insert into sales_daily as d (${COLUMNS}) select workspace_id, ${KEYS}, ${sums} from (${grouped(ORDERS)}) line
      order by ${KEY_ORDER} on conflict (workspace_id, ${KEYS}) do update set ${ADDED}`,
    ...MONTHLY_TABLES.map((table) => {
      const months = monthsFrom(
        table,
        `(select ${monthOf('day')} as month, line.* from (${grouped(ORDERS)}) line) l`,
      )
      return `insert into ${table} as d (${monthlyColumns(table)})
        select workspace_id, month, ${MONTHLY[table]}, ${sums} from (${months}) m order by ${MONTHLY_KEY_ORDER[table]}
        on conflict (workspace_id, month, ${MONTHLY[table]}) do update set ${ADDED}`
    }),
  ]
}

/**
 * For writers that know their orders: what these say is taken away before they are written and added afterwards, in the
 * same transaction and under the lock for adding, held from before the first. That costs as much as the orders have
 * lines, however many others share their days. Numeric sums are exact, so nothing is left over.
 */
export const ADD_ORDERS: readonly string[] = shiftBy('')
export const TAKE_ORDERS: readonly string[] = shiftBy('-')

/** Removes what no line is behind any more. Parameters of each statement: workspace, days. */
export const DROP_EMPTY: readonly string[] = [
  'delete from sales_daily where workspace_id = $1 and day = any($2::date[]) and line_count = 0',
  ...MONTHLY_TABLES.map(
    (table) =>
      `delete from ${table} where workspace_id = $1 and month in ${MONTHS_OF_DAYS} and line_count = 0`,
  ),
]

/** Rows that are in one of two queries and not in the other. */
export function apart(made: string, kept: string): string {
  return `with made as materialized (${made}), kept as materialized (${kept})
    (select * from made except select * from kept) union all (select * from kept except select * from made)`
}

const monthsApart = (table: MonthlyTable) =>
  `select month as day from (${apart(
    monthsFrom(
      table,
      `(select ${monthOf('day')} as month, d.* from sales_daily d where workspace_id = $1
      and day >= date_trunc('month', $2::date) and day < date_trunc('month', $3::date) + interval '1 month') d`,
    ),
    `select ${monthlyColumns(table)} from ${table} where workspace_id = $1
    and month between date_trunc('month', $2::date) and $3::date`,
  )}) differing`

/**
 * Days in which roll-up and raw rows differ, in either direction, and first days of months that are not the sum of
 * their days. Parameters: workspace, first and last day.
 */
export const DIFFERENCES = `
  select day, count(*)::int as differing from (
    select day from (${apart(
      grouped('o.order_date between $2 and $3'),
      `select ${COLUMNS} from sales_daily where workspace_id = $1 and day between $2 and $3`,
    )}) days
    ${MONTHLY_TABLES.map((table) => `union all ${monthsApart(table)}`).join('\n    ')}
  ) either_way group by day order by day`

/** Who writes roll-ups: an order adds to them beside others, a recomputation needs them alone. */
const LOCK_CLASS = 46_001

/** Held to the end of the transaction. Parameter: workspace. */
export const LOCK_FOR_ADDING = `select pg_advisory_xact_lock_shared(${LOCK_CLASS}, $1::int)`

/** Waits for orders under way, and keeps new ones waiting, to the end of the transaction. Parameter: workspace. */
export const LOCK_FOR_RECOMPUTING = `select pg_advisory_xact_lock(${LOCK_CLASS}, $1::int)`

/** What the planner is told of fresh rows: a tenth of the usual sample, which the database's own upkeep soon makes whole. */
const ROUGHLY = 'set local default_statistics_target = 10'
const AS_USUAL = 'reset default_statistics_target'

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
  const sorted = days.toSorted()
  await client.query(ROUGHLY)
  await client.query(
    'analyze sales_order (workspace_id, order_id, order_date, removed_at, currency), order_line (workspace_id, order_id)',
  )
  await client.query(LOCK_FOR_RECOMPUTING, [workspaceId])
  for (const statement of RECOMPUTE_DAYS) await client.query(statement, [workspaceId, sorted])
  await client.query(`analyze sales_daily (workspace_id, ${KEYS})`)
  for (const statement of RECOMPUTE_MONTHS) await client.query(statement, [workspaceId, sorted])
  await client.query(AS_USUAL)
}
