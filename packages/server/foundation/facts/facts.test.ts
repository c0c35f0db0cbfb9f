import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { computeMetric } from '../metrics/index.ts'
import { DIFFERENCES, rebuildRollups } from '../rollups/index.ts'
import { findOrderLines, loadOrders, recordOrder, type SourceOrder } from './index.ts'

let opened: FilledDatabase
let analyst: CallContext
let representative: CallContext
let products: number[]
let customers: number[]

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  analyst = await sampleCaller(opened, workspaceId, 'superstore', 'analyst')
  representative = await sampleCaller(opened, workspaceId, 'superstore', 'representative')
  const ids = async (query: string) =>
    (await opened.database.pool.query<{ id: number }>(query)).rows.map((row) => row.id)
  products = await ids(`select product_id as id from product where kind = 'product' order by 1 limit 40`)
  customers = await ids('select customer_id as id from customer order by 1 limit 40')
})
after(() => opened.close())

const WHOLE = { from: '2010-01-01', to: '2030-12-31' }

const order = (externalId: string, more: object = {}) => ({
  source: 'test',
  externalId,
  orderDate: '2017-12-29',
  channel: 'sales',
  customerId: customers[0] ?? 0,
  personId: representative.actor.personId,
  lines: [{ productId: products[0] ?? 0, quantity: '3', unitPrice: '19.99', discountRate: 0.1 }],
  ...more,
})

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error
}

const sales = async (context = analyst) =>
  (await computeMetric(context, { metric: 'sales', slice: WHOLE, by: [] })).total.numerator

test('the sample has its 9,994 lines and says that its team is invented', async () => {
  const lines = await findOrderLines(analyst, { slice: WHOLE, page: 1, pageSize: 5 })
  const { rows } = await opened.database.pool.query('select invented from workspace')
  assert.deepEqual([lines.total, lines.totalAmount, rows[0].invented], [9_994, 229_720_086, ['team']])
})

test('an order is priced exactly, counted at once and not twice', async () => {
  const before = await sales()
  const first = await recordOrder(analyst, order('A-1'))
  // 3 × 19.99 × 0.9 = 53.973
  assert.deepEqual([first.amount, first.created], [5_397, true])
  assert.equal((await sales()) - before, 5_397)
  assert.deepEqual(await recordOrder(analyst, order('A-1')), {
    orderId: first.orderId,
    amount: 5_397,
    created: false,
  })
  assert.equal((await sales()) - before, 5_397)
})

test('the same number with other content is refused, and so is what does not exist', async () => {
  await recordOrder(analyst, order('A-2'))
  assert.equal(
    (await refusal(recordOrder(analyst, order('A-2', { orderDate: '2017-12-30' })))).code,
    'duplicateExternalId',
  )
  assert.equal(
    (await refusal(recordOrder(analyst, order('A-3', { customerId: 999_999 })))).detail['field'],
    'customerId',
  )
  assert.equal(
    (await refusal(recordOrder(analyst, order('A-4', { channel: 'moon' })))).detail['field'],
    'channel',
  )
  const lines = [
    { productId: products[0] ?? 0, quantity: '1', unitPrice: '1', discountRate: 0 },
    { productId: 999_999, quantity: '1', unitPrice: '1', discountRate: 0 },
  ]
  assert.equal(
    (await refusal(recordOrder(analyst, order('A-5', { lines })))).detail['field'],
    'lines.1.productId',
  )
})

test('an order that fails leaves no line, no roll-up, no trail and no event behind', async () => {
  const count = async () => {
    const { rows } = await opened.database.pool.query(
      `select (select count(*) from sales_order) + (select count(*) from order_line) + (select sum(line_count) from sales_daily)
         + (select count(*) from audit_entry) + (select count(*) from outbox_event) as all`,
    )
    return Number(rows[0].all)
  }
  const before = await count()
  await refusal(recordOrder(analyst, order('A-6', { customerId: 999_999 })))
  const broken = order('A-7', {
    lines: [
      {
        productId: products[0] ?? 0,
        quantity: '999999999999999',
        unitPrice: '999999999999999',
        discountRate: 0,
      },
    ],
  })
  await assert.rejects(recordOrder(analyst, broken))
  assert.equal(await count(), before)
})

test('a representative records and sees their own sales alone', async () => {
  const other = (
    await opened.database.pool.query<{ id: number }>(
      'select person_id as id from position where carries_target and person_id <> $1 limit 1',
      [representative.actor.personId],
    )
  ).rows[0]?.id
  assert.equal(
    (await refusal(recordOrder(representative, order('R-1', { personId: other })))).code,
    'outsideSubtree',
  )
  assert.equal(
    (await refusal(recordOrder(representative, order('R-2', { personId: null })))).code,
    'outsideSubtree',
  )
  await recordOrder(representative, order('R-3'))
  const own = await computeMetric(analyst, {
    metric: 'sales',
    slice: { ...WHOLE, personId: representative.actor.personId ?? 0 },
    by: [],
  })
  assert.equal(await sales(representative), own.total.numerator)
  const byPerson = await computeMetric(representative, { metric: 'sales', slice: WHOLE, by: ['person'] })
  assert.equal(byPerson.rows.length, 1)
  assert.equal(
    (
      await findOrderLines(representative, {
        slice: { ...WHOLE, personId: other ?? 0 },
        page: 1,
        pageSize: 1,
      })
    ).total,
    0,
  )
})

test('ratios come from sums: the discount rate of two orders is not the mean of their rates', async () => {
  const day = { from: '2012-01-01', to: '2012-01-01' }
  const line = (unitPrice: string, discountRate: number) => [
    { productId: products[1] ?? 0, quantity: '1', unitPrice, discountRate },
  ]
  await recordOrder(analyst, order('D-1', { orderDate: day.from, lines: line('900', 0) }))
  await recordOrder(analyst, order('D-2', { orderDate: day.from, lines: line('100', 0.5) }))
  const { total } = await computeMetric(analyst, { metric: 'discountRate', slice: day, by: [] })
  assert.deepEqual(total, { numerator: 5_000, denominator: 100_000, value: 0.05, compared: {} })
})

/** A small generator with a seed (Mulberry32), so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function randomOrder(next: () => number, number: number): SourceOrder {
  const pick = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T
  const lines = Array.from({ length: 1 + Math.floor(next() * 3) }, (_, i) => {
    const amount = (next() * 1_000 - 50).toFixed(4)
    return {
      lineNumber: i + 1,
      productId: pick(products),
      quantity: '1',
      unitPrice: amount,
      discountRate: '0',
      listAmount: amount,
      amount,
      cost: next() < 0.5 ? null : '1.2345',
    }
  })
  const day = `2017-${String(1 + Math.floor(next() * 12)).padStart(2, '0')}-15`
  return {
    externalId: `X-${number}`,
    orderDate: day,
    channel: 'sales',
    customerId: pick(customers),
    personId: next() < 0.2 ? null : representative.actor.personId,
    orgUnitId: null,
    regionId: null,
    lines,
  }
}

test('after a thousand random changes the roll-ups are what the raw rows say', async () => {
  const next = random(20_261_124)
  const { workspaceId, database } = { workspaceId: analyst.workspaceId, database: opened.database }
  let changed = 0
  for (let batch = 0; batch < 10; batch++) {
    const client = await database.pool.connect()
    await client.query('begin')
    const numbers = new Set(Array.from({ length: 100 }, () => Math.floor(next() * 300)))
    const orders = [...numbers].map((number) => randomOrder(next, number))
    changed += (await loadOrders(client, workspaceId, 'random', [orders])).changedOrders
    await client.query(batch === 5 ? 'rollback' : 'commit')
    client.release()
    for (let i = 0; i < 10; i++)
      await recordOrder(analyst, order(`T-${batch}-${i}`, { orderDate: `2016-0${1 + (i % 9)}-10` }))
  }
  assert.ok(changed > 100)
  const { rows } = await database.pool.query(DIFFERENCES, [workspaceId, '2000-01-01', '2040-01-01'])
  assert.deepEqual(rows, [])
})

test('a roll-up that is wrong is found and mended by the rebuild', async () => {
  await opened.database.pool.query(`update sales_daily set amount = amount + 1 where day = '2017-12-29'`)
  const mended = await rebuildRollups(opened.database, analyst.workspaceId)
  // the day, which is not what its rows say, and the month, which is not the sum of its days
  assert.equal(mended.differences, 2)
  await opened.database.pool.query(`delete from sales_monthly where month = '2017-11-01'`)
  assert.equal((await rebuildRollups(opened.database, analyst.workspaceId)).differences, 1)
  assert.equal((await rebuildRollups(opened.database, analyst.workspaceId)).differences, 0)
})

test('a rebuild stops between years when it is asked to', async () => {
  const abort = new AbortController()
  const onProgress = async ({ done }: { done: number }) => {
    if (done === 1) abort.abort()
  }
  await assert.rejects(
    rebuildRollups(opened.database, analyst.workspaceId, { onProgress, signal: abort.signal }),
    /abort/i,
  )
})
