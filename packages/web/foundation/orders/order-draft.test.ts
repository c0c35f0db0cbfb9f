import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { missingInLines, percentOf, shareOf } from './order-draft.ts'

test('A discount is a percentage on the page and a share on the wire, exactly.', () => {
  assert.deepEqual(['', '0', '5', '12.5', '100', '0.07', '33.3333'].map(shareOf), [
    '0',
    '0',
    '0.05',
    '0.125',
    '1',
    '0.0007',
    '0.333333',
  ])
  assert.deepEqual(['0.000000', '0.050000', '0.125000', '1.000000', '0.333333'].map(percentOf), [
    '0',
    '5',
    '12.5',
    '100',
    '33.3333',
  ])
})

test('Every share of six places comes back from its percentage.', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => {
      const share = `${Math.floor(millionths / 1_000_000)}.${String(millionths % 1_000_000).padStart(6, '0')}`
      assert.equal(Number(shareOf(percentOf(share))), Number(share))
    }),
  )
})

test('A line names what is missing in it.', () => {
  const line = { key: 0, productId: null, quantity: 'x', unitPrice: '', discountPercent: '101' }
  assert.deepEqual(
    [...missingInLines([line])],
    ['lines.0.productId', 'lines.0.quantity', 'lines.0.unitPrice', 'lines.0.discountPercent'],
  )
})
