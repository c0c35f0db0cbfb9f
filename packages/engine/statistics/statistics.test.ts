import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareIncidence, compareSpans, type GroupedSpan } from '../survival/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import {
  adjustHolm,
  chiSquareTail,
  compareMeans,
  compareShares,
  differenceInterval,
  mean,
  permutationTest,
  quadraticForm,
  sampleQuantile,
  sampleVariance,
  studentTail,
  varianceRatioTail,
  weightedMean,
  wilsonInterval,
} from './index.ts'

const close = (found: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`)

/** Weeks in remission of the 6-MP trial (Freireich et al. 1963, as in Gehan 1965); + was still in remission. */
const PLACEBO = '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23'
const TREATED = '6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+'

function spansOf(text: string, group: number): GroupedSpan[] {
  return text
    .split(' ')
    .map((word) => ({ days: Number.parseInt(word, 10), ended: !word.endsWith('+'), group }))
}

test('the log-rank test of the 6-MP trial: 9 and 21 observed, 19.25 and 10.75 expected, chi-square 16.79', () => {
  const found = compareSpans([...spansOf(TREATED, 0), ...spansOf(PLACEBO, 1)], 2)
  assert.ok(found !== null)
  assert.deepEqual(found.observed, [9, 21])
  assert.deepEqual(
    found.expected.map((count) => count.toFixed(2)),
    ['19.25', '10.75'],
  )
  assert.equal(found.statistic.toFixed(2), '16.79')
  assert.equal(found.degrees, 1)
  assert.equal(found.method, 'chi-square')
  close(found.pValue, 4.17e-5, 1e-7)
})

test('the example of docs/methods/statistics/comparison.md: 2, 4+ against 1, 3 is 1 expected … by hand', () => {
  const found = compareSpans([...spansOf('2 4+', 0), ...spansOf('1 3', 1)], 2)
  assert.ok(found !== null)
  // day 1: 4 at risk, ½ each; day 2: 3 at risk, ⅔ and ⅓; day 3: 2 at risk, ½ each
  close(found.expected[0]!, 1 / 2 + 2 / 3 + 1 / 2, 1e-12)
  close(found.expected[1]!, 1 / 2 + 1 / 3 + 1 / 2, 1e-12)
  close(found.statistic, (1 - 5 / 3) ** 2 / (1 / 4 + 2 / 9 + 1 / 4), 1e-12)
  assert.equal(found.method, 'exact')
  assert.equal(found.pValue, 4 / 6)
})

test('Newcombe’s published interval: 56 of 70 less 48 of 80 is .2000, .0524 to .3339', () => {
  const share = (wanted: number, cases: number) => ({
    estimate: wanted / cases,
    ...wilsonInterval(wanted / cases, cases),
  })
  const { estimate, low, high } = differenceInterval(share(56, 70), share(48, 80))
  assert.deepEqual([estimate.toFixed(4), low.toFixed(4), high.toFixed(4)], ['0.2000', '0.0524', '0.3339'])
  const none = differenceInterval(share(10, 10), share(0, 10))
  assert.deepEqual([none.low.toFixed(4), none.high.toFixed(4)], ['0.6075', '1.0000'])
})

test('Wilson’s interval of 1 of 10 is 1.8 % to 40.4 %', () => {
  const { low, high } = wilsonInterval(0.1, 10)
  assert.deepEqual([low.toFixed(4), high.toFixed(4)], ['0.0179', '0.4042'])
})

test('tails: chi-square 3.841 and t 2.228 with 10 degrees are 5 %, and far out they do not vanish', () => {
  close(chiSquareTail(3.841458820694124, 1), 0.05, 1e-12)
  close(chiSquareTail(9.487729036781154, 4), 0.05, 1e-12)
  close(studentTail(2.2281388519649385, 10), 0.05, 1e-9)
  // F with one degree above is the square of t
  close(varianceRatioTail(2.2281388519649385 ** 2, 1, 10), 0.05, 1e-9)
  close(varianceRatioTail(3.4902948194976045, 3, 12), 0.05, 1e-9)
  assert.equal(varianceRatioTail(0, 3, 12), 1)
  assert.equal(chiSquareTail(0, 3), 1)
  assert.equal(chiSquareTail(5, 0), 1)
  assert.ok(chiSquareTail(200, 1) > 0 && chiSquareTail(200, 1) < 1e-40)
})

test('the lady tasting tea: 3 of 4 against 1 of 4 is .4857, by all 70 assignments', () => {
  const found = compareShares([
    { cases: 4, wanted: 3 },
    { cases: 4, wanted: 1 },
  ])
  assert.deepEqual([found?.method, found?.pValue], ['exact', 34 / 70])
})

test('Pearson’s chi-square by hand: 30 of 40 against 20 of 60 is 16.667', () => {
  const found = compareShares([
    { cases: 40, wanted: 30 },
    { cases: 60, wanted: 20 },
  ])
  // expected 20 and 30; 10² · (1/20 + 1/30 + 1/20 + 1/30) = 16.667
  close(found!.statistic, 100 * (2 / 20 + 2 / 30), 1e-9)
  assert.deepEqual([found!.method, found!.degrees, found!.observed], ['chi-square', 1, [30, 20]])
})

test('nothing to compare is null, and impossible counts are refused by their place', () => {
  assert.equal(compareShares([{ cases: 5, wanted: 2 }]), null)
  assert.equal(
    compareShares([
      { cases: 5, wanted: 0 },
      { cases: 9, wanted: 0 },
    ]),
    null,
  )
  assert.equal(compareSpans(spansOf('3+ 4+', 0).concat(spansOf('2+', 1)), 2), null)
  assert.equal(compareSpans([], 2), null)
  assert.throws(() => compareShares([{ cases: 1, wanted: 2 }]), /groups\[0\]/)
  assert.throws(() => compareSpans([{ days: -1, ended: true, group: 0 }], 1), /spans\[0\]\.days/)
  assert.throws(() => compareSpans([{ days: Number.NaN, ended: true, group: 0 }], 1), /spans\[0\]\.days/)
  assert.throws(() => compareSpans([{ days: 1, ended: true, group: 4 }], 2), /spans\[0\]\.group/)
})

test('Holm: .01, .04, .03, .005 become .03, .06, .06, .02', () => {
  assert.deepEqual(
    adjustHolm([0.01, 0.04, 0.03, 0.005]).map((p) => p.toFixed(2)),
    ['0.03', '0.06', '0.06', '0.02'],
  )
  assert.throws(() => adjustHolm([0.1, Number.NaN]), /probabilities\[1\]/)
})

test('Welch by hand: 1, 2, 3 against 2, 6 differ by −2, t −.9608, 1.168 degrees', () => {
  const found = compareMeans([1, 2, 3], [2, 6])
  assert.ok(found !== null)
  // variances 1 and 8: 1/3 + 8/2 = 4.3333; (4.3333)² ÷ (1/9/2 + 16/1) = 1.1696
  assert.equal(found.estimate, -2)
  close(found.statistic, -2 / Math.sqrt(13 / 3), 1e-12)
  close(found.degrees, (13 / 3) ** 2 / (1 / 18 + 16), 1e-12)
  assert.ok(found.low < -2 && found.high > -2 && found.pValue > 0.4 && found.pValue < 0.6)
  assert.equal(compareMeans([1], [2, 3]), null)
  assert.equal(compareMeans([1, 1], [2, 2]), null)
})

test('means, variance and quantiles by hand; ratios are weighted, never averaged', () => {
  assert.equal(mean([1, 2, 6]), 3)
  assert.equal(mean([]), null)
  assert.equal(sampleVariance([1, 2, 6]), 7)
  assert.equal(weightedMean([1, 0.5], [5, 10]), 10 / 15)
  assert.equal(weightedMean([1, 2], [0, 0]), null)
  assert.equal(sampleQuantile([4, 1, 3, 2], 0.5), 2.5)
  assert.equal(sampleQuantile([4, 1, 3, 2], 0.25), 1.75)
  assert.equal(sampleQuantile([], 0.5), null)
  assert.throws(() => mean([1, Number.NaN]), /values\[1\]/)
  assert.throws(() => weightedMean([1], [-1]), /weights\[0\]/)
  assert.throws(() => sampleQuantile([1], 2), /share/)
})

test('a covariance of rank two gives two degrees of freedom, whichever group is named first', () => {
  const covariance = [
    [2, -1, -1],
    [-1, 2, -1],
    [-1, -1, 2],
  ]
  const { value, rank } = quadraticForm([2, -1, -1], covariance)
  assert.equal(rank, 2)
  close(value, quadraticForm([-1, -1, 2], covariance).value, 1e-12)
})

const span = fc.record({ days: fc.nat(12), ended: fc.boolean(), group: fc.nat(2) })

test('observed and expected have the same sum, and the order of cases and names of groups change nothing', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 2, maxLength: 60 }), (spans) => {
      const found = compareSpans(spans, 3)
      if (found === null) return
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
      close(sum(found.observed), sum(found.expected), 1e-9)
      const turned = compareSpans(
        spans.toReversed().map((one) => ({ ...one, group: 2 - one.group })),
        3,
      )
      close(found.statistic, turned!.statistic, 1e-6)
      assert.ok(found.pValue > 0 && found.pValue <= 1)
    }),
    { numRuns },
  )
})

test('without a competing end the comparison of incidence is the log-rank test', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 2, maxLength: 40 }), (spans) => {
      const courses = spans.map(({ days, ended, group }) => ({
        days,
        group,
        end: ended ? ('wanted' as const) : ('open' as const),
        watchedDays: 12,
      }))
      assert.deepEqual(compareIncidence(courses, 3), compareSpans(spans, 3))
    }),
    { numRuns },
  )
})

test('under a true null hypothesis about 5 % of the tests find something at 5 %, small groups or large', () => {
  for (const size of [6, 40]) {
    let found = 0
    const rounds = 400
    for (let round = 0; round < rounds; round++) {
      const scores = Float64Array.from({ length: 2 * size }, (_, i) =>
        Math.sin(1 + i * 12.9898 + round * 78.233),
      )
      const of = Int32Array.from(scores, (_, i) => i % 2)
      if (permutationTest({ scores, of, groups: 2 }, round).pValue <= 0.05) found++
    }
    assert.ok(found / rounds < 0.09, `${size}: ${found / rounds}`)
  }
})

test('drawn permutations agree with the hypergeometric distribution within two hundredths', () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
  const [size, wanted] = [20, 9]
  const chance = (k: number) => (choose(size, k) * choose(size, wanted - k)) / choose(2 * size, wanted)
  // 6 of 20 against 3 of 20: as uneven are 6 and more, 3 and fewer
  const exact = [0, 1, 2, 3, 6, 7, 8, 9].reduce((sum, k) => sum + chance(k), 0)
  const scores = Float64Array.from({ length: 40 }, (_, i) => (i < 6 || (i >= 20 && i < 23) ? 1 : 0))
  const of = Int32Array.from(scores, (_, i) => (i < 20 ? 0 : 1))
  const drawn = permutationTest({ scores, of, groups: 2 }, 1)
  assert.deepEqual([drawn.method, drawn.assignments], ['permutation', 9_999])
  close(drawn.pValue, exact, 0.02)
  assert.deepEqual(permutationTest({ scores, of, groups: 2 }, 1), drawn)
})
