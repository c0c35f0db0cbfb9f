import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  bothReadings,
  capacityOutlook,
  chanceOf,
  expectedOn,
  flowOutlook,
  gradeGoal,
  judgeChance,
  levelMilestones,
  levelOutlook,
  rampShares,
  rateOutlook,
  resolveTarget,
  speakable,
  sumMilestones,
  valueAtChance,
} from './index.ts'

const close = (a: number, b: number, within = 5e-4) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`)
const alone = (centre: number, spread: number, degrees: number) => [
  { outlook: { centre, spread, degrees }, weight: 1 },
]

test('The worked example: half a spread short with three degrees of freedom is a chance of 32.6 %.', () => {
  const { chance, low, high } = chanceOf(alone(100, 10, 3), 105, 'higher')
  close(chance, 0.3257)
  close(low, 0.1616)
  close(high, 0.5653)
  close(chanceOf(alone(100, 10, 3), 105, 'lower').chance, 1 - 0.3257)
})

test('The worked example: three months of 18, 22 and 20 of a hundred, 10 of 50 in the period, 100 to come.', () => {
  const outlook = rateOutlook({
    history: [18, 22, 20].map((numerator) => ({ numerator, denominator: 100 })),
    done: { numerator: 10, denominator: 50 },
    restDenominator: 100,
    stepsAhead: 1,
    share: true,
  })
  close(outlook.scatter, 0.4)
  close(outlook.centre, 0.2)
  close(outlook.spread, 0.030_79, 1e-5)
  assert.deepEqual([outlook.degrees, outlook.drift, outlook.months], [2, 0, 3])
})

test('The worked example: three people of 10, 12 and 14 a month carry 42 in three and a half ramped months.', () => {
  const outlook = capacityOutlook(
    [10, 12, 14],
    [
      [1, 1],
      [0.5, 1],
    ],
    8,
  )
  assert.deepEqual([outlook.street, outlook.ramped, outlook.centre, outlook.degrees], [42, 3.5, 50, 2])
  close(outlook.spread, 6.429, 1e-3)
  assert.throws(() => capacityOutlook([10, 12], [[1]], 0), /2 people/)
})

test('The worked example: milestones of 120 by a season of 1, 2, 1 are 30, 90 and 120.', () => {
  const period = { from: '2026-07-01', deadline: '2026-09-30', fiscalStart: 1 }
  const season = [1, 2, 1].map((weight, i) => ({ month: `2026-0${7 + i}`, weight }))
  assert.deepEqual(
    sumMilestones(120, period, season).map(({ value }) => value),
    [30, 90, 120],
  )
  assert.deepEqual(levelMilestones(0.18, 0.23, period).at(-1), { day: '2026-09-30', value: 0.23 })
  const start = { day: '2026-06-30', value: 0 }
  const milestones = [
    { day: '2026-07-31', value: 31 },
    { day: '2026-09-30', value: 120 },
  ]
  assert.equal(expectedOn('2026-07-10', start, milestones), 10)
  assert.equal(expectedOn('2027-01-01', start, milestones), 120)
})

test('People grow into their work evenly: after two months of six, 42, 58 and 75 %.', () => {
  assert.deepEqual(
    rampShares(2, 6, 3).map((share) => Math.round(share * 100)),
    [42, 58, 75],
  )
  assert.deepEqual(rampShares(0, 0, 2), [1, 1])
})

test('“By 5 %” from 18 % is 23 % in points and 18.9 % relatively; alone it is neither.', () => {
  const { points, relative } = bothReadings(0.18, 0.05)
  close(points, 0.23, 1e-12)
  close(relative, 0.189, 1e-12)
  assert.equal(resolveTarget(0.18, { kind: 'ambiguous', by: 0.05 }), null)
  assert.equal(resolveTarget(40, { kind: 'amount', by: -5 }), 35)
})

test('A sum is what is there and the part of the months ahead that counts; a steady history leaves no doubt.', () => {
  const months = new Float64Array(36).fill(100)
  const outlook = flowOutlook({ months, festivalFrom: null }, 40, [0.5, 1])
  close(outlook.centre, 190, 1e-6)
  close(outlook.spread, 0, 1e-6)
  assert.equal(outlook.origins, 11)
})

test('The spread of a sum is that of the same sum forecast in the past, and short histories say so.', () => {
  const wavy = Float64Array.from({ length: 48 }, (_, t) => 100 + (t % 2 === 0 ? 20 : -20) + ((t * 7) % 5))
  const long = flowOutlook({ months: wavy, festivalFrom: null }, 0, [1, 1, 1])
  const short = flowOutlook({ months: wavy.slice(0, 14), festivalFrom: null }, 0, [1, 1, 1])
  assert.ok(long.spread > 0 && long.origins === 12 && long.degrees === 4)
  assert.ok(short.spread > 0 && short.origins === 0 && short.degrees === 3)
})

test('A level is forecast to its last period and has room on both sides.', () => {
  const outlook = levelOutlook(Float64Array.from([10, 12, 11, 13, 12, 14, 13, 15]), 4, 2)
  assert.ok(outlook.centre > 10 && outlook.centre < 20 && outlook.spread > 0)
})

test('A drift is believed only where it is twice its standard error.', () => {
  const rising = Array.from({ length: 12 }, (_, t) => ({ numerator: 10 + t, denominator: 100 }))
  const noisy = [20, 24, 18, 22, 19, 23, 20, 21, 24, 18, 22, 20].map((numerator) => ({
    numerator,
    denominator: 100,
  }))
  const ask = (history: typeof rising) =>
    rateOutlook({
      history,
      done: { numerator: 0, denominator: 0 },
      restDenominator: 100,
      stepsAhead: 3,
      share: true,
    })
  close(ask(rising).drift, 0.01, 1e-9)
  close(ask(rising).centre, 0.24, 1e-9)
  assert.equal(ask(noisy).drift, 0)
})

test('A period that is over is certain, and a ratio is of its sums.', () => {
  const outlook = rateOutlook({
    history: [{ numerator: 1, denominator: 4 }],
    done: { numerator: 30, denominator: 120 },
    restDenominator: 0,
    stepsAhead: 0,
    share: true,
  })
  assert.deepEqual([outlook.centre, outlook.spread], [0.25, 0])
  assert.equal(chanceOf([{ outlook, weight: 1 }], 0.25, 'higher').chance, 1)
})

test('The band: above 80 % too easy, under 20 % too hard, its bounds belong to it.', () => {
  assert.deepEqual([0.81, 0.8, 0.2, 0.19].map(judgeChance), ['tooEasy', 'sensible', 'sensible', 'tooHard'])
})

test('A target that can be said has three digits, and a count no fraction.', () => {
  assert.equal(speakable(1_234_567, false), 1_230_000)
  assert.equal(speakable(0.234_56, false), 0.235)
  assert.equal(speakable(12.34, true), 12)
})

const outlooks = fc.record({
  centre: fc.double({ min: -1000, max: 1000, noNaN: true }),
  spread: fc.double({ min: 0.01, max: 500, noNaN: true }),
  degrees: fc.integer({ min: 1, max: 40 }),
})
const blends = fc
  .tuple(outlooks, outlooks, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([one, two, weight]) => [
    { outlook: one, weight },
    { outlook: two, weight: 1 - weight },
  ])
const betters = fc.constantFrom('higher' as const, 'lower' as const)

test('A harder target never has the better chance, and the interval holds the chance.', () => {
  fc.assert(
    fc.property(
      blends,
      betters,
      fc.double({ min: -2000, max: 2000, noNaN: true }),
      fc.double({ min: 0, max: 500, noNaN: true }),
      (blend, better, target, more) => {
        const easy = chanceOf(blend, target, better)
        const hard = chanceOf(blend, better === 'higher' ? target + more : target - more, better)
        assert.ok(hard.chance <= easy.chance + 1e-12)
        assert.ok(easy.low <= easy.chance + 1e-12 && easy.chance <= easy.high + 1e-12)
        assert.ok(easy.low >= 0 && easy.high <= 1)
      },
    ),
    { numRuns },
  )
})

test('The value at a chance has that chance, and grades are in order.', () => {
  fc.assert(
    fc.property(
      blends,
      betters,
      fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      (blend, better, chance) => {
        close(chanceOf(blend, valueAtChance(blend, chance, better), better).chance, chance, 1e-6)
        const [base, stretch, challenge] = gradeGoal(blend, better, false)
        assert.ok(base !== undefined && stretch !== undefined && challenge !== undefined)
        assert.ok(base.chance >= stretch.chance - 1e-12 && stretch.chance >= challenge.chance - 1e-12)
      },
    ),
    { numRuns },
  )
})

test('Weights that do not add up to 1 are refused.', () => {
  assert.throws(
    () => chanceOf([{ outlook: { centre: 1, spread: 1, degrees: 3 }, weight: 0.9 }], 1, 'higher'),
    RangeError,
  )
})

test('Milestones of a sum never fall, end on the target at the deadline, and none lies outside the period.', () => {
  const days = fc.integer({ min: 1, max: 700 })
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 0, max: 400 }),
      fc.array(fc.nat(50), { minLength: 24, maxLength: 24 }),
      (length, shift, weights) => {
        const at = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
        const [from, deadline] = [at(shift), at(shift + length)]
        const season = weights.map((weight, i) => ({
          month: new Date(Date.UTC(2026, i + Math.floor(shift / 31), 1)).toISOString().slice(0, 7),
          weight,
        }))
        const milestones = sumMilestones(1000, { from, deadline, fiscalStart: 4 }, season)
        assert.deepEqual(milestones.at(-1), { day: deadline, value: 1000 })
        for (const [i, { day, value }] of milestones.entries()) {
          assert.ok(day >= from && value >= (milestones[i - 1]?.value ?? 0) - 1e-9 && value <= 1000 + 1e-9)
        }
      },
    ),
    { numRuns },
  )
})
