import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { day, deal } from './example-deals.ts'
import { stageAt, stageDays } from './index.ts'

const back = deal([
  [0, 0],
  [1, 10],
  [0, 14],
  [2, 20],
])

test('visits of a stage add up, and an open deal is where it came last', () => {
  assert.deepEqual(stageDays(3, back, day(26)), { days: [16, 4, 6], current: 2 })
  assert.deepEqual(stageDays(3, back, day(12)), { days: [10, 2, 0], current: 1 })
  assert.deepEqual(stageDays(3, back, day(-1)), { days: [0, 0, 0], current: null })
  assert.deepEqual(stageDays(2, deal([[1, 3]], 'lost', 8), day(20)), { days: [0, 5], current: null })
})

test('the stage of a moment: before the beginning the first, after the last change the last', () => {
  assert.deepEqual(
    [-5, 0, 12, 14, 99].map((at) => stageAt(back, day(at))),
    [0, 0, 1, 0, 2],
  )
  assert.equal(stageAt(deal([], 'lost', 4), day(3)), null)
})

test('the days of all stages are the days since the deal began', () => {
  const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 90 })), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(events, (list) => {
      const { days } = stageDays(4, deal(list), day(100))
      const began = Math.min(...list.map(([, at]) => at))
      assert.ok(Math.abs(days.reduce((sum, one) => sum + one, 0) - (100 - began)) < 1e-9)
    }),
    { numRuns },
  )
})
