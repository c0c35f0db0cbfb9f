import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { findFeasible, findWhole } from './index.ts'

const system = fc.record({
  rows: fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  }),
  totals: fc.array(fc.integer({ min: -3, max: 12 }), { minLength: 4, maxLength: 4 }),
  low: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 4, maxLength: 4 }),
  room: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
})

test('whole values are found exactly where trying all of them finds some; else multipliers prove it', () => {
  fc.assert(
    fc.property(system, ({ rows, totals, low, room }) => {
      const high = low.map((bound, j) => bound + room[j]!)
      const problem = {
        rows: rows.map((row) => Float64Array.from(row)),
        totals: Float64Array.from(totals.slice(0, rows.length)),
        low: Float64Array.from(low),
        high: Float64Array.from(high),
      }
      const meets = (values: ArrayLike<number>) =>
        rows.every((row, i) => row.reduce((sum, a, j) => sum + a * values[j]!, 0) === totals[i])
      const all = (j: number, values: number[]): boolean =>
        j === 4
          ? meets(values)
          : Array.from({ length: room[j]! + 1 }, (_, k) => low[j]! + k).some((v) =>
              all(j + 1, [...values, v]),
            )
      const found = findWhole(problem, { left: 1_000 })
      assert.equal(found.kind === 'feasible', all(0, []))
      if (found.kind === 'feasible') {
        assert.ok(meets(found.values))
        found.values.forEach((v, j) => {
          assert.ok(v >= low[j]! && v <= high[j]!)
        })
      }
      const real = findFeasible(problem)
      if (real.kind !== 'infeasible') return
      // the multiplied equations ask for more than the bounds can give
      const asked = totals.slice(0, rows.length).reduce((sum, t, i) => sum + t * real.multipliers[i]!, 0)
      const most = low.reduce((sum, _, j) => {
        const factor = rows.reduce((s, row, i) => s + row[j]! * real.multipliers[i]!, 0)
        return sum + Math.max(factor * low[j]!, factor * high[j]!)
      }, 0)
      assert.ok(asked > most + 1e-9)
    }),
    { numRuns },
  )
})

test('values without bounds may go anywhere', () => {
  const free = new Float64Array(2)
  const found = findWhole(
    {
      rows: [Float64Array.from([1, 1]), Float64Array.from([1, -1])],
      totals: Float64Array.from([10, -400]),
      low: free.map(() => Number.NEGATIVE_INFINITY),
      high: free.map(() => Number.POSITIVE_INFINITY),
    },
    { left: 10 },
  )
  assert.deepEqual(found, { kind: 'feasible', values: Float64Array.from([-195, 205]) })
})
