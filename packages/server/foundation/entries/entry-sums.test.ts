import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { findRows } from '../metrics/index.ts'
import { findEntries } from './index.ts'

let small: SmallWorkspace
before(async () => {
  small = await openSmallWorkspace()
})
after(() => small.opened.close())

const payment = (number: string, day: string, amount: string, currency: string | null) =>
  small.put('payment', 'payment', {
    number,
    day,
    amount,
    currency,
    customer_id: 1,
    person_id: 1,
    org_unit_id: 2,
  })

const list = (search = '') =>
  findEntries(small.analyst, {
    kind: 'payment',
    search,
    filters: [],
    descending: false,
    removed: false,
    page: 1,
    pageSize: 50,
  })

test('A list adds money up at the rate of each day, names the currency, and says what has no rate.', async () => {
  await payment('a', '2025-03-01', '100.0000', null)
  await payment('b', '2025-03-01', '50.5000', 'CNY')
  const own = await list()
  assert.deepEqual([own.sums['amount'], own.currency, own.unrated], ['150.5000', 'CNY', 0])
  for (const [day, rate] of [
    ['2025-01-01', '7'],
    ['2025-03-10', '7.12345678'],
  ] as const)
    await small.put('exchange_rate', 'exchangeRate', { currency: 'USD', day, rate })
  await payment('c', '2025-03-01', '10.0000', 'USD')
  await payment('d', '2025-03-20', '0.3300', 'USD')
  await payment('e', '2025-03-20', '1000.0000', 'SEK')
  const found = await list()
  // 150.5 + 10 × 7 + 0.33 × 7.12345678 = 222.8507407374, rounded once
  assert.deepEqual(
    [found.total, found.sums['amount'], found.currency, found.unrated],
    [5, '222.85', 'CNY', 1],
  )
  const metric = await findRows(small.analyst, {
    metric: 'collections',
    slice: { from: '2025-03-01', to: '2025-03-31' },
    at: [],
    orgView: 'asWas',
    side: 'numerator',
    measure: 0,
    page: 1,
    pageSize: 10,
  })
  assert.equal(Number(metric.sum).toFixed(2), found.sums['amount'])
})
