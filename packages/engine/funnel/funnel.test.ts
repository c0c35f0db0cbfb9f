import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wilsonInterval } from '../statistics/index.ts'
import { cumulativeIncidence, survivalQuantile } from '../survival/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { day, deal, EXAMPLE, type Outcome } from './example-deals.ts'
import { bridgePipeline, computeFunnel, coverage, MOVEMENTS, velocity } from './index.ts'

test('the example: distinct deals, a skip, an open one, lost value at the win rate of those that went on', () => {
  const funnel = computeFunnel(3, EXAMPLE, day(40))
  const [first, second, third] = funnel.stages
  assert.deepEqual(
    [first!.entered, first!.advanced, first!.lost, first!.open, first!.skipped],
    [6, 4, 1, 1, 0],
  )
  assert.deepEqual([second!.entered, second!.advanced, second!.lost, second!.skipped], [3, 2, 1, 1])
  assert.deepEqual([third!.entered, third!.advanced, third!.lost], [3, 2, 1])
  assert.equal(first!.lostValue, 450)
  assert.equal(second!.lostValue, 200)
  assert.equal(third!.lostValue, 50)
  assert.deepEqual(funnel.bottleneck, { stage: 0, lostValue: 450 })
  assert.equal(funnel.winRate, 0.4)
  assert.equal(funnel.winRateByValue, 200 / 1_550)
  assert.deepEqual(second!.dwellDays, { median: 10, p75: 20, p90: 20 })
  assert.deepEqual(
    funnel.stages.map(({ wastedDays }) => wastedDays),
    [15, 23, 10],
  )
  assert.deepEqual(
    funnel.stages.map(({ lostAmount }) => lostAmount),
    [900, 400, 50],
  )
})

test('what is later than the day looked at has not happened', () => {
  const funnel = computeFunnel(3, EXAMPLE, day(7))
  assert.equal(funnel.won, 0)
  assert.equal(funnel.stages[2]!.entered, 0)
  assert.deepEqual([funnel.lost, funnel.open], [1, 4])
})

test('a deal that goes back and comes again counts once, and its return is said', () => {
  const funnel = computeFunnel(
    2,
    [
      deal(
        [
          [0, 0],
          [1, 4],
          [0, 6],
          [1, 9],
        ],
        'lost',
        12,
      ),
    ],
    day(20),
  )
  assert.deepEqual(
    [funnel.stages[0]!.entered, funnel.stages[0]!.returned, funnel.stages[0]!.advanced],
    [1, 1, 1],
  )
  assert.deepEqual([funnel.stages[1]!.entered, funnel.stages[1]!.lost], [1, 1])
  assert.equal(funnel.stages[0]!.dwellDays.median, 7)
})

test('events in any order give the same funnel', () => {
  const turned = EXAMPLE.map((one) => ({ ...one, events: one.events.toReversed() }))
  assert.deepEqual(computeFunnel(3, turned, day(40)), computeFunnel(3, EXAMPLE, day(40)))
})

test('at every stage entered = advanced + lost + open, and every lost deal is lost once', () => {
  const path = fc.record({
    events: fc.array(fc.tuple(fc.nat(3), fc.nat(60)), { minLength: 1, maxLength: 6 }),
    outcome: fc.constantFrom<Outcome>('won', 'lost', null),
    amount: fc.nat(1_000),
  })
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 30 }), fc.nat(80), (paths, asOf) => {
      const funnel = computeFunnel(
        4,
        paths.map(({ events, outcome, amount }) => deal(events, outcome, 61, amount)),
        day(asOf),
      )
      for (const { entered, advanced, lost, open, conversion } of funnel.stages) {
        assert.equal(entered, advanced + lost + open)
        if (conversion === null) continue
        const { low, estimate, high } = conversion
        assert.ok(0 <= low && low <= estimate + 1e-12 && estimate <= high + 1e-12 && high <= 1)
        if (open === 0) assert.ok(Math.abs(estimate - advanced / entered) < 1e-9)
        else
          assert.ok(estimate >= advanced / entered - 1e-9 && estimate <= (advanced + open) / entered + 1e-9)
      }
      const lostWithStage = paths.filter(
        ({ outcome, events }) => outcome === 'lost' && asOf >= 61 && events.length > 0,
      )
      assert.equal(
        funnel.stages.reduce((sum, { lost }) => sum + lost, 0),
        lostWithStage.length,
      )
    }),
    { numRuns },
  )
})

test('Kaplan and Meier by hand: 2, 3+, 5, 8 has its median at 5', () => {
  const spans = [
    { days: 2, ended: true },
    { days: 3, ended: false },
    { days: 5, ended: true },
    { days: 8, ended: true },
  ]
  assert.equal(survivalQuantile(spans, 0.5), 5)
  assert.equal(survivalQuantile(spans.slice(0, 2), 0.9), null)
  assert.equal(survivalQuantile([], 0.5), null)
})

test('Aalen and Johansen by hand: 1 wanted, 2 open, 3 other, 4 wanted is ¼ + ⅜ · … = 0.625', () => {
  const courses = [
    { days: 1, end: 'wanted' },
    { days: 2, end: 'open' },
    { days: 3, end: 'other' },
    { days: 4, end: 'wanted' },
  ] as const
  assert.equal(cumulativeIncidence(courses)?.estimate, 0.625)
  assert.equal(cumulativeIncidence([]), null)
})

test('without open cases the interval is Wilson’s of the plain share', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.boolean()), { minLength: 2, maxLength: 40 }), (cases) => {
      const found = cumulativeIncidence(
        cases.map(([days, wanted]) => ({ days, end: wanted ? 'wanted' : 'other' })),
      )
      const share = cases.filter(([, wanted]) => wanted).length / cases.length
      const plain = wilsonInterval(share, cases.length)
      assert.ok(Math.abs(found!.low - plain.low) < 1e-9 && Math.abs(found!.high - plain.high) < 1e-9)
    }),
    { numRuns },
  )
})

test('Wilson’s published example: 1 of 10 is 1.8 % to 40.4 %', () => {
  const { low, high } = wilsonInterval(0.1, 10)
  assert.equal(low.toFixed(4), '0.0179')
  assert.equal(high.toFixed(4), '0.4042')
})

test('the bridge of a pipeline sums exactly, and each movement has its name', () => {
  const open = (id: string, amount: number, isDue = true) => ({ id, amount, isDue, state: 'open' as const })
  const bridge = bridgePipeline(
    [open('a', 100), open('b', 50), open('c', 70), open('d', 30, false), open('e', 20)],
    [open('a', 130), { ...open('b', 50), state: 'won' }, open('c', 70, false), open('d', 40), open('f', 5)],
  )
  assert.deepEqual([bridge.start, bridge.end], [240, 175])
  assert.deepEqual(
    { ...bridge.movements },
    {
      new: 5,
      pulledIn: 40,
      reopened: 0,
      amountUp: 30,
      amountDown: 0,
      pushedOut: -70,
      won: -50,
      lost: 0,
      removed: -20,
    },
  )
  const one = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    amount: fc.nat(1_000_000),
    isDue: fc.boolean(),
    state: fc.constantFrom('open', 'won', 'lost' as const),
  })
  const snapshot = fc.uniqueArray(one, { selector: ({ id }) => id })
  fc.assert(
    fc.property(snapshot, snapshot, (before, after) => {
      const { start, end, movements } = bridgePipeline(before, after)
      assert.equal(start + MOVEMENTS.reduce((sum, name) => sum + movements[name], 0), end)
    }),
    { numRuns },
  )
})

test('what is no stage, moment or amount is refused by its field, one wrong among thousands too', () => {
  const many = Array.from({ length: 5_000 }, () => deal([[0, 0]]))
  const wrong = (one: ReturnType<typeof deal>) => () => computeFunnel(2, [...many, one], day(9))
  assert.throws(wrong(deal([[2, 0]])), /deals\[5000\]\.events\[0\]\.stage: expected 0 to 1, got 2/)
  assert.throws(wrong(deal([[0, Number.NaN]])), /deals\[5000\]\.events\[0\]\.at/)
  assert.throws(wrong(deal([[0, 0]], null, 0, Number.POSITIVE_INFINITY)), /deals\[5000\]\.amount/)
  assert.throws(wrong(deal([[0, 0]], 'won', Number.NaN)), /deals\[5000\]\.closedAt/)
  assert.throws(() => computeFunnel(0, [], day(9)), /stageCount/)
  assert.throws(() => computeFunnel(1, [], Number.NaN), /asOf/)
  const twice = [1, 2].map((amount) => ({ id: 'a', amount, isDue: true, state: 'open' as const }))
  assert.throws(() => bridgePipeline(twice, []), /before\[1\]\.id/)
  assert.throws(() => bridgePipeline([], [{ ...twice[0]!, amount: Number.NaN }]), /after\[0\]\.amount/)
})

test('a deal with two hundred thousand events is read', () => {
  const events = Array.from({ length: 200_000 }, (_, i): [number, number] => [i % 2, i])
  assert.equal(computeFunnel(2, [deal(events)], day(300_000)).stages[1]!.entered, 1)
})

test('velocity and coverage by their formulas, and nothing where there is nothing to divide by', () => {
  assert.equal(velocity({ opportunities: 50, winRate: 0.2, averageDeal: 10_000, cycleDays: 40 }), 2_500)
  assert.equal(velocity({ opportunities: 50, winRate: 0.2, averageDeal: 10_000, cycleDays: 0 }), null)
  assert.equal(coverage(300, 150, 50), 3)
  assert.equal(coverage(300, 150, 150), null)
})
