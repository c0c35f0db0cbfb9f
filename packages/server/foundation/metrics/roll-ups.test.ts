import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BreakdownName, Slice } from '@salesloom/contract'
import { seededRandom } from '@salesloom/engine/random'
import { inWorkspace } from '../../platform/database/index.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { findOrderLines } from '../facts/index.ts'
import { rebuildRollups, refreshRollups } from '../rollups/index.ts'
import { computeMetric } from './index.ts'

let small: SmallWorkspace
before(async () => {
  small = await openSmallWorkspace()
})
after(() => small.opened.close())

const YEAR: Slice = { from: '2025-01-01', to: '2025-12-31' }

const KINDS = [
  { kind: 'invoice', table: 'invoice', columns: ['number', 'amount', 'tax_amount'] },
  { kind: 'payment', table: 'payment', columns: ['number', 'amount'] },
  { kind: 'contract', table: 'contract', columns: ['number', 'amount'] },
  { kind: 'visit', table: 'visit', columns: ['minutes', 'status'] },
  { kind: 'lead', table: 'lead', columns: ['name', 'lead_status'] },
] as const

type Fact = { id: number; kind: (typeof KINDS)[number]; day: string }

/** What a random fact or change of one says. */
function contentOf(kind: (typeof KINDS)[number], pick: <T>(items: readonly T[]) => T, amount: string) {
  const all: Record<string, string | number | null> = {
    number: 'n',
    name: 'n',
    amount,
    tax_amount: '1.2345',
    minutes: 30,
    status: pick(['planned', 'done', 'cancelled']),
    lead_status: pick(['new', 'qualified']),
  }
  const own = Object.fromEntries(
    kind.columns.map((name) => [name === 'lead_status' ? 'status' : name, all[name] ?? null]),
  )
  const who = {
    person_id: pick([1, 2, null]),
    org_unit_id: pick([2, 3, null]),
    region_id: pick([2, 3, null]),
  }
  const currency = 'amount' in own ? { currency: pick([null, 'CNY', 'USD', 'XAU']) } : {}
  return { ...own, ...who, ...currency }
}

async function same(metric: string, slice: Slice, by: BreakdownName[]): Promise<void> {
  const rolled = await computeMetric(small.analyst, { metric, slice, by })
  const raw = await computeMetric(small.analyst, { metric, slice, by, raw: true })
  assert.deepEqual(rolled, raw, `${metric} by ${by.join(', ')}`)
  assert.ok(rolled.rows.length > 0, metric)
}

const SLICES: readonly Slice[] = [
  YEAR,
  { from: '2025-02-11', to: '2025-06-20' },
  { ...YEAR, personId: 1 },
  { ...YEAR, orgUnitId: 1 },
  { ...YEAR, regionId: 3 },
]

test('after a thousand random facts, late, changed, moved and removed, roll-ups and rows say the same', async () => {
  const next = seededRandom(20_251_231)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T
  const day = () => `2025-${pick(['01', '02', '05', '06', '12'])}-${pick(['01', '11', '20', '28'])}`
  const { opened, put, refresh } = small
  await put('exchange_rate', 'exchangeRate', { currency: 'USD', day: '2025-01-05', rate: '7.12345678' })
  const facts: Fact[] = []
  const counts = { added: 0, changed: 0, removed: 0, orders: 0, rates: 0 }
  const amount = () => (next() * 1_000 - 50).toFixed(4)
  for (let i = 0; i < 1_000; i++) {
    const what = next()
    const fact = facts.length > 20 ? pick(facts) : undefined
    if (what < 0.15) {
      counts.orders++
      const currency = pick([null, 'USD', 'XAU'])
      const id = await small.order({
        day: day(),
        amount: amount(),
        cost: pick([null, '1.5']),
        product_id: pick([2, 3]),
        person_id: pick([1, 2, null]),
        region_id: pick([2, 3, null]),
        currency,
      })
      if (next() < 0.3) {
        const moved = day()
        const { rows } = await opened.database.pool.query<{ day: string }>(
          'select order_date as day from sales_order where order_id = $1',
          [id],
        )
        await opened.database.pool.query(
          'update sales_order set order_date = $2, removed_at = $3 where order_id = $1',
          [id, moved, next() < 0.5 ? '2025-12-31T00:00:00Z' : null],
        )
        await refresh('orderLine', [rows[0]?.day ?? moved, moved])
      }
    } else if (what < 0.17) {
      counts.rates++
      await put('exchange_rate', 'exchangeRate', {
        currency: 'USD',
        day: `2025-${String(1 + (counts.rates % 11)).padStart(2, '0')}-${10 + (counts.rates % 18)}`,
        rate: (6 + next()).toFixed(8),
      })
    } else if (fact === undefined || what < 0.5) {
      counts.added++
      const kind = pick(KINDS)
      const when = day()
      facts.push({
        id: await put(kind.table, kind.kind, { day: when, ...contentOf(kind, pick, amount()) }),
        kind,
        day: when,
      })
    } else {
      const removed = what > 0.8
      counts[removed ? 'removed' : 'changed']++
      const moved = next() < 0.5 ? day() : fact.day
      const content = {
        ...contentOf(fact.kind, pick, amount()),
        day: moved,
        removed_at: removed ? '2025-12-31T00:00:00Z' : null,
      }
      await inWorkspace(opened.database, 1, async (tx) => {
        await tx
          .updateTable(fact.kind.table)
          .set(content)
          .where('workspace_id', '=', 1)
          .where(`${fact.kind.table}_id` as never, '=', fact.id as never)
          .execute()
        await refreshRollups(tx, 1, fact.kind.kind, [fact.day, moved])
      })
      fact.day = moved
    }
  }
  assert.ok(
    Object.values(counts).every((count) => count >= 10),
    JSON.stringify(counts),
  )
  const metrics = [
    'sales',
    'units',
    'grossMargin',
    'discountRate',
    'salesInvoicedWithTax',
    'collections',
    'contractsSigned',
    'visits',
    'leads',
  ]
  for (const metric of metrics) {
    for (const slice of SLICES) await same(metric, slice, ['month'])
    await same(metric, YEAR, ['person', 'quarter'])
    await same(metric, YEAR, ['region', 'orgUnit', 'day'])
  }
  for (const slice of SLICES) await same('sales', { ...slice, productId: 2 }, ['category', 'month'])
  const list = await findOrderLines(small.analyst, { slice: YEAR, page: 1, pageSize: 1 })
  const { total } = await computeMetric(small.analyst, { metric: 'sales', slice: YEAR })
  assert.equal(list.totalAmount, total.value, 'the list of orders and the figure say the same')
  assert.equal((await rebuildRollups(opened.database, 1)).differences, 0)
})

test('money in another currency counts at the last rate on or before its day, and without one is reported', async () => {
  const fresh = await openSmallWorkspace()
  try {
    const invoice = (day: string, amount: string, currency: string | null) =>
      fresh.put('invoice', 'invoice', { number: 'x', day, amount, currency, person_id: 1, org_unit_id: 2 })
    await fresh.put('exchange_rate', 'exchangeRate', {
      currency: 'USD',
      day: '2025-01-10',
      rate: '7.12345678',
    })
    await fresh.put('exchange_rate', 'exchangeRate', { currency: 'USD', day: '2025-02-01', rate: '7' })
    await invoice('2025-01-15', '33.33', 'USD')
    await invoice('2025-01-16', '33.33', 'USD')
    await invoice('2025-02-01', '10', 'USD')
    await invoice('2025-02-02', '100', null)
    await invoice('2025-02-03', '100', 'CNY')
    await invoice('2025-01-09', '5', 'USD')
    await invoice('2025-03-01', '5', 'EUR')
    const ask = () => computeMetric(fresh.analyst, { metric: 'salesInvoiced', slice: YEAR, by: ['month'] })
    const answer = await ask()
    // 2 × 33.33 × 7.12345678 = 474.8496289548, rounded once; one dollar row is before any rate, and no rate of the euro is known
    assert.deepEqual(
      answer.rows.map((row) => row.value),
      [47_485, 27_000, 0],
    )
    assert.equal(answer.unrated, 2)
    await fresh.put('exchange_rate', 'exchangeRate', { currency: 'EUR', day: '2025-02-20', rate: '8' })
    assert.deepEqual([(await ask()).unrated, (await ask()).rows[2]?.value], [1, 4_000])
  } finally {
    await fresh.opened.close()
  }
})

test('who moves in May leaves April where it was, unless everything is read with today’s organisation', async () => {
  const fresh = await openSmallWorkspace()
  try {
    await fresh.order({ day: '2025-04-10', amount: '100', org_unit_id: 2 })
    await fresh.order({ day: '2025-05-10', amount: '40', org_unit_id: 3 })
    const byUnit = async (orgView: 'asWas' | 'asIs') => {
      const { rows } = await computeMetric(fresh.analyst, {
        metric: 'sales',
        slice: YEAR,
        by: ['orgUnit'],
        orgView,
      })
      return Object.fromEntries(rows.map((row) => [row.members[0]?.name.en, row.value]))
    }
    assert.deepEqual(await byUnit('asWas'), { East: 10_000, West: 4_000 })
    assert.deepEqual(await byUnit('asIs'), { West: 14_000 })
    const of = async (orgUnitId: number, orgView: 'asWas' | 'asIs') =>
      (await computeMetric(fresh.analyst, { metric: 'sales', slice: { ...YEAR, orgUnitId }, orgView })).total
        .value
    assert.deepEqual(
      [await of(2, 'asWas'), await of(3, 'asWas'), await of(2, 'asIs'), await of(3, 'asIs')],
      [10_000, 4_000, 0, 14_000],
    )
  } finally {
    await fresh.opened.close()
  }
})

test('a team that is put under another in June counts there from June on', async () => {
  const fresh = await openSmallWorkspace()
  try {
    await fresh.opened.database.pool.query(
      `update org_unit_placement set valid_to = '2025-06-16' where org_unit_id = 3`,
    )
    await fresh.opened.database.pool.query(
      `insert into org_unit_placement (workspace_id, org_unit_id, valid_from, parent_id) values (1, 3, '2025-06-16', 2)`,
    )
    for (const [day, amount] of [
      ['2025-06-15', '1'],
      ['2025-06-16', '20'],
      ['2025-07-01', '300'],
    ] as const)
      await fresh.order({ day, amount, org_unit_id: 3, person_id: 2 })
    const east = async (more: object) =>
      (await computeMetric(fresh.analyst, { metric: 'sales', slice: { ...YEAR, orgUnitId: 2 }, ...more }))
        .total.value
    assert.equal(await east({}), 32_000)
    assert.equal(await east({ raw: true }), 32_000)
    assert.equal(await east({ orgView: 'asIs' }), 32_100)
  } finally {
    await fresh.opened.close()
  }
})
