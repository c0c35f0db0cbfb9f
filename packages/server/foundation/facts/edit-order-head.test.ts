import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { computeMetric } from '../metrics/index.ts'
import { closePeriod } from '../periods/index.ts'
import { DIFFERENCES } from '../rollups/index.ts'
import { getOrder } from './edit-order.ts'
import { editOrderHead } from './edit-order-head.ts'
import { recordOrder } from './record-order.ts'

const DAY = '2017-06-15'
const NEXT = '2017-07-03'

let opened: FilledDatabase
let analyst: CallContext
let representative: CallContext
let customers: { id: number; region: number }[]
let productId: number
let number = 0

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  analyst = await sampleCaller(opened, workspaceId, 'superstore', 'analyst')
  representative = await sampleCaller(opened, workspaceId, 'superstore', 'representative')
  const { pool } = opened.database
  customers = (
    await pool.query<{ id: number; region: number }>(
      'select min(customer_id) as id, region_id as region from customer group by region_id order by 1 limit 2',
    )
  ).rows
  productId = (await pool.query(`select min(product_id) as id from product where kind = 'product'`)).rows[0]
    .id
})
after(() => opened.close())

const customer = (at: number) => customers[at]?.id ?? 0

async function recorded(personId = representative.actor.personId) {
  const { orderId } = await recordOrder(analyst, {
    source: 'test',
    externalId: `head-${++number}`,
    orderDate: DAY,
    channel: 'sales',
    customerId: customer(0),
    personId,
    lines: [{ productId, quantity: '3', unitPrice: '33.3333', discountRate: 0 }],
  })
  const head = { orderDate: DAY, channel: 'sales', customerId: customer(0), personId }
  return { orderId, version: 1, ...head }
}

async function sold(day: string, more: object = {}): Promise<number> {
  const slice = { from: day, to: day, ...more }
  return (await computeMetric(analyst, { metric: 'sales', slice, by: [] })).total.numerator
}

async function rowOf(orderId: number) {
  const { rows } = await opened.database.pool.query(
    'select order_date as day, customer_id as customer, person_id as person, org_unit_id as unit, region_id as region from sales_order where order_id = $1',
    [orderId],
  )
  return rows[0]
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error
}

async function differences(): Promise<unknown[]> {
  const found = await opened.database.pool.query(DIFFERENCES, [
    analyst.workspaceId,
    '2000-01-01',
    '2040-01-01',
  ])
  return found.rows
}

test('an order that moves to another day, customer and seller leaves the old figures and enters the new, to the cent', async () => {
  const before = { day: await sold(DAY), next: await sold(NEXT) }
  const order = await recorded()
  assert.equal((await sold(DAY)) - before.day, 100_00)
  const { version } = await editOrderHead(analyst, {
    ...order,
    orderDate: NEXT,
    customerId: customer(1),
    personId: null,
  })
  assert.equal(version, 2)
  assert.deepEqual([(await sold(DAY)) - before.day, (await sold(NEXT)) - before.next], [0, 100_00])
  const row = await rowOf(order.orderId)
  assert.deepEqual(
    [row.day, row.customer, row.person, row.unit, row.region],
    [NEXT, customer(1), null, null, customers[1]?.region],
  )
  assert.deepEqual(await differences(), [])
  const { customerId, personId, person, orderDate } = await getOrder(analyst, { orderId: order.orderId })
  assert.deepEqual([customerId, personId, person, orderDate], [customer(1), null, null, NEXT])
})

test('unit and region of the time stay where seller, day and customer do, whatever moved since', async () => {
  const order = await recorded()
  const { pool } = opened.database
  await pool.query('update sales_order set org_unit_id = null, region_id = null where order_id = $1', [
    order.orderId,
  ])
  await editOrderHead(analyst, order)
  const kept = await rowOf(order.orderId)
  assert.deepEqual([kept.unit, kept.region], [null, null])
  await editOrderHead(analyst, { ...order, version: 2, orderDate: NEXT, customerId: customer(1) })
  const moved = await rowOf(order.orderId)
  assert.equal(moved.region, customers[1]?.region)
  assert.notEqual(moved.unit, null)
})

test('an older version is refused with who wrote since; so are others’ orders, other sellers and what is not there', async () => {
  const order = await recorded()
  await editOrderHead(analyst, { ...order, orderDate: NEXT })
  const conflict = await refusal(editOrderHead(analyst, { ...order, orderDate: '2017-08-01' }))
  assert.deepEqual(
    [conflict.code, conflict.detail['who'], conflict.detail['theirs'], conflict.detail['yours']],
    ['versionConflict', analyst.actor.name, 2, 1],
  )
  const mine = { ...order, version: 2 }
  assert.equal(
    (await refusal(editOrderHead(representative, { ...mine, personId: null }))).code,
    'outsideSubtree',
  )
  const elsewhere = await recorded(null)
  assert.equal((await refusal(editOrderHead(representative, elsewhere))).code, 'outsideSubtree')
  assert.equal(
    (await refusal(editOrderHead(analyst, { ...mine, channel: 'nowhere' }))).detail['field'],
    'channel',
  )
  assert.equal(
    (await refusal(editOrderHead(analyst, { ...mine, customerId: 999_999 }))).detail['field'],
    'customerId',
  )
  assert.equal(
    (await refusal(editOrderHead(analyst, { ...mine, orderDate: '1990-01-01' }))).detail['field'],
    'personId',
  )
  assert.equal((await editOrderHead(representative, { ...mine, orderDate: DAY })).version, 3)
})

test('closed periods on both sides are restated, and the trail has what was and is', async () => {
  await closePeriod(analyst, { from: '2017-06-01', to: '2017-06-30' })
  await closePeriod(analyst, { from: '2017-07-01', to: '2017-07-31' })
  const order = await recorded()
  await editOrderHead(analyst, { ...order, orderDate: NEXT })
  const { pool } = opened.database
  const { rows } = await pool.query(
    'select day, amount_before as before, amount_after as after from restatement where entry_id = $1 order by restatement_id',
    [order.orderId],
  )
  assert.deepEqual(
    rows.map(({ day, before, after }) => [day, before, after]),
    [
      [DAY, null, '99.9999'],
      [DAY, '99.9999', null],
      [NEXT, null, '99.9999'],
    ],
  )
  const trail = await pool.query(
    `select before, after from audit_entry where action = 'facts.editOrderHead' and subject = $1`,
    [`order:${order.orderId}`],
  )
  const { orderDate, channel, customerId, personId } = order
  assert.deepEqual(trail.rows, [
    {
      before: { orderDate, channel, customerId, personId },
      after: { orderDate: NEXT, channel, customerId, personId },
    },
  ])
})
