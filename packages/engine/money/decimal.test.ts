import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDecimals,
  decimalToNumber,
  minorUnitsOf,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
} from './index.ts'

test('an amount in another currency is rounded once, after multiplying and adding', () => {
  // 33.33 × 7.12345678 = 237.4248144774; twice that is 474.8496289548, and not 2 × 237.42
  const one = multiplyDecimals(parseDecimal('33.33'), parseDecimal('7.12345678'))
  assert.equal(roundDecimal(one, 2), 23_742)
  assert.equal(roundDecimal(addDecimals(one, one), 2), 47_485)
})

test('halves go away from zero, and what is no decimal is refused', () => {
  assert.deepEqual([minorUnitsOf('-0.005', 2), minorUnitsOf('0.005', 2), minorUnitsOf('7', 2)], [-1, 1, 700])
  for (const text of ['NaN', 'Infinity', '1e5', '', '1.', '--1'])
    assert.throws(() => parseDecimal(text), RangeError)
  assert.throws(() => minorUnitsOf('90071992547410.00', 4), /safe integers/)
})

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, places]) => ({ units, places }))

test('sums and products are exact in whatever order', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      const same = (x: typeof a, y: typeof a) => addDecimals(x, { ...y, units: -y.units }).units === 0n
      assert.ok(same(addDecimals(addDecimals(a, b), c), addDecimals(a, addDecimals(c, b))))
      assert.ok(
        same(
          multiplyDecimals(a, addDecimals(b, c)),
          addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c)),
        ),
      )
      assert.ok(Number.isFinite(decimalToNumber(a)))
    }),
  )
})
