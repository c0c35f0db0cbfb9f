import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findFeasible } from '../optimisation/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { PLACES, product, region, SUMS, setsOf } from '../testing/small-plan.ts'
import {
  applyRatioOperation,
  buildCube,
  type Cube,
  cellsBelow,
  type SpreadOperation,
  spreadCube,
} from './index.ts'

const bound = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null })
const leaf = fc.record({
  /** tenths */
  value: fc.integer({ min: 1, max: 9 }),
  denominator: fc.integer({ min: 1, max: 9 }),
  held: fc.boolean(),
  low: bound,
  high: bound,
})
const sample = fc.record({
  leaves: fc.array(leaf, { minLength: 6, maxLength: 6 }),
  holds: fc.uniqueArray(fc.nat(SUMS.length - 1), { minLength: 0, maxLength: 3 }),
  at: fc.nat(SUMS.length - 1),
  /** hundredths; beyond 1 it is no share */
  mean: fc.integer({ min: 5, max: 130 }),
})
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never

const cubeOf = ({ leaves }: Sample) =>
  buildCube(
    [region, product],
    PLACES.map((place, i) => {
      const { value, denominator, low, high } = leaves[i]!
      return {
        keys: [place.region, place.product],
        value: value / 10,
        denominator,
        low: low === null ? Number.NEGATIVE_INFINITY : Math.max(0, value - low) / 10,
        high: high === null ? Number.POSITIVE_INFINITY : Math.min(10, value + high) / 10,
      }
    }),
    true,
  )

const operationsOf = ({ leaves, holds, at, mean }: Sample): SpreadOperation[] => [
  ...leaves.flatMap(({ held }, i): SpreadOperation[] =>
    held ? [{ at: PLACES[i]!, method: 'hold', hold: 'leaf' }] : [],
  ),
  ...holds.map((h): SpreadOperation => ({ at: SUMS[h]!, method: 'hold', hold: 'consolidation' })),
  { at: SUMS[at]!, method: 'proportional', action: 'replace', value: mean / 100 },
]

const numerator = (cube: Cube, cell: number) => cube.values[cell]! * cube.denominators[cell]!
const sumBelow = (cube: Cube, h: number, of: (cell: number) => number) =>
  cellsBelow(cube, SUMS[h]!).reduce((sum, cell) => sum + of(cell), 0)

/** A request that releases some locks: of each held mean, held leaf, floor and ceiling one, in this order. */
function isPossible({ leaves, holds, at, mean }: Sample, cube: Cube, locks: readonly number[]): boolean {
  const released = new Set(locks)
  const kept = holds.filter((_, h) => !released.has(h))
  const natural = mean <= 100 ? { low: 0, high: 1 } : { low: -Infinity, high: Infinity }
  const boundOf = (i: number, side: 'low' | 'high') => {
    if (leaves[i]!.held && !released.has(holds.length + i)) return numerator(cube, i)
    const lock = holds.length + (side === 'low' ? 6 : 12) + i
    const own = released.has(lock) ? natural[side] : cube[side][i]!
    const within = side === 'low' ? Math.max(natural.low, own) : Math.min(natural.high, own)
    return within * cube.denominators[i]!
  }
  const rowOf = (h: number) => {
    const row = new Float64Array(6)
    for (const cell of cellsBelow(cube, SUMS[h]!)) row[cell] = 1
    return row
  }
  const weight = sumBelow(cube, at, (cell) => cube.denominators[cell]!)
  const system = {
    rows: [rowOf(at), ...kept.map(rowOf)],
    totals: Float64Array.from([
      (mean / 100) * weight,
      ...kept.map((h) => sumBelow(cube, h, (cell) => numerator(cube, cell))),
    ]),
    low: Float64Array.from(leaves, (_, i) => boundOf(i, 'low')),
    high: Float64Array.from(leaves, (_, i) => boundOf(i, 'high')),
  }
  return findFeasible(system).kind === 'feasible'
}

/** Locks that are tried together; more would take long. */
const MOST_TRIED = 3

function fewestByTrying(given: Sample, cube: Cube): number {
  for (let size = 0; size <= MOST_TRIED; size++)
    for (const locks of setsOf(given.holds.length + 18, size)) if (isPossible(given, cube, locks)) return size
  return MOST_TRIED + 1
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-7

test('a mean is reached, every held mean, leaf and bound kept, wherever any values reach it', () => {
  fc.assert(
    fc.property(sample, (given) => {
      const cube = cubeOf(given)
      const answer = spreadCube(cube, operationsOf(given), applyRatioOperation)
      assert.equal(answer.ok, isPossible(given, cube, []), JSON.stringify(answer))
      if (!answer.ok) return
      const after = { ...cube, values: Float64Array.from(answer.value) }
      const weight = sumBelow(cube, given.at, (cell) => cube.denominators[cell]!)
      assert.ok(
        near(
          sumBelow(after, given.at, (cell) => numerator(after, cell)),
          (given.mean / 100) * weight,
        ),
      )
      for (const h of given.holds)
        assert.ok(
          near(
            sumBelow(after, h, (cell) => numerator(after, cell)),
            sumBelow(cube, h, (cell) => numerator(cube, cell)),
          ),
        )
      for (const [i, { held }] of given.leaves.entries()) {
        if (held) assert.equal(after.values[i], cube.values[i])
        assert.ok(after.values[i]! >= cube.low[i]! - 1e-9 && after.values[i]! <= cube.high[i]! + 1e-9)
      }
    }),
    { numRuns },
  )
})

test('a refused mean names a set that is as small as trying every set, and that is enough', () => {
  fc.assert(
    fc.property(sample, (given) => {
      const cube = cubeOf(given)
      const answer = spreadCube(cube, operationsOf(given), applyRatioOperation)
      if (answer.ok) return
      assert.ok('release' in answer.detail && answer.detail.smallest)
      assert.equal(Math.min(answer.detail.release.length, MOST_TRIED + 1), fewestByTrying(given, cube))
      const locks = answer.detail.release.map(({ kind, at }) => {
        if (kind === 'consolidationHold') return given.holds.indexOf(SUMS.indexOf(at))
        const place = PLACES.findIndex((p) => p.region === at['region'] && p.product === at['product'])
        return given.holds.length + { leafHold: 0, minimum: 6, maximum: 12 }[kind] + place
      })
      assert.ok(isPossible(given, cube, locks))
    }),
    { numRuns },
  )
})

test('by hand: shares of .5 of 10 and .2 of 30, the second held: .6 in all needs that hold released, by 8 ÷ 30', () => {
  // 40 × .6 = 24; the first reaches 10 at most, so the second must hold 14 of 30: from .2 (6) by 8 ÷ 30 at least
  const cube = buildCube(
    [region, product],
    [
      { keys: ['a', 'p'], value: 0.5, denominator: 10 },
      { keys: ['b', 'p'], value: 0.2, denominator: 30 },
    ],
    true,
  )
  const answer = spreadCube(
    cube,
    [
      { at: { region: 'b', product: 'p' }, method: 'hold', hold: 'leaf' },
      { at: { product: 'p' }, method: 'proportional', action: 'replace', value: 0.6 },
    ],
    applyRatioOperation,
  )
  assert.ok(!answer.ok && 'release' in answer.detail && answer.detail.smallest)
  const [one, ...others] = answer.detail.release
  assert.deepEqual([one?.kind, one?.at, others.length], ['leafHold', { region: 'b', product: 'p' }, 0])
  assert.ok(Math.abs((one?.by ?? 0) - 8 / 30) < 1e-9)
})

test('shares beside a held mean stay shares: what they would have to fall below 0 for is refused', () => {
  const given: Sample = {
    leaves: [1, 6, 1, 1, 1, 1].map((denominator, i) => ({
      value: 1,
      denominator,
      held: i === 1,
      low: null,
      high: null,
    })),
    holds: [6],
    at: 0,
    mean: 13,
  }
  const cube = cubeOf(given)
  assert.ok(!isPossible(given, cube, []))
  const answer = spreadCube(cube, operationsOf(given), applyRatioOperation)
  assert.ok(!answer.ok && 'release' in answer.detail && answer.detail.release.length > 0)
})
