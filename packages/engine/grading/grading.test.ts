import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { type Grade, gradeCustomers } from './index.ts'

const rule = { boundA: 100, boundB: 40, margin: 0.1 }
const grade = (value: number, previous: Grade | null) =>
  gradeCustomers([{ value, probability: 0.5, previous }], rule)[0]

test('new customers are graded by value × probability against the bounds', () => {
  assert.deepEqual(
    [200, 199, 80, 79].map((value) => grade(value, null)),
    ['A', 'B', 'B', 'C'],
  )
})

test('a grade changes only where the bound is crossed by the margin', () => {
  assert.equal(grade(181, 'A'), 'A')
  assert.equal(grade(179, 'A'), 'B')
  assert.equal(grade(219, 'B'), 'B')
  assert.equal(grade(221, 'B'), 'A')
  assert.equal(grade(87, 'C'), 'C')
  assert.equal(grade(20, 'A'), 'C')
})

test('what wavers within the margin never changes its grade again', () => {
  const wobble = fc.array(fc.double({ min: 0.95, max: 1.05, noNaN: true }), { minLength: 5, maxLength: 20 })
  fc.assert(
    fc.property(wobble, fc.double({ min: 1, max: 400, noNaN: true }), (factors, value) => {
      let current = gradeCustomers([{ value, probability: 0.5, previous: null }], rule)[0]!
      const first = current
      for (const factor of factors)
        current = gradeCustomers([{ value: value * factor, probability: 0.5, previous: current }], rule)[0]!
      assert.equal(current, first)
    }),
    { numRuns },
  )
})

test('more value or more probability never lowers a grade', () => {
  const any = fc.double({ min: 0, max: 500, noNaN: true })
  const previous = fc.constantFrom<Grade | null>('A', 'B', 'C', null)
  fc.assert(
    fc.property(any, any, previous, (a, b, before) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      assert.ok(grade(high, before)! <= grade(low, before)!)
    }),
    { numRuns },
  )
})

test('bounds out of order and a margin of one are refused', () => {
  assert.throws(() => gradeCustomers([], { ...rule, boundB: 200 }), /not in order/)
  assert.throws(() => gradeCustomers([], { ...rule, margin: 1 }), /margin/)
})
