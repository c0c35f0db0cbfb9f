import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../platform/clock/index.ts'
import { ROOT } from '../../platform/config/read-config.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../testing/test-database.ts'
import { loadSampleCompany, type SampleResult } from './index.ts'
import { QUIET_FIGURES, STORY_FIGURES } from './story-figures.ts'

const DAY = '2026-05-20'
let opened: OpenTestDatabase
let loaded: SampleResult

before(async () => {
  opened = await openTestDatabase()
  loaded = await loadSampleCompany(opened.database, { clock: fixedClock(`${DAY}T02:00:00Z`) })
})
after(() => opened.close())

async function rowsOf(statement: string): Promise<Record<string, unknown>[]> {
  const parameters = statement.includes('$2') ? [loaded.workspaceId, DAY] : [loaded.workspaceId]
  return (await opened.database.pool.query<Record<string, unknown>>(statement, parameters)).rows
}

/** Figures of the table in demo/README.md, by key. */
function stated(): Map<string, string> {
  const lines = readFileSync(join(ROOT, 'demo/README.md'), 'utf8').split('\n')
  const cells = lines
    .map((line) => /^\| `([^`]+)` \|.*\| ([^|]+) \|$/.exec(line))
    .filter((found) => found !== null)
  return new Map(cells.map(([, key = '', figure = '']) => [key, figure.trim()]))
}

test('every figure that demo/README.md states about a story is what the rows say', async () => {
  const found = new Map<string, string>()
  for (const { key, sql } of STORY_FIGURES) found.set(key, String(Number((await rowsOf(sql))[0]?.['figure'])))
  assert.deepEqual(Object.fromEntries(found), Object.fromEntries(stated()))
})

test('what is no story stays within its band', async () => {
  for (const { key, sql, low, high } of QUIET_FIGURES) {
    const rows = await rowsOf(sql)
    assert.ok(rows.length > 0, key)
    for (const row of rows) {
      const figure = Number(row['figure'])
      assert.ok(
        figure >= low && figure <= high,
        `${key} of ${row['name']}: ${figure} is not ${low} to ${high}`,
      )
    }
  }
})

/** Statements that must find nothing. */
const BROKEN: Readonly<Record<string, string>> = {
  'a line whose amount is not quantity × price less its discount': `select l.order_id from order_line l where l.workspace_id = $1
    and (l.list_amount <> l.quantity * l.unit_price or l.amount <> l.list_amount * (1 - l.discount_rate))`,
  'a contract with more ordered than agreed, or a past one with less': `select c.contract_id from contract c
    left join (select o.contract_id, sum(l.amount) as ordered from sales_order o join order_line l
      on l.workspace_id = o.workspace_id and l.order_id = o.order_id where o.workspace_id = $1 group by 1) o using (contract_id)
    where c.workspace_id = $1 and (o.ordered > c.amount or (c.until_day < $2 and o.ordered is distinct from c.amount))`,
  'a won deal without a contract, an accepted proposal and quote of its amount': `select o.opportunity_id from opportunity o
    where o.workspace_id = $1 and o.outcome = 'won' and not (
      exists (select 1 from contract c where c.workspace_id = $1 and c.opportunity_id = o.opportunity_id and c.amount = o.amount and c.day = o.closed_on)
      and exists (select 1 from quote q where q.workspace_id = $1 and q.opportunity_id = o.opportunity_id and q.amount = o.amount and q.status = 'accepted')
      and exists (select 1 from proposal p where p.workspace_id = $1 and p.opportunity_id = o.opportunity_id and p.status = 'accepted'))`,
  'a won deal of last month without an order': `select o.opportunity_id from opportunity o where o.workspace_id = $1
    and o.outcome = 'won' and o.closed_on < $2::date - 30
    and not exists (select 1 from sales_order s where s.workspace_id = $1 and s.opportunity_id = o.opportunity_id)`,
  'an invoice that is not its order': `select i.invoice_id from invoice i where i.workspace_id = $1
    and i.amount <> (select sum(l.amount) from order_line l where l.workspace_id = $1 and l.order_id = i.order_id)`,
  'an invoice paid with more than it asks': `select i.invoice_id from invoice i where i.workspace_id = $1
    and (select sum(p.amount) from payment p where p.workspace_id = $1 and p.invoice_id = i.invoice_id) > i.amount`,
  'an old invoice that was never paid': `select i.invoice_id from invoice i where i.workspace_id = $1 and i.day < $2::date - 250
    and (select sum(p.amount) from payment p where p.workspace_id = $1 and p.invoice_id = i.invoice_id) is distinct from i.amount`,
  'more shipped than ordered, or an old line that was not shipped': `select l.order_id from order_line l
    join sales_order o on o.workspace_id = l.workspace_id and o.order_id = l.order_id
    cross join lateral (select coalesce(sum(s.quantity), 0) as shipped from shipment s
      where s.workspace_id = $1 and s.order_id = l.order_id and s.line_number = l.line_number) s
    where l.workspace_id = $1 and (s.shipped > l.quantity or (o.order_date < $2::date - 90 and s.shipped <> l.quantity))`,
  'an effect before its cause': `select s.shipment_id from shipment s join sales_order o using (workspace_id, order_id)
      where s.workspace_id = $1 and s.day < o.order_date
    union all select i.invoice_id from invoice i join sales_order o using (workspace_id, order_id) where i.workspace_id = $1 and i.day < o.order_date
    union all select p.payment_id from payment p join invoice i using (workspace_id, invoice_id) where p.workspace_id = $1 and p.day < i.day
    union all select o.order_id from sales_order o join contract c using (workspace_id, contract_id) where o.workspace_id = $1 and o.order_date < c.day`,
  'a deal whose stages are not in order': `select opportunity_id from (select e.opportunity_id, s.ordinal,
      lag(s.ordinal) over (partition by e.opportunity_id order by e.happened_at, e.stage_event_id) as before
      from stage_event e join pipeline_stage s on s.workspace_id = e.workspace_id and s.pipeline_stage_id = e.stage_id
      where e.workspace_id = $1) moves where before >= ordinal`,
  'a deal that stands in another stage than its last change says': `select o.opportunity_id from opportunity o where o.workspace_id = $1
    and o.stage_id <> (select e.stage_id from stage_event e where e.workspace_id = $1 and e.opportunity_id = o.opportunity_id
      order by e.happened_at desc, e.stage_event_id desc limit 1)`,
  'two visits to a customer on a day': `select customer_id from visit where workspace_id = $1 group by customer_id, day having count(*) > 1`,
  'work of somebody who was not there': `select a.activity_id from activity a join person p using (workspace_id, person_id)
      where a.workspace_id = $1 and (a.day < p.hire_date or a.day > p.left_on)
    union all select v.visit_id from visit v join person p using (workspace_id, person_id)
      where v.workspace_id = $1 and (v.day < p.hire_date or v.day > p.left_on)
    union all select o.order_id from sales_order o join person p using (workspace_id, person_id)
      where o.workspace_id = $1 and (o.order_date < p.hire_date or o.order_date > p.left_on)`,
  'a customer far from its city': `select c.customer_id from customer c join region r using (workspace_id, region_id)
    where c.workspace_id = $1 and (abs(c.latitude - r.latitude) > 0.12 or abs(c.longitude - r.longitude) > 0.15)`,
}

for (const [fault, sql] of Object.entries(BROKEN))
  test(`there is not ${fault}`, async () => {
    assert.deepEqual((await rowsOf(sql)).slice(0, 3), [])
  })

test('nine in ten won deals were visited before they were won', async () => {
  const [row] =
    await rowsOf(`select avg((exists (select 1 from visit v where v.workspace_id = $1 and v.customer_id = o.customer_id
      and v.status = 'done' and v.day between o.day and o.closed_on))::int) as share from opportunity o where o.workspace_id = $1 and o.outcome = 'won'`)
  assert.ok(Number(row?.['share']) > 0.9, String(row?.['share']))
})

test('every link of every row finds its target, though the load did not check them', async () => {
  const { rows: keys } = await opened.database.pool.query<{
    name: string
    child: string
    parent: string
    own: string[]
    other: string[]
  }>(
    `select c.conname as name, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
       array(select attname::text from unnest(c.conkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by i) as own,
       array(select attname::text from unnest(c.confkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by i) as other
     from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
  )
  assert.ok(keys.length > 100)
  for (const { name, child, parent, own, other } of keys) {
    const on = own.map((column, i) => `p.${other[i]} = c.${column}`).join(' and ')
    const whole = own.map((column) => `c.${column} is not null`).join(' and ')
    const { rows } = await opened.database.pool.query<{ lost: number }>(
      `select count(*)::int as lost from ${child} c where ${whole} and not exists (select 1 from ${parent} p where ${on})`,
    )
    assert.equal(rows[0]?.lost, 0, name)
  }
})

test('the roll-ups are the rows, and a second sample of the same name is refused', async () => {
  const [row] = await rowsOf(`select (select sum(amount) from sales_daily where workspace_id = $1) as kept,
    (select sum(amount) from order_line where workspace_id = $1) as raw`)
  assert.equal(row?.['kept'], row?.['raw'])
  await assert.rejects(
    loadSampleCompany(opened.database, { clock: fixedClock(`${DAY}T02:00:00Z`) }),
    /There is a workspace “hengyue” already/,
  )
})
