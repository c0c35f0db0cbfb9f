import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Random, seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import {
  activeShare,
  answerEvent,
  answerFunnel,
  BOUNDS,
  FUNNEL_RULE,
  findChanges,
  rampShare,
  reviewAttainment,
  reviewCapacity,
  reviewCycle,
  reviewRamp,
  reviewRate,
  reviewShift,
  reviewSpend,
  SHIFT_RULE,
  unexplainedShift,
} from './index.ts'

const close = (found: number | undefined, expected: number, tolerance: number) =>
  assert.ok(found !== undefined && Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`)

test('by hand: 30 of 100 in each of five quarters, then 15 of 100', () => {
  const found = reviewRate(Array(5).fill({ cases: 100, wanted: 30 }), { cases: 100, wanted: 15 })
  assert.equal(found?.dispersion, 1)
  assert.equal(found?.degrees, null)
  close(found?.change, -0.5, 1e-12)
  // (0.15 − 0.30) ÷ √(0.275 · 0.725 · (1/500 + 1/100))
  close(found?.statistic, -3.06666, 1e-5)
  // 2 × the normal distribution beyond 3.06666
  close(found?.pValue, 0.0021646, 1e-6)
})

test('past quarters that differ much count for less', () => {
  const calm = Array(6).fill({ cases: 100, wanted: 30 })
  const wild = [15, 45, 20, 40, 18, 42].map((wanted) => ({ cases: 100, wanted }))
  const recent = { cases: 100, wanted: 15 }
  close(reviewRate(wild, recent)?.dispersion, 8.9333, 1e-4)
  assert.ok((reviewRate(calm, recent)?.pValue ?? 1) < 0.02)
  assert.ok((reviewRate(wild, recent)?.pValue ?? 0) > 0.2)
})

test('too few cases give no answer, wrong counts are refused with their place', () => {
  const history = Array(5).fill({ cases: 100, wanted: 30 })
  assert.equal(reviewRate(history, { cases: FUNNEL_RULE.leastRecent - 1, wanted: 0 }), null)
  assert.equal(reviewRate(history.slice(0, 3), { cases: 50, wanted: 5 }), null)
  assert.equal(reviewRate(Array(5).fill({ cases: 100, wanted: 2 }), { cases: 100, wanted: 0 }), null)
  assert.throws(() => reviewRate(history, { cases: 5, wanted: 6 }), /recent: expected whole numbers/)
})

test('by hand: cycle times twice as long', () => {
  const history = Array.from({ length: 80 }, (_, i) => 40 + (i % 21) - 10)
  const found = reviewCycle(
    history,
    Array.from({ length: 21 }, (_, i) => 2 * (40 + i - 10) + 1),
  )
  close(found?.change, 1.02, 0.03)
  assert.ok((found?.pValue ?? 1) < 1e-6)
  assert.equal(reviewCycle(history, [80, 81]), null)
})

test('what is found in a whole is not reported for its parts', () => {
  const review = (pValue: number, change = -0.4) => ({ pValue, change })
  const found = findChanges([
    { key: 'east', parent: null, review: review(0.001) },
    { key: 'shanghai', parent: 'east', review: review(0.002) },
    { key: 'north', parent: null, review: review(0.5) },
    { key: 'beijing', parent: 'north', review: review(0.004) },
    { key: 'south', parent: null, review: review(0.0001, -0.05) },
    { key: 'west', parent: null, review: null },
  ])
  assert.deepEqual(
    found.map(({ key }) => key),
    ['east', 'beijing'],
  )
})

test('by hand: a yield of 0.8 needs a quarter more leads; of 0.6 also a lower target', () => {
  assert.deepEqual(answerFunnel(0.8), { leadsPercent: 25, restPercent: 0, targetPercent: -15 })
  assert.deepEqual(answerFunnel(0.6), { leadsPercent: 25, restPercent: -15, targetPercent: -15 })
  assert.deepEqual(answerFunnel(0.75), { leadsPercent: 25, restPercent: -6.3, targetPercent: -15 })
  assert.deepEqual(answerFunnel(1.25), { leadsPercent: -20, restPercent: 0, targetPercent: 0 })
  assert.throws(() => answerFunnel(0), RangeError)
})

test('by hand: 113, 116, 119 and 117 % are pooled to 116.25 %, half of the excess is 8.1 %', () => {
  const found = reviewAttainment([113, 116, 119, 117].map((actual) => ({ target: 100, actual })))
  close(found?.pooled, 1.1625, 1e-12)
  assert.equal(found?.least, 1.13)
  assert.equal(found?.percent, 8.1)
  assert.equal(reviewAttainment([130, 130, 108, 130].map((actual) => ({ target: 100, actual }))), null)
  assert.equal(reviewAttainment([120, 120, 120].map((actual) => ({ target: 100, actual }))), null)
  assert.equal(reviewAttainment([60, 60, 60, 60].map((actual) => ({ target: 100, actual }))), null)
  assert.equal(
    reviewAttainment([160, 150, 160, 150].map((actual) => ({ target: 100, actual })))?.percent,
    BOUNDS.up,
  )
})

test('by hand: a ramp of nine months', () => {
  assert.deepEqual(
    [0, 1, 2, 8, 9].map((months) => rampShare(months, 9).toFixed(3)),
    ['0.056', '0.167', '0.278', '0.944', '1.000'],
  )
  assert.equal(rampShare(0, 0), 1)
  assert.equal(rampShare(-1, 9), 0)
  const found = reviewRamp([
    { planned: 0, full: 900, share: rampShare(6, 9) },
    { planned: 100, full: 900, share: rampShare(7, 9) },
  ])
  assert.deepEqual(found, { planned: 100, expected: [650, 750], change: 1300 })
  assert.equal(reviewRamp([{ planned: 650, full: 900, share: 7 / 9 }]), null)
})

test('by hand: a slice falls to 80 % of its level beside the rest', () => {
  const rest = Array.from({ length: 27 }, (_, i) => 1000 * (1 + 0.2 * Math.sin(i)))
  const noise = (i: number) => (i % 2 === 0 ? 1.02 : 0.98)
  const slice = rest.map((value, i) => 0.2 * value * noise(i) * (i >= 24 ? 0.8 : 1))
  const found = reviewShift(slice, rest)
  close(found?.change, -0.2, 0.02)
  assert.ok((found?.pValue ?? 1) < 1e-6)
  assert.equal(found?.index.length, 27)
  assert.equal(reviewShift(slice.slice(0, 10), rest.slice(0, 10)), null)
  assert.equal(reviewShift([...slice.slice(1), 0], rest), null)
})

test('by hand: what other people explain is not asked about', () => {
  assert.equal(unexplainedShift(0.27, 1.3), 0)
  assert.equal(unexplainedShift(-0.12, 2 / 3), 0)
  assert.equal(unexplainedShift(-0.2, 1), -0.19999999999999996)
  close(unexplainedShift(0.3, 1.1), 0.1818, 1e-4)
})

test('by hand: an event of half a month counts half', () => {
  assert.equal(activeShare({ first: 100, last: 129 }, { first: 115, last: null }), 0.5)
  assert.equal(activeShare({ first: 100, last: 129 }, { first: 10, last: 102 }), 0.1)
  assert.equal(activeShare({ first: 100, last: 129 }, { first: 10, last: 99 }), 0)
})

test('by hand: a loss of 2 % is won back by 18 % more promotion; of 10 % only a part', () => {
  // 0.98^(−1/0.12) = 1.1834; 0.9 · 1.3^0.12 = 0.9288
  assert.deepEqual(answerEvent(-2, null), {
    effectPercent: -2,
    targetPercent: -2,
    promotionPercent: 18.3,
    restPercent: 0,
  })
  assert.deepEqual(answerEvent(-10, null), {
    effectPercent: -10,
    targetPercent: -10,
    promotionPercent: 30,
    restPercent: -7.1,
  })
  assert.equal(answerEvent(-10, -21).effectPercent, -21)
  assert.equal(answerEvent(-10, 12).effectPercent, -10)
  assert.equal(answerEvent(8, null).promotionPercent, 0)
})

test('by hand: one of four people left, one who joins is at half', () => {
  const found = reviewCapacity([
    { planned: 4, present: 3, target: 400 },
    { planned: 4, present: 3.5, target: 400 },
  ])
  assert.equal(found?.percent, -18.8)
  assert.equal(reviewCapacity([{ planned: 40, present: 40.5, target: 400 }]), null)
  assert.equal(reviewCapacity([{ planned: 1, present: 4, target: 400 }])?.percent, BOUNDS.resource)
  assert.equal(reviewSpend(100, 129), null)
  close(reviewSpend(100, 200)?.unbounded, 8.673, 1e-3)
  assert.equal(reviewSpend(0, 200), null)
})

test('whatever the figures, every answer keeps its bounds', () => {
  const percent = fc.double({ min: -99, max: 500, noNaN: true })
  fc.assert(
    fc.property(
      percent,
      fc.option(percent),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (expected, observed, ratio) => {
        const market = answerEvent(expected, observed)
        assert.ok(market.targetPercent >= -BOUNDS.down && market.targetPercent <= BOUNDS.up)
        assert.ok(market.promotionPercent >= 0 && market.promotionPercent <= BOUNDS.promotion)
        assert.ok(market.restPercent <= 0 && market.restPercent >= -BOUNDS.down)
        const funnel = answerFunnel(ratio)
        assert.ok(Math.abs(funnel.leadsPercent) <= BOUNDS.leads)
        assert.ok(funnel.restPercent <= 0 && funnel.restPercent >= -BOUNDS.down)
        assert.ok(funnel.targetPercent <= funnel.restPercent)
      },
    ),
    { numRuns },
  )
  const sums = fc.record({
    target: fc.integer({ min: 1, max: 1e9 }),
    actual: fc.integer({ min: 0, max: 1e9 }),
  })
  fc.assert(
    fc.property(fc.array(sums, { minLength: 4, maxLength: 8 }), (quarters) => {
      const found = reviewAttainment(quarters)
      if (found === null) return
      assert.ok(found.percent >= 7.5 && found.percent <= BOUNDS.up)
    }),
    { numRuns },
  )
  const month = fc.record({
    planned: fc.integer({ min: 1, max: 50 }),
    present: fc.double({ min: 0, max: 100, noNaN: true }),
    target: fc.integer({ min: 0, max: 1e9 }),
  })
  fc.assert(
    fc.property(fc.array(month, { minLength: 1, maxLength: 12 }), (months) => {
      const found = reviewCapacity(months)
      assert.ok(found === null || Math.abs(found.percent) <= BOUNDS.resource)
    }),
    { numRuns },
  )
})

test('figures that stand still give no proposal', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (cases, share) => {
        const quarter = { cases, wanted: Math.round(cases * share) }
        const review = reviewRate(Array(8).fill(quarter), quarter)
        assert.deepEqual(findChanges([{ key: 'team', parent: null, review }]), [])
        assert.equal(reviewAttainment(Array(4).fill({ target: cases, actual: cases })), null)
        assert.equal(reviewSpend(cases, cases), null)
        assert.equal(reviewCapacity([{ planned: cases, present: cases, target: 100 }]), null)
      },
    ),
    { numRuns },
  )
})

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Proposals of one quiet company in one quarter: 12 teams in 4 areas whose true figures never change. */
function quietQuarter(random: Random): number {
  const areas = 4
  const teams = Array.from({ length: 12 }, (_, i) => ({ key: `team ${i}`, parent: `area ${i % areas}` }))
  const draw = () => ({
    cases: 24,
    wanted: Array.from({ length: 24 }, random).filter((x) => x < 0.34).length,
  })
  const rates = teams.map((team) => ({ ...team, periods: Array.from({ length: 9 }, draw) }))
  const groups = Array.from({ length: areas }, (_, a) => ({
    key: `area ${a}`,
    parent: null,
    periods: Array.from({ length: 9 }, (_, q) =>
      rates
        .filter(({ parent }) => parent === `area ${a}`)
        .reduce(
          (sum, { periods }) => ({
            cases: sum.cases + periods[q]!.cases,
            wanted: sum.wanted + periods[q]!.wanted,
          }),
          {
            cases: 0,
            wanted: 0,
          },
        ),
    ),
  }))
  const reviews = [...groups, ...rates].map(({ key, parent, periods }) => ({
    key,
    parent,
    review: reviewRate(periods.slice(0, 8), periods[8]!),
  }))
  const sales = teams.map(() => Array.from({ length: 27 }, () => Math.exp(0.1 * normal(random))))
  const shifts = sales.map((slice, i) => ({
    key: `team ${i}`,
    parent: null,
    review: reviewShift(
      slice,
      slice.map((_, m) => sales.reduce((sum, other, j) => (i === j ? sum : sum + other[m]!), 0)),
    ),
  }))
  const attained = teams.filter(
    () =>
      reviewAttainment(
        Array.from({ length: 4 }, () => ({ target: 1, actual: 1 + 0.08 * normal(random) })),
      ) !== null,
  )
  return findChanges(reviews).length + findChanges(shifts, SHIFT_RULE).length + attained.length
}

test('false alarms under the null: far below one per quiet team and year', () => {
  const random = seededRandom(18)
  const companies = 150
  let alarms = 0
  // Twelve monthly runs a year, as if each saw figures of its own: more chances than the overlapping ones of a real year.
  for (let run = 0; run < companies * 12; run++) alarms += quietQuarter(random)
  const perTeamAndYear = alarms / (companies * 12)
  process.stdout.write(`false alarms per quiet team and year: ${perTeamAndYear.toFixed(4)}\n`)
  assert.ok(perTeamAndYear <= 0.1, String(perTeamAndYear))
})
