import { sql } from 'kysely'
import { FIELDS } from '../packages/contract/index.ts'
import { computeMetric } from '../packages/server/foundation/metrics/index.ts'
import { rebuildRollups } from '../packages/server/foundation/rollups/index.ts'
import { systemClock } from '../packages/server/platform/clock/index.ts'
import { type Database, readWorkspace } from '../packages/server/platform/database/index.ts'
import type { CallContext } from '../packages/server/platform/http/call-context.ts'
import { withTestDatabase } from '../packages/server/testing/test-database.ts'
import { type Benchmark, type Finding, finding, medianOf, timed } from './measure.ts'

const LINES = 1_000_000
const ROUNDS = 40

/**
 * Three years of a made-up company: 250,000 orders of four lines, 120 people in twelve teams, forty regions, five
 * hundred products in ten categories, two channels. Everything follows from the row's number, so each run has the same.
 */
const COMPANY = `
  insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone)
    values ('bench', '测', 'Bench', 'CNY', 2, 'Asia/Shanghai');
  insert into org_unit (workspace_id, org_unit_id, code, kind, name_zh, name_en)
    select 1, i, 'u' || i, 'team', 'u' || i, 'u' || i from generate_series(1, 12) i;
  insert into org_unit_placement (workspace_id, org_unit_id, valid_from, parent_id)
    select 1, i, '2020-01-01', nullif(1, i) from generate_series(1, 12) i;
  insert into region (workspace_id, region_id, code, kind, name_zh, name_en)
    select 1, i, 'r' || i, 'area', 'r' || i, 'r' || i from generate_series(1, 40) i;
  insert into region_placement (workspace_id, region_id, valid_from, parent_id)
    select 1, i, '2020-01-01', case when i <= 4 then null else 1 + i % 4 end from generate_series(1, 40) i;
  insert into product (workspace_id, product_id, code, kind, name_zh, name_en)
    select 1, i, 'p' || i, case when i <= 10 then 'category' else 'product' end, 'p' || i, 'p' || i from generate_series(1, 510) i;
  insert into product_placement (workspace_id, product_id, valid_from, parent_id)
    select 1, i, '2020-01-01', case when i <= 10 then null else 1 + i % 10 end from generate_series(1, 510) i;
  insert into person (workspace_id, person_id, code, name_zh, name_en)
    select 1, i, 's' || i, 's' || i, 's' || i from generate_series(1, 120) i;
  insert into channel (workspace_id, code, name_zh, name_en) values (1, 'sales', 'x', 'x'), (1, 'web', 'x', 'x');
  insert into customer (workspace_id, customer_id, code, external_id, name_zh, name_en)
    select 1, i, 'c' || i, 'c' || i, 'c', 'c' from generate_series(1, 5000) i;
`
const FACTS = `
  set local session_replication_role = replica;
  insert into sales_order (workspace_id, order_id, source, external_id, order_date, channel, customer_id, person_id, org_unit_id, region_id, content_hash)
    select 1, i, 'bench', i::text, date '2023-01-01' + (i::bigint * 7919 % 1096)::int, case when i % 5 = 0 then 'web' else 'sales' end,
      1 + (i::bigint * 104729 % 5000), 1 + (i::bigint * 31 % 120), 1 + (i::bigint * 31 % 120) % 12, 5 + (i::bigint * 13 % 36), ''
    from generate_series(1, ${LINES / 4}) i;
  insert into order_line (workspace_id, order_id, line_number, product_id, quantity, unit_price, list_amount, amount, cost)
    select 1, 1 + i / 4, 1 + i % 4, 11 + (i::bigint * 48271 % 500), 1 + i % 3, 10 + i % 97, (1 + i % 3) * (10 + i % 97),
      round((1 + i % 3) * (10 + i % 97) * 0.93, 4), (1 + i % 3) * 5 from generate_series(0, ${LINES - 1}) i;
`

async function fill(database: Database): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query(`begin; ${COMPANY} ${FACTS} commit;`)
  } finally {
    client.release()
  }
  await database.pool.query('analyze')
  await rebuildRollups(database, 1)
  await database.pool.query('vacuum analyze')
}

const SLICE = { from: '2023-04-01', to: '2025-09-20', channel: 'sales' }

/** The peer: the aggregate straight from the order lines, by month and region with the same filter. */
async function direct(database: Database): Promise<number> {
  return readWorkspace(database, 1, async (tx) => {
    const { rows } = await sql<{ month: string; region: number; amount: string }>`
      select to_char(o.order_date, 'YYYY-MM') as month, o.region_id as region, sum(l.amount)::text as amount
      from sales_order o join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id
      where o.workspace_id = 1 and o.channel = ${SLICE.channel} and o.order_date between ${SLICE.from} and ${SLICE.to}
      group by 1, 2`.execute(tx)
    return rows.reduce((sum, row) => sum + Math.round(Number(row.amount) * 100), 0)
  })
}

async function dashboard(context: CallContext, productId: number | null): Promise<number> {
  const slice = productId === null ? SLICE : { ...SLICE, productId }
  const { rows } = await computeMetric(context, { metric: 'sales', slice, by: ['month', 'region'] })
  return rows.reduce((sum, row) => sum + (row.value ?? 0), 0)
}

function percentile(runs: readonly number[], share: number): number {
  return runs.toSorted((a, b) => a - b)[Math.ceil(share * runs.length) - 1] ?? Number.NaN
}

async function measure(database: Database): Promise<Finding[]> {
  const context: CallContext = {
    database,
    workspaceId: 1,
    actor: { userId: 'bench', name: 'bench', role: 'analyst', personId: null, standingInFor: null },
    visibility: { whole: true },
    fields: FIELDS,
    clock: systemClock,
  }
  await fill(database)
  const rounds: { ours: number; product: number; peer: number }[] = []
  for (let i = -3; i < ROUNDS; i++) {
    const [peer, raw] = await timed(() => direct(database))
    const [ours, rolled] = await timed(() => dashboard(context, null))
    const [product] = await timed(() => dashboard(context, 3))
    if (Math.abs(raw - rolled) > 1_000) throw new Error(`roll-up ${rolled} and rows ${raw} differ`)
    if (i >= 0) rounds.push({ ours, product, peer })
  }
  const what = `sales by month × region, one channel, ${LINES.toLocaleString('en')} order lines`
  const direct50 = medianOf(rounds.slice(0, 39).map(({ peer }) => peer))
  const ratio = (pick: (round: (typeof rounds)[number]) => number) =>
    rounds.map((round) => pick(round) / round.peer)
  const p95 = (runs: readonly number[]) => [percentile(runs, 0.95)]
  return [
    finding({
      name: 'metrics/share',
      what: `${what}: share of the direct aggregate (${direct50.toFixed(0)} ms)`,
      unit: '×',
      runs: ratio(({ ours }) => ours),
      mark: 0.1,
    }),
    finding({
      name: 'metrics/p95',
      what: `${what}: 95th percentile of ${ROUNDS}`,
      unit: 'ms',
      runs: p95(rounds.map(({ ours }) => ours)),
      mark: 50,
    }),
    finding({
      name: 'metrics/product',
      what: `the same within one category: share of the direct aggregate of all`,
      unit: '×',
      runs: ratio(({ product }) => product),
      mark: 0.1,
    }),
    finding({
      name: 'metrics/product-p95',
      what: `the same within one category: 95th percentile`,
      unit: 'ms',
      runs: p95(rounds.map(({ product }) => product)),
      mark: 50,
    }),
  ]
}

/** A dashboard metric from the roll-ups against the direct aggregate of the same rows, in turns. */
export const metricsBench: Benchmark = {
  name: 'metrics',
  run: () => withTestDatabase(({ database }) => measure(database)),
}
