import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { fitReals } from './fit-reals.ts'
import { deficitsOf, deviationOf, type FitProblem, fitMargins } from './index.ts'
import { randomTable } from './random-table.ts'
import { searchIntegers } from './search-integers.ts'

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

test('a million cells are exact also where the first cells of the last wrong margins cannot mend them', () => {
  // With these two seeds the margins left over meet in a cell that the table does not have.
  for (const seed of [1, 2]) {
    const shape = { sizes: [50, 100, 25, 12], sets: [[0], [1], [2], [3]], density: 0.67, seed }
    const problem = randomTable(shape)
    const fitted = fitMargins(problem, { repairSteps: 0 })
    assert.ok(fitted.ok, JSON.stringify(fitted))
    assert.equal(deviationOf(deficitsOf(problem, fitted.value.values)).sum, 0)
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

/** Three cells, each two of them in a margin of a set of its own. */
function triangle(totals: readonly number[]): FitProblem {
  const places = [
    [0, 0, -1],
    [-1, 0, 0],
    [0, -1, 0],
  ]
  return {
    weights: new Float64Array(3).fill(1),
    low: new Float64Array(3),
    high: new Float64Array(3).fill(9),
    sets: places.map((of, s) => ({ of: Int32Array.from(of), totals: Float64Array.of(totals[s]!) })),
  }
}

test('three cells, any two of which make 1, are halves: that no whole numbers fit is proved', () => {
  const fitted = fitMargins(triangle([1, 1, 1]), { repairSteps: 2_000 })
  assert.ok(!fitted.ok && fitted.reason === 'no-integer-solution')
  assert.ok(fitted.detail.deviation >= 1)
  const unfinished = fitMargins(triangle([1, 1, 1]), { repairSteps: 2_000, searchSteps: 1 })
  assert.ok(!unfinished.ok && unfinished.reason === 'limit-reached')
  assert.deepEqual([...valuesOf(triangle([2, 4, 4]))], [1, 1, 3])
})

test('three sets that conflict though any two agree are named with a proof: 3 − 1 − 1 is more than 0', () => {
  // x + y = 1, y + z = 1, x + z = 3: the third less the other two is −2 y, at most 0, and should be 1
  const fitted = fitMargins(triangle([1, 1, 3]))
  assert.ok(!fitted.ok && fitted.reason === 'conflicting-margins' && fitted.detail.kind === 'combined')
  const { margins, needed, greatest } = fitted.detail
  assert.ok(needed > greatest)
  assert.deepEqual(
    margins.map(({ times }) => Math.sign(times)),
    [-1, -1, 1],
  )
})

/** Whether any whole numbers inside the bounds meet every margin, by trying all of them. */
function isFeasible({ low, high, sets }: FitProblem): boolean {
  const values = low.slice()
  for (;;) {
    const isMet = sets.every(({ of, totals }) =>
      totals.every(
        (total, margin) => total === values.reduce((sum, v, c) => sum + (of[c] === margin ? v : 0), 0),
      ),
    )
    if (isMet) return true
    let cell = 0
    while (cell < values.length && values[cell] === high[cell]) {
      values[cell] = low[cell]!
      cell++
    }
    if (cell === values.length) return false
    values[cell] = values[cell]! + 1
  }
}

const tinyProblem = fc
  .record({
    cells: fc.array(fc.record({ weight: fc.nat(9), low: fc.nat(1), room: fc.nat(2), truth: fc.nat(2) }), {
      minLength: 1,
      maxLength: 7,
    }),
    places: fc.array(fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 7, maxLength: 7 }), {
      minLength: 1,
      maxLength: 4,
    }),
    disturbed: fc.option(fc.tuple(fc.nat(3), fc.nat(2), fc.integer({ min: -2, max: 2 }))),
  })
  .map(({ cells, places, disturbed }): FitProblem => {
    const truth = cells.map(({ low, room, truth: part }) => low + Math.min(room, part))
    const sets = places.map((place) => {
      const of = Int32Array.from(place.slice(0, cells.length))
      const totals = new Float64Array(3)
      for (const [cell, margin] of of.entries())
        if (margin >= 0) totals[margin] = totals[margin]! + truth[cell]!
      return { of, totals }
    })
    const set = disturbed === null ? undefined : sets[disturbed[0]]
    if (set !== undefined && disturbed !== null)
      set.totals[disturbed[1]] = Math.max(0, set.totals[disturbed[1]]! + disturbed[2])
    return {
      weights: Float64Array.from(cells, ({ weight }) => weight),
      low: Float64Array.from(cells, ({ low }) => low),
      high: Float64Array.from(cells, ({ low, room }) => low + room),
      sets,
    }
  })

test('tiny tables: an answer where trying everything finds one, else a proof, and never “limit reached”', () => {
  fc.assert(
    fc.property(tinyProblem, (problem) => {
      const fitted = fitMargins(problem, { repairSteps: 200 })
      assert.equal(fitted.ok, isFeasible(problem))
      if (fitted.ok) assert.equal(deviationOf(deficitsOf(problem, fitted.value.values)).sum, 0)
      else assert.notEqual(fitted.reason, 'limit-reached')
    }),
    { numRuns },
  )
})

test('the complete search alone decides as trying everything does', () => {
  fc.assert(
    fc.property(tinyProblem, (problem) => {
      const found = searchIntegers(problem, problem.weights, 1_000_000)
      assert.equal(found.kind, isFeasible(problem) ? 'found' : 'none')
      if (found.kind !== 'found') return
      assert.equal(deviationOf(deficitsOf(problem, found.values)).sum, 0)
      for (const [cell, value] of found.values.entries())
        assert.ok(value >= problem.low[cell]! && value <= problem.high[cell]!)
    }),
    { numRuns },
  )
})

test('a proof of combined margins holds: the cells can give no more than it says', () => {
  fc.assert(
    fc.property(tinyProblem, (problem) => {
      const fitted = fitMargins(problem, { repairSteps: 200 })
      if (fitted.ok || fitted.reason !== 'conflicting-margins' || fitted.detail.kind !== 'combined') return
      const { margins, needed, greatest } = fitted.detail
      const weightOf = (cell: number) =>
        margins.reduce(
          (sum, { set, margin, times }) => sum + (problem.sets[set]!.of[cell] === margin ? times : 0),
          0,
        )
      const most = [...problem.low.keys()].reduce(
        (sum, cell) =>
          sum + Math.max(weightOf(cell) * problem.low[cell]!, weightOf(cell) * problem.high[cell]!),
        0,
      )
      assert.equal(most, greatest)
      assert.ok(needed > most)
    }),
    { numRuns },
  )
})

test('sparse tables with few cells a margin, the hard kind, are met or proved impossible', () => {
  let [exact, limited] = [0, 0]
  for (let seed = 1; seed <= 60; seed++) {
    const problem = randomTable({
      sizes: [8, 8, 8],
      sets: [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
      density: 0.3,
      seed,
    })
    const fitted = fitMargins(problem, { repairSteps: 5_000 })
    // its margins are those of whole numbers: a proof of the contrary would be wrong
    assert.ok(fitted.ok || fitted.reason === 'limit-reached')
    if (fitted.ok) {
      assert.equal(deviationOf(deficitsOf(problem, fitted.value.values)).sum, 0)
      exact++
    } else limited++
  }
  assert.ok(limited === 0, `${exact} exact, ${limited} limited`)
})

test('what is no number of its kind is refused by its field, one wrong among thousands too', () => {
  const right = randomTable({ sizes: [30, 20, 10], sets: [[0], [1], [2]], density: 1, seed: 1 })
  const wrong = (change: Partial<FitProblem>) => () => fitMargins({ ...right, ...change })
  const at = (values: Float64Array, cell: number, value: number) => values.with(cell, value)
  assert.throws(wrong({ weights: at(right.weights, 4_999, Number.NaN) }), /weights\[4999\]/)
  assert.throws(wrong({ weights: at(right.weights, 7, -1) }), /weights\[7\]/)
  assert.throws(wrong({ low: at(right.low, 3, 0.5) }), /low\[3\]/)
  assert.throws(wrong({ low: at(right.low, 3, 5), high: at(right.high, 3, 4) }), /high\[3\]/)
  const [first, ...rest] = right.sets
  assert.throws(
    wrong({ sets: [{ ...first!, totals: at(first!.totals, 2, -1) }, ...rest] }),
    /sets\[0\]\.totals\[2\]/,
  )
  assert.throws(wrong({ sets: [...rest, { ...first!, of: first!.of.with(9, 30) }] }), /sets\[2\]\.of\[9\]/)
  assert.throws(wrong({ sets: [{ ...first!, of: first!.of.slice(1) }] }), /sets\[0\]\.of/)
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
