import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forecastSeries, oneStepErrors } from '../forecast/index.ts'
import { seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import {
  type Covariance,
  diagonalCovariance,
  projectedVariances,
  projectionOf,
  projectLeaves,
  reconcile,
  type Structure,
  shrinkageIntensity,
  shrunkCovariance,
  sumUp,
  type Weighting,
} from './index.ts'

const of = (...values: number[]) => Float64Array.from(values)
const close = (a: number, b: number, by: number) =>
  assert.ok(Math.abs(a - b) <= by, `${a} is not ${b} ± ${by}`)

const PAIR: Structure = { leaves: 2, aggregates: [Int32Array.of(0, 1)] }
/** Two groups of two and a total, and a group that crosses them. */
const CROSSED: Structure = {
  leaves: 4,
  aggregates: [
    [0, 1, 2, 3],
    [0, 1],
    [2, 3],
    [0, 2],
  ].map((set) => Int32Array.from(set)),
}
const WEIGHTINGS: readonly Weighting[] = ['bottom-up', 'ols', 'structural', 'variance', 'minimum-trace']

const covarianceOf = ({ diagonal, errors, share }: Covariance) =>
  Array.from(diagonal, (own, i) =>
    Float64Array.from(
      diagonal,
      (_, j) =>
        (i === j ? own : 0) +
        errors.reduce((sum, row) => sum + (share * row[i]! * row[j]!) / errors.length, 0),
    ),
  )

/** Solves A X = B by elimination with pivots: slow, and nothing of it is shared with the code under test. */
function eliminate(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  const rows = a.map((row, i) => [...row, ...b[i]!])
  for (let c = 0; c < rows.length; c++) {
    const pivot = rows.slice(c).reduce((best, row) => (Math.abs(row[c]!) > Math.abs(best[c]!) ? row : best))
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(c, 0, pivot)
    for (const [r, row] of rows.entries()) {
      if (r === c) continue
      const factor = row[c]! / pivot[c]!
      for (let k = c; k < row.length; k++) row[k] = row[k]! - factor * pivot[k]!
    }
  }
  return rows.map((row, i) => Float64Array.from(row.slice(a.length), (value) => value / row[i]!))
}

const transpose = (a: readonly Float64Array[]) =>
  Array.from(a[0]!, (_, j) => Float64Array.from(a, (row) => row[j]!))
const times = (a: readonly Float64Array[], b: readonly Float64Array[]) =>
  a.map((row) =>
    Float64Array.from(b[0]!, (_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)),
  )

/** S (Sᵀ W⁻¹ S)⁻¹ Sᵀ, and G = (Sᵀ W⁻¹ S)⁻¹ Sᵀ W⁻¹, as the paper writes them. */
function byThePaper(structure: Structure, covariance: Covariance) {
  const columns = Array.from({ length: structure.leaves }, (_, leaf) =>
    sumUp(structure, new Float64Array(structure.leaves).with(leaf, 1)),
  )
  const s = transpose(columns)
  const weighted = transpose(eliminate(covarianceOf(covariance), s)) // Sᵀ W⁻¹, W being symmetric
  const g = eliminate(times(weighted, s), weighted)
  const variance = times(s, eliminate(times(weighted, s), columns))
  return { s, g, variance }
}

const someErrors = (structure: Structure, origins: number, seed: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: origins }, () => {
    const shared = random() - 0.5
    return Float64Array.from(
      { length: structure.leaves + structure.aggregates.length },
      (_, i) => (i + 1) * (random() - 0.5 + shared),
    )
  })
}

const anyStructure = fc.integer({ min: 2, max: 8 }).chain((leaves) =>
  fc.record({
    leaves: fc.constant(leaves),
    aggregates: fc.array(
      fc
        .uniqueArray(fc.integer({ min: 0, max: leaves - 1 }), { minLength: 1 })
        .map((set) => Int32Array.from(set)),
      { minLength: 1, maxLength: 6 },
    ),
  }),
)
const anyCase = anyStructure.chain((structure) => {
  const size = structure.leaves + structure.aggregates.length
  const vector = fc.array(fc.integer({ min: -500, max: 1_000 }), { minLength: size, maxLength: size })
  return fc.record({
    structure: fc.constant(structure),
    base: vector.map((values) => Float64Array.from(values)),
    seed: fc.integer(),
    weighting: fc.constantFrom(...WEIGHTINGS),
  })
})

test('the example of docs/methods/reconciliation.md: two leaves and their total', () => {
  const projection = projectionOf(PAIR, diagonalCovariance(of(1, 2, 1)))
  const leaves = projectLeaves(projection, of(10, 20, 33))
  assert.deepEqual([...sumUp(PAIR, leaves)], [10.75, 21.5, 32.25])
  assert.deepEqual([...projectedVariances(projection)], [0.75, 1, 0.75])
})

test('the example of the shrunk covariance: five of six errors agree', () => {
  const errors = [of(1, 1), of(-1, -1), of(1, 1), of(-1, -1), of(1, 1), of(1, -1)]
  close(shrinkageIntensity(errors), 0.25, 1e-12)
  const [first, second] = covarianceOf(shrunkCovariance(errors))
  close(first![0]!, 1, 1e-12)
  close(first![1]!, 0.5, 1e-12)
  close(second![1]!, 1, 1e-12)
})

test('the intensity by sums over origins is the one by pairs of series', () => {
  const errors = someErrors(CROSSED, 9, 4)
  const T = errors.length
  const scale = Array.from(errors[0]!, (_, i) =>
    Math.sqrt(errors.reduce((sum, e) => sum + e[i]! ** 2, 0) / T),
  )
  let [variance, square] = [0, 0]
  for (const i of scale.keys())
    for (const j of scale.keys()) {
      if (i === j) continue
      const w = errors.map((e) => (e[i]! * e[j]!) / (scale[i]! * scale[j]!))
      const r = w.reduce((sum, value) => sum + value, 0) / T
      variance += w.reduce((sum, value) => sum + (value - r) ** 2, 0) / (T * (T - 1))
      square += r ** 2
    }
  close(shrinkageIntensity(errors), variance / square, 1e-12)
})

test('the projection and its variances are those of the paper’s formula, which inverts everything', () => {
  for (const covariance of [
    shrunkCovariance(someErrors(CROSSED, 12, 1)),
    shrunkCovariance(someErrors(CROSSED, 3, 2), 0.3),
    diagonalCovariance(of(1, 2, 3, 4, 5, 6, 7, 8)),
  ]) {
    const { g, variance } = byThePaper(CROSSED, covariance)
    const projection = projectionOf(CROSSED, covariance)
    const base = of(11, 7, 3, 5, 30, 19, 6, 15)
    const leaves = projectLeaves(projection, base)
    for (const [i, row] of g.entries())
      close(
        leaves[i]!,
        row.reduce((sum, value, k) => sum + value * base[k]!, 0),
        1e-8,
      )
    for (const [i, value] of projectedVariances(projection).entries()) close(value, variance[i]![i]!, 1e-8)
  }
})

test('whatever comes in adds up afterwards, exactly in whole numbers where asked, and never below zero where asked', () => {
  fc.assert(
    fc.property(
      anyCase,
      fc.boolean(),
      fc.boolean(),
      ({ structure, base, seed, weighting }, nonNegative, whole) => {
        const errors = someErrors(structure, 8, seed)
        const { forecasts } = reconcile({
          structure,
          forecasts: [base],
          weighting,
          errors,
          nonNegative,
          whole,
        })
        const [step] = forecasts
        for (const [a, members] of structure.aggregates.entries()) {
          const sum = members.reduce((total, leaf) => total + step![leaf]!, 0)
          assert.equal(step![structure.leaves + a], sum)
        }
        if (whole) assert.ok(step!.every(Number.isSafeInteger))
        if (nonNegative) assert.ok(step!.every((value) => value >= 0))
      },
    ),
    { numRuns },
  )
})

test('forecasts that add up already stay as they are: the projection is unbiased (G S = I)', () => {
  fc.assert(
    fc.property(anyCase, ({ structure, base, seed, weighting }) => {
      const coherent = sumUp(structure, base.subarray(0, structure.leaves))
      const errors = someErrors(structure, 8, seed)
      const { forecasts } = reconcile({ structure, forecasts: [coherent], weighting, errors })
      for (const [i, value] of forecasts[0]!.entries()) close(value, coherent[i]!, 1e-8)
    }),
    { numRuns },
  )
})

test('the order of the leaves changes nothing but the order', () => {
  fc.assert(
    fc.property(anyCase, ({ structure, base, seed, weighting }) => {
      const m = structure.leaves
      const turned = (values: Float64Array) => values.map((_, i) => values[i < m ? m - 1 - i : i]!)
      const errors = someErrors(structure, 8, seed)
      const one = reconcile({ structure, forecasts: [base], weighting, errors, nonNegative: true })
      const other = reconcile({
        structure: {
          leaves: m,
          aggregates: structure.aggregates.map((set) => set.map((leaf) => m - 1 - leaf)),
        },
        forecasts: [turned(base)],
        weighting,
        errors: errors.map(turned),
        nonNegative: true,
      })
      for (const [i, value] of turned(other.forecasts[0]!).entries())
        close(value, one.forecasts[0]![i]!, 1e-6)
    }),
    { numRuns },
  )
})

test('among the non-negative answers none is nearer in the metric of the covariance', () => {
  fc.assert(
    fc.property(
      anyCase,
      fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 8, maxLength: 8 }),
      ({ structure, base, seed }, other) => {
        const covariance = shrunkCovariance(someErrors(structure, 8, seed))
        const distance = (values: Float64Array) => {
          const gap = base.map((value, i) => value - values[i]!)
          const solved = eliminate(
            covarianceOf(covariance),
            Array.from(gap, (value) => of(value)),
          )
          return gap.reduce((sum, value, i) => sum + value * solved[i]![0]!, 0)
        }
        const errors = someErrors(structure, 8, seed)
        const request = { structure, forecasts: [base], errors, nonNegative: true }
        const { forecasts, nearest } = reconcile({ ...request, weighting: 'minimum-trace' })
        assert.ok(nearest)
        const least = distance(forecasts[0]!)
        for (const share of [1e-4, 0.01, 1]) {
          const leaves = forecasts[0]!.subarray(0, structure.leaves)
          const moved = leaves.map((value, i) => value + share * (other[i]! - value))
          assert.ok(least <= distance(sumUp(structure, moved)) * (1 + 1e-7) + 1e-9)
        }
      },
    ),
    { numRuns },
  )
})

test('whole numbers lie less than one from the real ones in every aggregate of a tree of two levels', () => {
  const tree: Structure = {
    leaves: 6,
    aggregates: [
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2],
      [3, 4, 5],
    ].map((s) => Int32Array.from(s)),
  }
  const base = sumUp(tree, of(0.4, 0.4, 0.4, 2.5, -1.3, 0.4))
  const { forecasts } = reconcile({ structure: tree, forecasts: [base], weighting: 'bottom-up', whole: true })
  assert.deepEqual([...forecasts[0]!.subarray(6)], [3, 1, 2])
  for (const [i, value] of forecasts[0]!.entries()) assert.ok(Math.abs(value - base[i]!) < 1)
})

test('reconciled variances: the sum of variances never grows under the covariance it was made for', () => {
  fc.assert(
    fc.property(anyCase, ({ structure, base, seed }) => {
      const errors = someErrors(structure, 8, seed)
      const { varianceRatios } = reconcile({
        structure,
        forecasts: [base],
        weighting: 'minimum-trace',
        errors,
      })
      assert.ok(varianceRatios!.every((ratio) => ratio >= 0 && ratio <= 1 + 1e-9))
    }),
    { numRuns },
  )
  assert.equal(
    reconcile({ structure: PAIR, forecasts: [of(1, 2, 4)], weighting: 'ols' }).varianceRatios,
    null,
  )
})

test('what does not fit is refused with its place', () => {
  const one = (parts: Partial<Parameters<typeof reconcile>[0]>) => () =>
    reconcile({ structure: PAIR, forecasts: [of(1, 2, 3)], weighting: 'ols', ...parts })
  const sums = (...set: number[]) => ({ leaves: 2, aggregates: [Int32Array.from(set)] })
  assert.throws(one({ structure: sums(0, 2) }), /aggregates\[0\]\[1\]: there is no leaf 2/)
  assert.throws(one({ structure: sums(1, 1) }), /aggregates\[0\]\[1\]: leaf 1 is named twice/)
  assert.throws(one({ structure: sums() }), /aggregates\[0\]: sums nothing/)
  assert.throws(one({ structure: { leaves: 0, aggregates: [] } }), /leaves: 0/)
  assert.throws(one({ forecasts: [of(1, 2, 3), of(1, Number.NaN, 3)] }), /forecasts\[1\]\[1\]: NaN/)
  assert.throws(one({ forecasts: [of(1)] }), /forecasts\[0\]: 1 values, 3 are expected/)
  assert.throws(one({ weighting: 'minimum-trace' }), /errors: “minimum-trace” needs them/)
  const errors = [of(1, 2, 3), of(1, Number.POSITIVE_INFINITY, 3)]
  assert.throws(one({ weighting: 'minimum-trace', errors }), /errors\[1\]\[1\]: Infinity is not finite/)
})

test('series that were never wrong are trusted and everything stays finite', () => {
  const errors = Array.from({ length: 4 }, (_, t) => of(0, t - 1.5, 0))
  const { forecasts } = reconcile({
    structure: PAIR,
    forecasts: [of(10, 5, 18)],
    weighting: 'minimum-trace',
    errors,
  })
  for (const [i, value] of [10, 8, 18].entries()) close(forecasts[0]![i]!, value, 1e-6)
  const never = Array.from({ length: 4 }, () => of(0, 0, 0))
  const { forecasts: equal } = reconcile({
    structure: PAIR,
    forecasts: [of(1, 1, 5)],
    weighting: 'variance',
    errors: never,
  })
  for (const [i, value] of [2, 2, 4].entries()) close(equal[0]![i]!, value, 1e-12)
})

/** Eight shops in two regions: local levels that move together, with noise; sums are smoother than their parts. */
function simulate(random: () => number, points: number, noise: number): Float64Array[] {
  const normal = () => random() + random() + random() + random() - 2
  const levels = Float64Array.from({ length: 8 }, () => 60 + 40 * random())
  const rows = Array.from({ length: points }, () => {
    const market = normal()
    const regions = [normal(), normal()]
    return levels.map((level, i) => {
      levels[i] = level + market + regions[i < 4 ? 0 : 1]! + normal()
      return levels[i]! + noise * normal()
    })
  })
  return transpose(rows)
}

const SHOPS: Structure = {
  leaves: 8,
  aggregates: [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ].map((set) => Int32Array.from(set)),
}

/** Squared errors over all series and six steps, summed over simulated histories, by the way of reconciling. */
function squaredErrors(seed: number, runs: number, noise: number): Map<Weighting | 'base', number> {
  const random = seededRandom(seed)
  const lost = new Map<Weighting | 'base', number>()
  for (let run = 0; run < runs; run++) {
    const shops = transpose(simulate(random, 54, noise))
    const series = transpose(shops.map((values) => sumUp(SHOPS, values)))
    const pasts = series.map((values) => values.slice(0, 48))
    const base = transpose(
      pasts.map((values) => forecastSeries({ values, period: 4, festivalFrom: null }, 6, []).mean),
    )
    const errors = transpose(pasts.map((values) => oneStepErrors(values, 4, 24)))
    const add = (name: Weighting | 'base', steps: readonly Float64Array[]) => {
      for (const [h, step] of steps.entries())
        for (const [i, value] of step.entries())
          lost.set(name, (lost.get(name) ?? 0) + (value - series[i]![48 + h]!) ** 2)
    }
    add('base', base)
    for (const weighting of WEIGHTINGS)
      add(weighting, reconcile({ structure: SHOPS, forecasts: base, weighting, errors }).forecasts)
  }
  return lost
}

test('on simulated shops minimum trace is on average no worse than the base forecasts, in calm and in noise', () => {
  for (const noise of [8, 25]) {
    const lost = squaredErrors(11, 40, noise)
    assert.ok(lost.get('minimum-trace')! <= lost.get('base')!, JSON.stringify([...lost]))
  }
})

test('two thousand series with four levels are reconciled, variances included', () => {
  const leaves = 1_600
  const blocks = (width: number) =>
    Array.from({ length: leaves / width }, (_, k) =>
      Int32Array.from({ length: width }, (_, i) => k * width + i),
    )
  const structure: Structure = {
    leaves,
    aggregates: [...blocks(leaves), ...blocks(100), ...blocks(20), ...blocks(5)],
  }
  const size = leaves + structure.aggregates.length
  assert.ok(size >= 2_000)
  const random = seededRandom(3)
  const base = Float64Array.from({ length: size }, () => 1_000 * random())
  const request = { structure, forecasts: [base], errors: someErrors(structure, 24, 6), whole: true }
  const { forecasts, varianceRatios } = reconcile({ ...request, weighting: 'minimum-trace' })
  const total = forecasts[0]!.subarray(0, leaves).reduce((sum, value) => sum + value, 0)
  assert.equal(forecasts[0]![leaves], total)
  assert.ok(varianceRatios!.every((ratio) => ratio >= 0 && ratio <= 1 + 1e-9))
})
