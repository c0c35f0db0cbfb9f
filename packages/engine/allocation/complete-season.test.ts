import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { completeSeason, cutDimension, shapePlan } from './index.ts'

const people = cutDimension('organisation', [
  { key: 'team', parent: null },
  { key: 'an', parent: 'team' },
  { key: 'bo', parent: 'team' },
])
const months = ['2026-01', '2026-02', '2026-03']
const shape = shapePlan([people], [['an'], ['bo']], months)

test('an open month follows the closed ones in the earlier season, as docs/methods/targets-from-history.md computes it', () => {
  const weights = Float64Array.of(30, 30, 2, 0, 0, 7)
  assert.deepEqual([...completeSeason(shape, weights, [2], [100, 200, 150])], [30, 30, 30, 0, 0, 7])
  assert.equal(completeSeason(shape, weights, [], [1, 1, 1]), weights)
  assert.equal(completeSeason(shape, weights, [2], [0, 0, 5]), weights)
})

test('closed months stay, and lines keep their proportion to each other in every open month', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(amounts, amounts, amounts, fc.integer({ min: 1, max: 2 }), (an, bo, season, first) => {
      const open = [0, 1, 2].filter((month) => month >= first)
      const filled = completeSeason(shape, Float64Array.from([...an, ...bo]), open, season)
      const closed = [0, 1, 2].filter((month) => month < first)
      for (const month of closed) assert.deepEqual([filled[month], filled[3 + month]], [an[month], bo[month]])
      const sum = (line: number[]) => closed.reduce((total, month) => total + line[month]!, 0)
      for (const month of open)
        for (const [line, at] of [
          [an, month],
          [bo, 3 + month],
        ] as const)
          assert.ok(Math.abs(filled[at]! - (sum(line) * season[month]!) / sum(season)) <= 0.5)
    }),
    { numRuns },
  )
})
