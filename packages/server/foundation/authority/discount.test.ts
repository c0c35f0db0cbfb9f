import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discountPercent, isBeyond } from './discount.ts'

test('a discount at the limit is within it, a ten-thousandth of the currency more is not', () => {
  assert.equal(discountPercent('1000.0000', '850.0000'), 15)
  assert.equal(isBeyond('1000.0000', '850.0000', 15), false)
  assert.equal(isBeyond('1000.0000', '849.9999', 15), true)
  assert.equal(isBeyond('1000.0000', '850.0000', 14.99), true)
  // Large amounts whose quotient no floating-point number holds.
  assert.equal(isBeyond('99999999999999.9999', '66666666666666.6666', 33.3333), true)
  assert.equal(isBeyond('99999999999999.9999', '66666666666666.6666', 33.3334), false)
})

test('dearer than the list, or without one, nothing is given away', () => {
  for (const [list, amount] of [
    ['100.0000', '120.0000'],
    ['0.0000', '50.0000'],
  ] as const) {
    assert.equal(discountPercent(list, amount), 0)
    assert.equal(isBeyond(list, amount, 0), false)
  }
})

test('percentages of any amounts are beyond exactly those limits that are smaller', () => {
  for (let list = 1; list < 200; list += 7)
    for (let amount = 0; amount <= list; amount++) {
      const text = (value: number) => `${value}.0000`
      const limit = Math.floor(((list - amount) / list) * 1e6) / 1e4
      assert.equal(isBeyond(text(list), text(amount), limit + 0.0001), false)
      if (limit >= 0.0001) assert.equal(isBeyond(text(list), text(amount), limit - 0.0001), true)
    }
})
