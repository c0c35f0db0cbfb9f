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
import { editOrder, getOrder, removeOrder } from './edit-order.ts'
import { costOf, priceLine } from './price-line.ts'
import { recordOrder } from './record-order.ts'

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
  products = await ids(`select product_id as id from product where kind = 'product' order by 1 limit 5`)
  customers = await ids('select customer_id as id from customer order by 1 limit 5')
})
after(() => opened.close())

const DAY = '2017-06-15'
const product = (at: number) => products[at] ?? 0

function record(externalId: string, personId = representative.actor.personId) {
  return recordOrder(analyst, {
    source: 'test',
    externalId,
    orderDate: DAY,
    channel: 'sales',
    customerId: customers[0] ?? 0,
    personId,
    lines: [
      { productId: product(0), quantity: '3', unitPrice: '19.99', discountRate: 0.1 },
      { productId: product(1), quantity: '1', unitPrice: '100', discountRate: 0 },
    ],
  })
}

const sold = async () => {
  const slice = { from: DAY, to: DAY }
  return (await computeMetric(analyst, { metric: 'sales', slice, by: [] })).total.numerator
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppError, `expected a refusal, got ${String(error)}`)
  return error.code
}

async function restated() {
  const { rows } = await opened.database.pool.query(
    'select change, amount_before as before, amount_after as after from restatement order by restatement_id',
  )
  return rows.map((row) => [row.change, row.before, row.after])
}

test('by hand: 3 × 19.99 less 10 % is 53.9730, and the cost of 4 units of which 3 cost 10 is 13.3333', () => {
  const priced = priceLine({ quantity: '3', unitPrice: '19.99', discountRate: '0.1' })
  assert.deepEqual(priced, { listAmount: '59.9700', amount: '53.9730' })
  assert.equal(costOf('10.0000', '3.0000', '4'), '13.3333')
  assert.equal(costOf('-10.0000', '-3.0000', '4'), '13.3333')
  assert.equal(costOf('10.0000', '0.0000', '4'), null)
})

test('lines are changed, added and removed; the day’s sales and the roll-ups follow to the cent', async () => {
  const before = await sold()
  const { orderId } = await record('edit-1')
  assert.equal((await sold()) - before, 153_97)
  const order = await getOrder(analyst, { orderId })
  assert.deepEqual(
    order.lines.map(({ lineNumber, amount }) => [lineNumber, amount]),
    [
      [1, '53.9730'],
      [2, '100.0000'],
    ],
  )
  const edited = await editOrder(analyst, {
    orderId,
    version: order.version,
    lines: [
      { lineNumber: 2, productId: product(1), quantity: '2', unitPrice: '100', discountRate: '0.25' },
      { lineNumber: null, productId: product(2), quantity: '1', unitPrice: '0.5', discountRate: '0' },
    ],
  })
  assert.deepEqual([edited.amount, edited.version], [150_50, order.version + 1])
  assert.equal((await sold()) - before, 150_50)
  const after = await getOrder(analyst, { orderId })
  assert.deepEqual(
    after.lines.map(({ lineNumber, amount }) => [lineNumber, amount]),
    [
      [2, '150.0000'],
      [3, '0.5000'],
    ],
  )
  await removeOrder(analyst, { orderId })
  assert.equal(await sold(), before)
  assert.equal(await refusal(getOrder(analyst, { orderId })), 'notFound')
})

test('a line that stays keeps amount and cost as its source gave them; a changed quantity takes its cost along', async () => {
  const { orderId } = await record('edit-2')
  await opened.database.pool.query(
    'update order_line set amount = 99.5, cost = 60 where order_id = $1 and line_number = 2',
    [orderId],
  )
  const { version, lines } = await getOrder(analyst, { orderId })
  const said = lines.map(({ lineNumber, product: of, quantity, unitPrice, discountRate }) => ({
    lineNumber,
    productId: of.productId,
    quantity,
    unitPrice,
    discountRate,
  }))
  const cost = async () =>
    (
      await opened.database.pool.query(
        'select amount, cost from order_line where order_id = $1 and line_number = 2',
        [orderId],
      )
    ).rows[0]
  await editOrder(analyst, { orderId, version, lines: said })
  assert.deepEqual(await cost(), { amount: '99.5000', cost: '60.0000' })
  const more = said.map((line) => (line.lineNumber === 2 ? { ...line, quantity: '3' } : line))
  await editOrder(analyst, { orderId, version: version + 1, lines: more })
  assert.deepEqual(await cost(), { amount: '300.0000', cost: '180.0000' })
  await removeOrder(analyst, { orderId })
})

test('somebody else’s order, an old version, a line or product that is not there are refused', async () => {
  const { orderId } = await record('edit-3', null)
  const line = { lineNumber: 1, productId: product(0), quantity: '1', unitPrice: '1', discountRate: '0' }
  const edit = (more: object) => editOrder(analyst, { orderId, version: 1, lines: [line], ...more })
  assert.equal(await refusal(getOrder(representative, { orderId })), 'outsideSubtree')
  assert.equal(await refusal(removeOrder(representative, { orderId })), 'outsideSubtree')
  assert.equal(await refusal(edit({ version: 7 })), 'versionConflict')
  assert.equal(await refusal(edit({ lines: [{ ...line, lineNumber: 9 }] })), 'invalidInput')
  assert.equal(await refusal(edit({ lines: [{ ...line, productId: 999_999 }] })), 'notFound')
  await removeOrder(analyst, { orderId })
})

test('in a closed period every change of an order is restated with its amounts', async () => {
  await closePeriod(analyst, { from: '2017-06-01', to: '2017-06-30' })
  const { orderId } = await record('edit-4')
  const line = { lineNumber: 1, productId: product(0), quantity: '2', unitPrice: '10', discountRate: '0' }
  await editOrder(analyst, { orderId, version: 1, lines: [line] })
  await removeOrder(analyst, { orderId })
  assert.deepEqual(await restated(), [
    ['added', null, '153.9730'],
    ['changed', '153.9730', '20.0000'],
    ['removed', '20.0000', null],
  ])
  const { rows } = await opened.database.pool.query(DIFFERENCES, [
    analyst.workspaceId,
    '2000-01-01',
    '2040-01-01',
  ])
  assert.deepEqual(rows, [])
})
