import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { applyEvents, forecastSeries, type ScenarioEvent, sumEvents } from './index.ts'

const of = (...values: number[]) => Float64Array.from(values)
const month = (year: number, at: number) => ({ year, month: at })
const first = month(2025, 1)
const flat = {
  mean: of(100, 100, 100, 100),
  bands: new Map([[80, { lower: of(90, 90, 90, 90), upper: of(110, 110, 110, 110) }]]),
}

const event = (parts: Partial<ScenarioEvent>): ScenarioEvent => ({
  kind: 'step',
  start: month(2025, 2),
  end: null,
  size: { absolute: 40 },
  confidence: 1,
  ...parts,
})
const contributionOf = (parts: Partial<ScenarioEvent>) => [
  ...applyEvents(flat, [event(parts)], { first }).effects[0]!.contribution,
]

test('the examples of docs/methods/scenario-events.md: what each kind of event adds', () => {
  assert.deepEqual(contributionOf({}), [0, 40, 40, 40])
  assert.deepEqual(contributionOf({ end: month(2025, 3) }), [0, 40, 40, 0])
  assert.deepEqual(contributionOf({ kind: 'pulse' }), [0, 40, 0, 0])
  assert.deepEqual(contributionOf({ kind: 'ramp', end: month(2025, 3) }), [0, 20, 40, 40])
  assert.deepEqual(contributionOf({ kind: 'decay', halfLife: 1 }), [0, 40, 20, 10])
  assert.deepEqual(contributionOf({ size: { percent: -20 }, confidence: 0.5 }), [0, -10, -10, -10])
  assert.deepEqual(contributionOf({ start: month(2024, 11), kind: 'decay', halfLife: 1 }), [10, 5, 2.5, 1.25])
})

test('doubt whether an event happens widens the band by p (1 − p) of its effect squared', () => {
  const { mean, bands } = applyEvents(flat, [event({ confidence: 0.5 })], { first })
  assert.deepEqual([...mean], [100, 120, 120, 120])
  const { lower, upper } = bands.get(80)!
  assert.deepEqual([lower[0], upper[0]], [90, 110])
  // √(10² + (1.28155 · 20)²) = 27.513
  assert.ok(Math.abs(upper[1]! - 120 - 27.5127) < 1e-3 && Math.abs(120 - lower[1]! - 27.5127) < 1e-3)
  const doubled = applyEvents(flat, [event({ size: { percent: 100 } })], { first })
  assert.deepEqual([doubled.bands.get(80)!.lower[1], doubled.bands.get(80)!.upper[1]], [180, 220])
})

test('in quarters an absolute size counts in each of the three months, a percentage for the months it covers', () => {
  const one = (parts: Partial<ScenarioEvent>) => [
    ...applyEvents(flat, [event(parts)], { first, monthsAPoint: 3 }).effects[0]!.contribution.subarray(0, 2),
  ]
  assert.deepEqual(one({ size: { absolute: 10 } }), [20, 30])
  assert.deepEqual(one({ size: { percent: 30 } }), [20, 30])
  assert.deepEqual(one({ kind: 'pulse', size: { absolute: 10 } }), [10, 0])
})

const anyMonth = fc.record({
  year: fc.integer({ min: 2024, max: 2026 }),
  month: fc.integer({ min: 1, max: 12 }),
})
const anyEvent = fc
  .record({
    kind: fc.constantFrom('step' as const, 'pulse' as const, 'decay' as const),
    start: anyMonth,
    size: fc.oneof(
      fc.record({ absolute: fc.double({ min: -500, max: 500, noNaN: true }) }),
      fc.record({ percent: fc.double({ min: -100, max: 300, noNaN: true }) }),
    ),
    confidence: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })
  .map(
    (parts): ScenarioEvent => ({ ...parts, end: null, ...(parts.kind === 'decay' ? { halfLife: 2 } : {}) }),
  )

test('forecast + contributions is the adjusted forecast exactly; bands hold it and the floor holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 24 }),
      fc.array(anyEvent, { maxLength: 6 }),
      fc.boolean(),
      (values, events, whole) => {
        const forecast = forecastSeries(
          { values: Float64Array.from(values), period: 12, festivalFrom: null },
          6,
        )
        const found = applyEvents(forecast, events, { first, floor: 0, whole })
        for (const [h, mean] of found.mean.entries()) {
          let sum = whole ? Math.round(forecast.mean[h]!) : forecast.mean[h]!
          for (const { contribution } of found.effects) sum += contribution[h]!
          assert.equal(mean, sum)
          assert.ok(mean >= -1e-9 && (!whole || Number.isSafeInteger(mean)))
          const [narrow, wide] = [found.bands.get(80), found.bands.get(95)]
          if (!narrow || !wide) continue
          assert.ok(wide.lower[h]! <= narrow.lower[h]! && narrow.lower[h]! <= mean + 1e-9)
          assert.ok(mean <= narrow.upper[h]! + 1e-9 && narrow.upper[h]! <= wide.upper[h]!)
        }
      },
    ),
    { numRuns },
  )
  assert.deepEqual(applyEvents(flat, [], { first }).mean, flat.mean)
})

test('events that cannot be are refused with their place', () => {
  const wrong: [Partial<ScenarioEvent>, RegExp][] = [
    [{ size: { absolute: Number.NaN } }, /events\[1\]\.size: NaN/],
    [{ size: { percent: -101 } }, /events\[1\]\.size\.percent: -101/],
    [{ confidence: 0 }, /events\[1\]\.confidence/],
    [{ confidence: 1.1 }, /events\[1\]\.confidence/],
    [{ end: month(2025, 1) }, /events\[1\]\.end: before/],
    [{ kind: 'ramp' }, /events\[1\]\.end: a ramp/],
    [{ kind: 'pulse', end: month(2025, 3) }, /events\[1\]\.end: a pulse/],
    [{ kind: 'decay' }, /events\[1\]\.halfLife/],
    [{ halfLife: 3 }, /events\[1\]\.halfLife/],
  ]
  for (const [parts, message] of wrong)
    assert.throws(() => applyEvents(flat, [event({}), event(parts)], { first }), message)
})

test('a sum moves by the events of its parts and doubts all of them', () => {
  const parts = [[event({ confidence: 0.5 })], [event({ size: { percent: -10 } })], []].map((events) =>
    applyEvents(flat, events, { first }),
  )
  const total = {
    mean: of(300, 300, 300, 300),
    bands: new Map([[80, { lower: of(280, 280, 280, 280), upper: of(320, 320, 320, 320) }]]),
  }
  const { mean, bands, effects } = sumEvents(total, parts)
  assert.deepEqual([...mean], [300, 310, 310, 310])
  assert.equal(effects.length, 2)
  // 20 · (1 − 10 ÷ 300), and the doubt of the first event
  const half = Math.hypot(20 * (290 / 300), 1.2815515655 * 20)
  assert.ok(Math.abs(bands.get(80)!.upper[1]! - 310 - half) < 1e-8)
  assert.ok(Math.abs(310 - bands.get(80)!.lower[1]! - half) < 1e-8)
})
