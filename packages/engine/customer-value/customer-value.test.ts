import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedFile } from '../../../tools/shared-data.ts'
import { minimise } from '../optimisation/index.ts'
import { seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { discountedPurchases } from './customer-value.ts'
import {
  expectedPurchases,
  expectedSpend,
  fitPurchases,
  fitSpend,
  probabilityAlive,
  valueCustomers,
} from './index.ts'
import { purchaseLikelihood } from './purchase-model.ts'
import { spendLikelihood } from './spend-model.ts'

const { file: CDNOW, skip } = sharedFile(
  'benchmarks/lifetime-value/cdnow_customers_summary_with_transactions.csv',
)

/** Estimates of Fader, Hardie and Lee 2005. */
const PUBLISHED = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

function readCdnow() {
  const rows = readFileSync(CDNOW, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
  const column = (at: number) => Float64Array.from(rows, (row) => row[at]!)
  return { frequency: column(1), recency: column(2), age: column(3), monetary: column(4) }
}

test('BG/NBD on CDNOW gives the published estimates to three decimals', { skip }, () => {
  const fit = fitPurchases(readCdnow())
  assert.ok(fit.ok)
  assert.equal(fit.value.r.toFixed(3), '0.243')
  assert.equal(fit.value.alpha.toFixed(3), '4.414')
  assert.equal(fit.value.a.toFixed(3), '0.793')
  assert.equal(fit.value.b.toFixed(3), '2.426')
  assert.ok(Math.abs(fit.value.logLikelihood + 9_582.4) < 0.05)
  assert.equal(fit.value.atBoundary, false)
})

test('gamma-gamma on CDNOW gives the published estimates to a hundredth', { skip }, () => {
  const { frequency, monetary } = readCdnow()
  const repeats = [...frequency.keys()].filter((i) => frequency[i]! > 0)
  const fit = fitSpend({
    frequency: Float64Array.from(repeats, (i) => frequency[i]!),
    monetary: Float64Array.from(repeats, (i) => monetary[i]!),
  })
  assert.ok(fit.ok)
  assert.ok(Math.abs(fit.value.p - 6.25) < 0.01)
  assert.ok(Math.abs(fit.value.q - 3.74) < 0.01)
  assert.ok(Math.abs(fit.value.gamma - 15.44) < 0.01)
})

test('the published conditional expectation of 1.226 purchases in 39 weeks', () => {
  const customer = { frequency: 2, recency: 30.43, age: 38.86 }
  assert.equal(expectedPurchases(PUBLISHED, customer, 39).toFixed(3), '1.226')
})

test('the examples of docs/methods/customer-value.md', () => {
  assert.equal(probabilityAlive(PUBLISHED, { frequency: 2, recency: 30.43, age: 38.86 }).toFixed(3), '0.727')
  assert.equal(probabilityAlive(PUBLISHED, { frequency: 0, recency: 0, age: 38.86 }), 1)
  const spend = { p: 6.25, q: 3.74, gamma: 15.44 }
  assert.equal(expectedSpend(spend, 2, 22.35)?.toFixed(2), '24.66')
  assert.equal(expectedSpend(spend, 0, 0)?.toFixed(2), '35.22')
  assert.equal(expectedSpend({ p: 6, q: 0.9, gamma: 15 }, 0, 0), null)
})

/** Slopes by central differences, to hold the gradients against. */
function slopes(
  objective: (point: Float64Array, gradient: Float64Array) => number,
  point: readonly number[],
) {
  return point.map((value, i) => {
    const step = 1e-5 * value
    const at = (moved: number) =>
      objective(Float64Array.from(point.with(i, moved)), new Float64Array(point.length))
    return (at(value + step) - at(value - step)) / (2 * step)
  })
}

const positive = fc.double({ min: 0.05, max: 20, noNaN: true })
const customer = fc
  .record({
    frequency: fc.nat(30),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    age: fc.double({ min: 0.1, max: 5, noNaN: true }),
    monetary: positive,
  })
  .map((row) => ({ ...row, recency: row.frequency === 0 ? 0 : row.part * row.age }))

test('the gradients are those of the likelihoods', () => {
  const close = (found: Float64Array, expected: readonly number[]) => {
    for (const [i, value] of expected.entries())
      assert.ok(Math.abs(found[i]! - value) < 1e-4 * Math.max(1, Math.abs(value)), `${found} ${expected}`)
  }
  fc.assert(
    fc.property(
      fc.array(customer, { minLength: 1, maxLength: 8 }),
      fc.tuple(positive, positive, positive, positive),
      (rows, at) => {
        const column = (key: 'frequency' | 'recency' | 'age' | 'monetary') =>
          Float64Array.from(rows, (row) => row[key])
        const purchases = purchaseLikelihood({
          frequency: column('frequency'),
          recency: column('recency'),
          age: column('age'),
        })
        const gradient = new Float64Array(4)
        purchases(Float64Array.from(at), gradient)
        close(gradient, slopes(purchases, at))
        const spend = spendLikelihood({
          frequency: column('frequency').map((x) => x + 1),
          monetary: column('monetary'),
        })
        const three = at.slice(0, 3)
        const spendGradient = new Float64Array(3)
        spend(Float64Array.from(three), spendGradient)
        close(spendGradient, slopes(spend, three))
      },
    ),
    { numRuns },
  )
})

test('being alive is a probability, purchases grow with the horizon, and thousands of purchases stay finite', () => {
  const parameter = fc.double({ min: 0.05, max: 8, noNaN: true })
  fc.assert(
    fc.property(
      customer,
      fc.tuple(parameter, parameter, parameter, parameter),
      fc.constantFrom(1, 1_000),
      (row, [r, alpha, a, b], times) => {
        const model = { r, alpha, a, b }
        const many = { ...row, frequency: row.frequency * times }
        const alive = probabilityAlive(model, many)
        assert.ok(alive >= 0 && alive <= 1)
        const [one, two, ten] = [1, 2, 10].map((horizon) => expectedPurchases(model, many, horizon))
        assert.ok(Number.isFinite(ten) && one! >= 0)
        assert.ok(
          two! >= one! * (1 - 1e-6) - 1e-9 && ten! >= two! * (1 - 1e-6) - 1e-9,
          `${one} ${two} ${ten}`,
        )
      },
    ),
    { numRuns },
  )
})

/** A gamma variate of any shape (Marsaglia and Tsang 2000). */
function gammaVariate(shape: number, random: () => number): number {
  if (shape < 1) return gammaVariate(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Lives drawn from a known model: what was seen until `age`, and how much was bought in the time after. */
function simulate(count: number, age: number, horizon: number, seed: number) {
  const random = seededRandom(seed)
  const model = { r: 0.8, alpha: 6, a: 1.4, b: 4 }
  const seen = {
    frequency: new Float64Array(count),
    recency: new Float64Array(count),
    age: new Float64Array(count).fill(age),
  }
  let later = 0
  for (let i = 0; i < count; i++) {
    const rate = gammaVariate(model.r, random) / model.alpha
    const x = gammaVariate(model.a, random)
    const pause = () => -Math.log(1 - random()) / rate
    const leaving = x / (x + gammaVariate(model.b, random))
    for (let time = pause(); time < age + horizon; time += pause()) {
      if (time > age) later++
      else {
        seen.frequency[i] = seen.frequency[i]! + 1
        seen.recency[i] = time
      }
      if (random() < leaving) break
    }
  }
  return { model, seen, later }
}

test('on simulated lives the model is found again, and the purchases that follow are forecast within 3 %', () => {
  const { model, seen, later } = simulate(40_000, 40, 30, 7)
  const fit = fitPurchases(seen)
  assert.ok(fit.ok)
  for (const name of ['r', 'alpha', 'a', 'b'] as const)
    assert.ok(Math.abs(fit.value[name] / model[name] - 1) < 0.12, `${name} ${fit.value[name]}`)
  let expected = 0
  for (let i = 0; i < seen.age.length; i++)
    expected += expectedPurchases(
      fit.value,
      { frequency: seen.frequency[i]!, recency: seen.recency[i]!, age: seen.age[i]! },
      30,
    )
  assert.ok(Math.abs(expected / later - 1) < 0.03, `${expected} ${later}`)
})

test('the unit of time changes nothing but alpha, and a discount lowers the value', () => {
  const { seen } = simulate(2_000, 40, 1, 3)
  const monetary = seen.frequency.map((count) => (count > 0 ? 10 + count : 0))
  const request = { horizon: 20, discountRate: 0, margin: 1 }
  const weeks = valueCustomers({ ...seen, monetary }, request)
  const days = valueCustomers(
    { ...seen, recency: seen.recency.map((t) => t * 7), age: seen.age.map((t) => t * 7), monetary },
    { ...request, horizon: 140 },
  )
  const later = valueCustomers({ ...seen, monetary }, { ...request, discountRate: 0.01 })
  assert.ok(weeks.ok && days.ok && later.ok)
  for (let i = 0; i < 50; i++) {
    assert.ok(Math.abs(weeks.value.expectedPurchases[i]! - days.value.expectedPurchases[i]!) < 1e-5)
    assert.ok(later.value.value![i]! < weeks.value.value![i]!)
  }
})

test('the example of docs/methods/customer-value.md: 1.0 and .8 purchases of 20 at 10 % and 30 % are 9.42', () => {
  const request = { horizon: 2, discountRate: 0.1, margin: 0.3 }
  const purchases = discountedPurchases((time) => (time === 1 ? 1 : 1.8), request)
  assert.equal((0.3 * 20 * purchases).toFixed(2), '9.42')
})

test('a value is what each slice of the horizon brings, discounted at its end: two weeks by hand', () => {
  const { seen } = simulate(2_000, 40, 1, 3)
  const monetary = seen.frequency.map((count) => (count > 0 ? 10 + count : 0))
  const valued = valueCustomers({ ...seen, monetary }, { horizon: 2, discountRate: 0.1, margin: 0.3 })
  assert.ok(valued.ok)
  const { purchases, spend, value } = valued.value
  for (let i = 0; i < 20; i++) {
    const one = { frequency: seen.frequency[i]!, recency: seen.recency[i]!, age: seen.age[i]! }
    const [first, both] = [1, 2].map((horizon) => expectedPurchases(purchases, one, horizon))
    const amount = expectedSpend(spend!, one.frequency, monetary[i]!)!
    const byHand = 0.3 * amount * (first! / 1.1 + (both! - first!) / 1.21)
    assert.ok(Math.abs(value![i]! - byHand) < 1e-9 * Math.max(1, byHand))
  }
})

test('entries that are no count, time or amount are refused by their place, one wrong among 100,000 too', () => {
  const count = 100_000
  const right = {
    frequency: new Float64Array(count).fill(2),
    recency: new Float64Array(count).fill(3),
    age: new Float64Array(count).fill(9),
    monetary: new Float64Array(count).fill(5),
  }
  const request = { horizon: 1, discountRate: 0, margin: 1 }
  const wrong = (change: Partial<typeof right>) => () => valueCustomers({ ...right, ...change }, request)
  assert.throws(wrong({ frequency: right.frequency.with(77_777, 1.5) }), /frequency\[77777\]/)
  assert.throws(wrong({ frequency: right.frequency.with(5, Number.NaN) }), /frequency\[5\]/)
  assert.throws(wrong({ recency: right.recency.with(9, 10) }), /recency\[9\]: expected 0 to 9, got 10/)
  assert.throws(wrong({ age: right.age.with(9, -1) }), /age\[9\]/)
  assert.throws(wrong({ monetary: right.monetary.with(9, Number.POSITIVE_INFINITY) }), /monetary\[9\]/)
  assert.throws(() => valueCustomers(right, { ...request, horizon: Number.NaN }), /horizon/)
  const { seen } = simulate(500, 40, 1, 3)
  assert.throws(
    () => valueCustomers({ ...seen, monetary: null }, { ...request, horizon: 1e9 }),
    /horizon: expected at most 100 times/,
  )
})

test('without a repeat purchase there is no model, and the reason says so', () => {
  const nobody = {
    frequency: new Float64Array(3),
    recency: new Float64Array(3),
    age: new Float64Array(3).fill(5),
  }
  assert.deepEqual(fitPurchases(nobody), {
    ok: false,
    reason: 'no-repeat-purchases',
    detail: { customers: 3 },
  })
})

test('customers who never leave put a parameter to the wall, and the fit says so instead of failing', () => {
  const count = 200
  const regular = {
    frequency: new Float64Array(count).fill(10),
    recency: new Float64Array(count).fill(10),
    age: new Float64Array(count).fill(10),
  }
  const fit = fitPurchases(regular)
  assert.ok(fit.ok && fit.value.atBoundary)
})

test('the search finds the bottom of Rosenbrock’s valley', () => {
  const found = minimise(
    (point, gradient) => {
      const [x, y] = [point[0]!, point[1]!]
      gradient.set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2
    },
    Float64Array.from([-1.2, 1]),
  )
  assert.ok(found.converged)
  assert.ok(Math.abs(found.point[0]! - 1) < 1e-5 && Math.abs(found.point[1]! - 1) < 1e-5)
})

test('a search that meets no number ends, instead of halving its step for ever', () => {
  const nowhere = minimise(
    (_, gradient) => {
      gradient.fill(Number.NaN)
      return Number.NaN
    },
    Float64Array.of(1, 1),
  )
  assert.equal(nowhere.converged, false)
  const edge = minimise((point, gradient) => {
    gradient.set([1])
    return point[0]! > 0.5 ? point[0]! : Number.NaN
  }, Float64Array.of(1))
  assert.ok(Math.abs(edge.point[0]! - 0.5) < 1e-6)
})

test('an amount that is nearly nothing is refused with its place', () => {
  const history = {
    frequency: Float64Array.of(1, 2, 3),
    recency: Float64Array.of(5, 6, 7),
    age: Float64Array.of(10, 10, 10),
    monetary: Float64Array.of(5e-324, 20, 30),
  }
  assert.throws(
    () => valueCustomers(history, { horizon: 12, discountRate: 0, margin: 1 }),
    /monetary\[0\]: expected 0 or an amount from 1e-12/,
  )
})
