import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { apportion } from './index.ts'

const weights = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 })
const total = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

test('shares are whole numbers that add up to the total', () => {
  fc.assert(
    fc.property(total, weights, (amount, w) => {
      const shares = apportion(amount, w)
      assert.equal(sum(shares), amount)
      assert.ok(shares.every(Number.isInteger))
    }),
    { numRuns },
  )
})

test('weights at either end of the doubles are split like others', () => {
  assert.deepEqual([...apportion(1, [0, 5e-324])], [0, 1])
  assert.deepEqual([...apportion(9, [5e-324, 1e-323])], [3, 6])
  assert.deepEqual([...apportion(4, [Number.MAX_VALUE, Number.MAX_VALUE])], [2, 2])
})

test('no share is a whole unit away from its exact proportion', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), weights, (amount, w) => {
      const all = sum(w)
      if (all === 0) return
      apportion(amount, w).forEach((share, i) => {
        assert.ok(Math.abs(share - (amount * w[i]!) / all) < 1 + 1e-6)
      })
    }),
    { numRuns },
  )
})

test('a weight of zero gets nothing while another weight is positive', () => {
  fc.assert(
    fc.property(total, weights, (amount, w) => {
      if (sum(w) === 0) return
      apportion(amount, w).forEach((share, i) => {
        if (w[i] === 0) assert.equal(share, 0)
      })
    }),
    { numRuns },
  )
})

test('scaling all weights changes nothing', () => {
  fc.assert(
    fc.property(
      total,
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 50 }),
      (amount, w) => {
        assert.deepEqual(
          apportion(amount, w),
          apportion(
            amount,
            w.map((weight) => weight * 4),
          ),
        )
      },
    ),
    { numRuns },
  )
})

/** Largest remainder by the book, in whole numbers of any size. */
function byTheBook(amount: number, w: readonly number[]): number[] {
  const all = w.reduce((a, b) => a + BigInt(b), 0n)
  const exact = w.map((weight) => BigInt(amount) * BigInt(weight))
  const shares = exact.map((value) => value / all)
  let rest = BigInt(amount) - shares.reduce((a, b) => a + b, 0n)
  const order = exact.map((value, i) => ({ i, rest: value % all }))
  order.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))
  for (const { i } of order) {
    if (rest-- <= 0n) break
    shares[i]!++
  }
  return shares.map(Number)
}

test('whole weights are split by the book, also where products need more than 53 bits', () => {
  const size = fc.constantFrom(3, 1_000, 2 ** 40, 2 ** 46)
  const whole = size.chain((max) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 60 }))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), whole, (amount, w) => {
      if (sum(w) === 0) return
      assert.deepEqual([...apportion(amount, w)], byTheBook(amount, w))
    }),
    { numRuns },
  )
})

test('many cells, where only those near the cut are compared, are split by the book as well', () => {
  const pseudo = (i: number) => (Math.imul(i + 1, 2_654_435_761) >>> 0) % 1_000_003
  const kinds = [
    pseudo,
    (i: number) => pseudo(i) % 7,
    () => 5,
    (i: number) => (i === 77 ? 2 ** 50 : pseudo(i)),
    (i: number) => i % 2,
  ]
  for (const [k, kind] of kinds.entries()) {
    const w = Array.from({ length: 40_000 }, (_, i) => kind(i))
    for (const amount of [123_456_789_013, 39_999, 7, 2 ** 52 + 1])
      assert.deepEqual([...apportion(amount, w)], byTheBook(amount, w), `kind ${k}, ${amount}`)
  }
})

test('equal exact remainders are served by position, though floating point would tell them apart', () => {
  // 10 over 1 : 1 : 1 : 7 : 20, sum 30: quotas ⅓, ⅓, ⅓, 2⅓, 6⅔
  assert.deepEqual([...apportion(10, [7, 1, 1, 1, 20])], [3, 0, 0, 0, 7])
  assert.deepEqual([...apportion(10, [1, 1, 1, 7, 20])], [1, 0, 0, 2, 7])
})
