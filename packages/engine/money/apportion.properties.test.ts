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
