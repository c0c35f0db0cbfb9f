import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findWhole } from '../optimisation/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { PLACES, product, region, SUMS, setsOf } from '../testing/small-plan.ts'
import { buildCube, cellsBelow, type SpreadOperation, spreadCube } from './index.ts'

const leaf = fc.record({
  value: fc.integer({ min: 0, max: 9 }),
  held: fc.boolean(),
  low: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
  high: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
})
const sample = fc.record({
  leaves: fc.array(leaf, { minLength: 6, maxLength: 6 }),
  holds: fc.uniqueArray(fc.nat(SUMS.length - 1), { minLength: 1, maxLength: 4 }),
  at: fc.nat(SUMS.length - 1),
  total: fc.integer({ min: 0, max: 60 }),
})
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never

const cubeOf = ({ leaves }: Sample) =>
  buildCube(
    [region, product],
    PLACES.map((place, i) => {
      const { value, low, high } = leaves[i]!
      return {
        keys: [place.region, place.product],
        value,
        low: Math.min(value, low ?? Number.NEGATIVE_INFINITY),
        high: high === null ? Number.POSITIVE_INFINITY : value + high,
      }
    }),
    true,
  )

/** A request that releases some locks: of each held total, held leaf, floor and ceiling one, in this order. */
function isPossible(
  { leaves, holds, at, total }: Sample,
  cube: ReturnType<typeof cubeOf>,
  locks: readonly number[],
) {
  const released = new Set(locks)
  const kept = holds.filter((_, h) => !released.has(h))
  const sumOf = (h: number) => cellsBelow(cube, SUMS[h]!).reduce((sum, cell) => sum + cube.values[cell]!, 0)
  const rowOf = (h: number) => {
    const row = new Float64Array(6)
    for (const cell of cellsBelow(cube, SUMS[h]!)) row[cell] = 1
    return row
  }
  const bound = (i: number, side: 'low' | 'high') => {
    const base = holds.length
    if (leaves[i]!.held && !released.has(base + i)) return cube.values[i]!
    const lock = base + (side === 'low' ? 6 : 12) + i
    if (!released.has(lock)) return cube[side][i]!
    return side === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  const system = {
    rows: [rowOf(at), ...kept.map(rowOf)],
    totals: Float64Array.from([total, ...kept.map(sumOf)]),
    low: Float64Array.from(leaves, (_, i) => bound(i, 'low')),
    high: Float64Array.from(leaves, (_, i) => bound(i, 'high')),
  }
  return findWhole(system, { left: 500 }).kind === 'feasible'
}

function fewestByTrying(given: Sample, cube: ReturnType<typeof cubeOf>): number {
  for (let size = 0; size <= 4; size++)
    for (const locks of setsOf(given.holds.length + 18, size)) if (isPossible(given, cube, locks)) return size
  return 5
}

const operationsOf = ({ leaves, holds, at, total }: Sample): SpreadOperation[] => [
  ...leaves.flatMap(({ held }, i): SpreadOperation[] =>
    held ? [{ at: PLACES[i]!, method: 'hold', hold: 'leaf' }] : [],
  ),
  ...holds.map((h): SpreadOperation => ({ at: SUMS[h]!, method: 'hold', hold: 'consolidation' })),
  { at: SUMS[at]!, method: 'proportional', action: 'replace', value: total },
]

test('with overlapping held totals the release is as small as trying every set, and there is none where none is needed', () => {
  fc.assert(
    fc.property(sample, (given) => {
      const cube = cubeOf(given)
      const answer = spreadCube(cube, operationsOf(given))
      const fewest = fewestByTrying(given, cube)
      assert.equal(answer.ok, fewest === 0)
      if (answer.ok) return
      assert.ok('release' in answer.detail && answer.detail.smallest)
      assert.equal(answer.detail.release.length, fewest)
    }),
    { numRuns },
  )
})

test('what is named is enough: released, the same request is possible', () => {
  fc.assert(
    fc.property(sample, (given) => {
      const cube = cubeOf(given)
      const answer = spreadCube(cube, operationsOf(given))
      if (answer.ok || !('release' in answer.detail)) return
      const numbers = answer.detail.release.map(({ kind, at }) => {
        if (kind === 'consolidationHold') return given.holds.indexOf(SUMS.indexOf(at))
        const place = PLACES.findIndex((p) => p.region === at['region'] && p.product === at['product'])
        return given.holds.length + { leafHold: 0, minimum: 6, maximum: 12 }[kind] + place
      })
      assert.ok(numbers.every((number) => number >= 0))
      assert.ok(isPossible(given, cube, numbers))
    }),
    { numRuns },
  )
})
