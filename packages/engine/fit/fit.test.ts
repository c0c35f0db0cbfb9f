import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { fitReals } from './fit-reals.ts'
import { deficitsOf, deviationOf, type FitProblem, fitMargins } from './index.ts'
import { randomTable } from './random-table.ts'

/** A table of rows × columns with row and column totals. */
function table(
  weights: readonly number[][],
  rows: readonly number[],
  columns: readonly number[],
): FitProblem {
  const width = columns.length
  const count = rows.length * width
  return {
    weights: Float64Array.from(weights.flat()),
    low: new Float64Array(count),
    high: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    sets: [
      {
        of: Int32Array.from({ length: count }, (_, cell) => Math.floor(cell / width)),
        totals: Float64Array.from(rows),
      },
      {
        of: Int32Array.from({ length: count }, (_, cell) => cell % width),
        totals: Float64Array.from(columns),
      },
    ],
  }
}

function valuesOf(problem: FitProblem): Float64Array {
  const fitted = fitMargins(problem)
  assert.ok(fitted.ok, JSON.stringify(fitted))
  assert.equal(deviationOf(deficitsOf(problem, fitted.value.values)).sum, 0)
  for (const [cell, value] of fitted.value.values.entries())
    assert.ok(Number.isInteger(value) && value >= problem.low[cell]! && value <= problem.high[cell]!)
  return fitted.value.values
}

test('the example of docs/methods/fitting.md: two rows, two columns', () => {
  const problem = table(
    [
      [40, 30],
      [35, 50],
    ],
    [80, 80],
    [75, 85],
  )
  // Two passes by hand: rows first, then columns
  const { values } = fitReals(problem, 1, () => false)
  assert.deepEqual(
    [...values].map((value) => value.toFixed(2)),
    ['43.59', '35.83', '31.41', '49.17'],
  )
  assert.deepEqual([...valuesOf(problem)], [44, 36, 31, 49])
})

test('500 of 500 random tables with four sets of margins are exact, held cells and ceilings included', () => {
  for (let seed = 1; seed <= 500; seed++) {
    valuesOf(
      randomTable({
        sizes: [6, 5, 4, 12],
        sets: [[0], [1], [2], [3]],
        density: [1, 0.67, 0.3][seed % 3]!,
        held: seed % 4 === 0 ? 0.2 : 0,
        bounded: seed % 5 === 0 ? 0.4 : 0,
        seed,
      }),
    )
  }
})

test('overlapping pairs of dimensions are exact too', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const sets = [[0, 1], [0, 2], [1, 2], [3]]
    valuesOf(randomTable({ sizes: [8, 7, 6, 12], sets, density: seed % 2 === 0 ? 1 : 0.6, seed }))
  }
})

test('the answer stays near the weights: within 12 % of the real fit on average, no margin paid for by one cell', () => {
  const problem = randomTable({ sizes: [10, 10, 10, 10], sets: [[0], [1], [2], [3]], density: 0.67, seed: 5 })
  const { values: reals } = fitReals(problem, 500, () => false)
  const values = valuesOf(problem)
  let [moved, whole, most] = [0, 0, 0]
  for (const [cell, value] of values.entries()) {
    moved += Math.abs(value - reals[cell]!)
    whole += reals[cell]!
    most = Math.max(most, Math.abs(value - reals[cell]!))
  }
  assert.ok(moved / whole < 0.12 && most <= 3, `${moved / whole} ${most}`)
})

test('two sets of margins: an exact answer, or a cut that proves there is none', () => {
  const cell = fc.record({
    weight: fc.nat(50),
    low: fc.nat(5),
    room: fc.option(fc.nat(10), { nil: Number.POSITIVE_INFINITY }),
  })
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 9, maxLength: 9 }),
      fc.array(fc.nat(40), { minLength: 5, maxLength: 5 }),
      (cells, totals) => {
        const [r1 = 0, r2 = 0, r3 = 0, c1 = 0, c2 = 0] = totals
        const c3 = r1 + r2 + r3 - c1 - c2
        if (c3 < 0) return
        const base = table(
          [
            [1, 1, 1],
            [1, 1, 1],
            [1, 1, 1],
          ],
          [r1, r2, r3],
          [c1, c2, c3],
        )
        const problem = {
          ...base,
          weights: Float64Array.from(cells, ({ weight }) => weight),
          low: Float64Array.from(cells, ({ low }) => low),
          high: Float64Array.from(cells, ({ low, room }) => low + room),
        }
        const fitted = fitMargins(problem)
        if (fitted.ok) {
          assert.equal(deviationOf(deficitsOf(problem, fitted.value.values)).sum, 0)
          return
        }
        assert.equal(fitted.reason, 'conflicting-margins')
        assert.ok(!isPossible(problem), JSON.stringify([cells, totals]))
      },
    ),
    { numRuns },
  )
})

/** Gale’s condition for a table of 3 × 3: for every choice of rows and columns the bounds leave enough room. */
function isPossible({ low, high, sets }: FitProblem): boolean {
  const inside = (mask: number, at: number) => (mask >> at) % 2 === 1
  for (let rows = 0; rows < 8; rows++)
    for (let columns = 0; columns < 8; columns++) {
      const need = [0, 1, 2].reduce((sum, r) => sum + (inside(rows, r) ? sets[0]!.totals[r]! : 0), 0)
      const give = [0, 1, 2].reduce((sum, c) => sum + (inside(columns, c) ? sets[1]!.totals[c]! : 0), 0)
      let room = 0
      for (let cell = 0; cell < 9; cell++) {
        const [r, c] = [Math.floor(cell / 3), cell % 3]
        if (inside(rows, r) && !inside(columns, c)) room += high[cell]!
        if (!inside(rows, r) && inside(columns, c)) room -= low[cell]!
      }
      if (need - give > room) return false
    }
  return true
}

test('totals that differ, margins out of reach and pairs in conflict are named with their amounts', () => {
  const differing = fitMargins(
    table(
      [
        [1, 1],
        [1, 1],
      ],
      [10, 10],
      [10, 11],
    ),
  )
  assert.deepEqual(differing, {
    ok: false,
    reason: 'conflicting-margins',
    detail: { kind: 'totals-differ', sets: [0, 1], totals: [20, 21], by: 1 },
  })
  const capped = {
    ...table(
      [
        [1, 1],
        [1, 1],
      ],
      [10, 10],
      [10, 10],
    ),
    high: Float64Array.from([4, 4, 9, 9]),
  }
  const far = fitMargins(capped)
  assert.deepEqual(!far.ok && far.detail, {
    kind: 'out-of-reach',
    place: { set: 0, margin: 0 },
    total: 10,
    least: 0,
    greatest: 8,
    by: 2,
  })
  const blocked = {
    ...table(
      [
        [1, 1],
        [1, 1],
      ],
      [10, 10],
      [15, 5],
    ),
    high: Float64Array.from([3, 9, 30, 30]),
  }
  const cut = fitMargins(blocked)
  assert.deepEqual(!cut.ok && cut.detail, { kind: 'pair', sets: [0, 1], cut: { lacking: [[0], [1]], by: 2 } })
})

test('a table that no whole numbers fill says how near it came', () => {
  // Three sets over pairs of two-valued dimensions, all margins 1, on the four even corners: only halves fit
  const corners = [0, 3, 5, 6]
  const bit = (corner: number, at: number) => (corner >> at) % 2
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const
  const problem = {
    weights: new Float64Array(4).fill(1),
    low: new Float64Array(4),
    high: new Float64Array(4).fill(1),
    sets: [
      ...pairs.map(([a, b]) => ({
        of: Int32Array.from(corners, (corner) => bit(corner, a) * 2 + bit(corner, b)),
        totals: Float64Array.from([1, 1, 1, 0]),
      })),
    ],
  }
  const fitted = fitMargins(problem, { repairSteps: 2_000 })
  assert.ok(!fitted.ok)
  if (fitted.reason === 'limit-reached') assert.ok(fitted.detail.deviation > 0)
})

test('the same problem and seed give the same answer, and a stopped one says what it has', () => {
  const problem = randomTable({
    sizes: [6, 5, 4, 12],
    sets: [[0, 1], [0, 2], [1, 2], [3]],
    density: 0.6,
    seed: 3,
  })
  assert.deepEqual(fitMargins(problem), fitMargins(problem))
  const stopped = fitMargins(problem, { isStopped: () => true })
  assert.ok(stopped.ok || stopped.reason === 'limit-reached')
})
