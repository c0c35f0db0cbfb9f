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

test('the example of docs/methods/grading.md: an A at 91 stays, at 89 falls; a B rises at 110 and not at 109', () => {
  const at = (expected: number, previous: Grade | null) =>
    gradeCustomers([{ value: expected, probability: 1, previous }], rule)[0]
  assert.deepEqual(
    [at(91, 'A'), at(89, 'A'), at(109, 'B'), at(111, 'B'), at(43, 'C'), at(45, 'C')],
    ['A', 'B', 'B', 'A', 'C', 'B'],
  )
})

test('a value that comes back to where a grade was given does not leave it again: at most one change a crossing', () => {
  const walk = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 10, maxLength: 60 })
  fc.assert(
    fc.property(walk, fc.double({ min: 95, max: 105, noNaN: true }), (steps, start) => {
      let [grade, changes, expected, crossings]: [Grade, number, number, number] = ['B', 0, start, 0]
      let side = 0
      for (const step of steps) {
        expected = Math.min(125, Math.max(75, expected + step))
        const now: Grade = gradeCustomers([{ value: expected, probability: 1, previous: grade }], rule)[0]!
        if (now !== grade) changes++
        grade = now
        // a crossing goes from outside the margin on one side to outside it on the other
        const here = expected >= 110 ? 1 : expected < 90 ? -1 : 0
        if (here !== 0 && here !== side) [side, crossings] = [here, crossings + 1]
      }
      assert.ok(changes <= crossings, `${changes} ${crossings}`)
    }),
    { numRuns },
  )
})

test('a value or a probability that is none is refused by its place', () => {
  const one = { value: 1, probability: 1, previous: null }
  assert.throws(() => gradeCustomers([one, { ...one, value: Number.NaN }], rule), /customers\[1\]\.value/)
  assert.throws(() => gradeCustomers([{ ...one, probability: 1.2 }], rule), /customers\[0\]\.probability/)
  assert.throws(() => gradeCustomers([], { ...rule, boundA: Number.NaN }), /not in order/)
})

test('bounds out of order and a margin of one are refused', () => {
  assert.throws(() => gradeCustomers([], { ...rule, boundB: 200 }), /not in order/)
  assert.throws(() => gradeCustomers([], { ...rule, margin: 1 }), /margin/)
})
