import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyLine, missingFields, orderOf } from './order-draft.ts'

const draft = {
  externalId: 'SO-1',
  orderDate: '2013-11-29',
  channel: 'reseller',
  customerId: 4,
  personId: null,
  lines: [{ ...emptyLine(0), productId: 9, unitPrice: '12.5', discountPercent: '10' }],
}

test('A complete order misses nothing and keeps prices as exact text.', () => {
  assert.deepEqual([...missingFields(draft)], [])
  assert.deepEqual(orderOf(draft, 'manual').lines, [
    { productId: 9, quantity: '1', unitPrice: '12.5', discountRate: 0.1 },
  ])
})

test('What is missing is named by its field and line.', () => {
  const broken = {
    ...draft,
    externalId: ' ',
    lines: [...draft.lines, { ...emptyLine(1), unitPrice: '1.23456', discountPercent: '120' }],
  }
  assert.deepEqual(
    [...missingFields(broken)],
    ['externalId', 'lines.1.productId', 'lines.1.unitPrice', 'lines.1.discountPercent'],
  )
})
