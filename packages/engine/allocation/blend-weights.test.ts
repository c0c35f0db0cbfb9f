import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { blendWeights, cutDimension, reshapeMonths, shapePlan, weightsOfMembers } from './index.ts'

const organisation = cutDimension('organisation', [
  { key: 'team', parent: null },
  { key: 'an', parent: 'team' },
  { key: 'bo', parent: 'team' },
])
const product = cutDimension('product', [
  { key: 'pump', parent: null },
  { key: 'valve', parent: null },
])
const shape = shapePlan(
  [organisation, product],
  [
    ['an', 'pump'],
    ['an', 'valve'],
    ['bo', 'pump'],
  ],
  ['2026-01', '2026-02'],
)

test('70 % last year and 30 % capacity, as docs/methods/targets-from-history.md computes it', () => {
  const lastYear = Float64Array.of(30, 10, 20, 0, 40, 0)
  const capacity = weightsOfMembers(
    shape,
    lastYear,
    'organisation',
    new Map([
      ['an', [1, 1]],
      ['bo', [0.5, 1]],
    ]),
  )
  // An’s year is 40 : 20 over pump and valve, so her capacity of 1 a month is ⅔ and ⅓; Bo has the pump alone.
  assert.deepEqual(
    [...capacity].map((w) => Number(w.toFixed(4))),
    [0.6667, 0.6667, 0.3333, 0.3333, 0.5, 1],
  )
  const blend = blendWeights([
    { name: 'lastYear', percent: 70, weights: lastYear },
    { name: 'capacity', percent: 30, weights: capacity },
  ])
  assert.ok(blend.ok)
  assert.deepEqual(
    [...blend.value].map((w) => Number(w.toFixed(4))),
    [0.2671, 0.1271, 0.1686, 0.0286, 0.3229, 0.0857],
  )
})

test('percentages that are not 100, parts without weight and more than six parts are refused', () => {
  const weights = Float64Array.of(1, 0)
  const part = (percent: number, name = 'a') => ({ name, percent, weights })
  const reasonOf = (parts: Parameters<typeof blendWeights>[0]) => {
    const blend = blendWeights(parts)
    return blend.ok ? 'ok' : blend.reason
  }
  assert.equal(reasonOf([part(60), part(30)]), 'not-100')
  assert.equal(reasonOf([part(120), part(-20)]), 'not-100')
  assert.equal(reasonOf([part(33.3), part(33.3), part(33.4)]), 'ok')
  assert.equal(reasonOf(Array.from({ length: 7 }, () => part(100 / 7))), 'too-many')
  assert.equal(reasonOf([{ name: 'pipeline', percent: 100, weights: Float64Array.of(0, -1) }]), 'empty')
})

test('a blend adds up to one, is not negative, and does not depend on the units of its parts', () => {
  const weights = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(
      weights,
      weights,
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom(2, 1024),
      (a, b, percent, unit) => {
        fc.pre(a.some((w) => w > 1e-6) && b.some((w) => w > 1e-6))
        const blend = (factor: number) =>
          blendWeights([
            { name: 'a', percent, weights: Float64Array.from(a) },
            { name: 'b', percent: 100 - percent, weights: Float64Array.from(b, (w) => w * factor) },
          ])
        const [one, other] = [blend(1), blend(unit)]
        assert.ok(one.ok && other.ok)
        assert.ok(Math.abs(one.value.reduce((sum, w) => sum + w, 0) - 1) < 1e-9)
        assert.ok(one.value.every((w, i) => w >= 0 && Math.abs(w - other.value[i]!) < 1e-12))
      },
    ),
    { numRuns },
  )
})

test('another seasonality keeps every combination’s year', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(weights, fc.integer({ min: 0, max: 9 }), (given, first) => {
      const before = Float64Array.from(given)
      const after = reshapeMonths(shape, before, [first, 10 - first])
      for (let c = 0; c < 3; c++) {
        const year = before[2 * c]! + before[2 * c + 1]!
        assert.ok(Math.abs(after[2 * c]! + after[2 * c + 1]! - year) < 1e-9)
        assert.ok(Math.abs(after[2 * c]! - (year * first) / 10) < 1e-9)
      }
    }),
    { numRuns },
  )
  assert.throws(() => reshapeMonths(shape, new Float64Array(6), [1]), RangeError)
})
