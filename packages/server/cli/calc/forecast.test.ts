import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forecastAnswer, reconcileAnswer } from '@salesloom/contract/calc'
import { answerTo } from '../calc-command.ts'
import { forecastCalculation } from './forecast.ts'
import { reconcileCalculation } from './reconcile.ts'

const forecast = async (input: unknown) =>
  forecastAnswer.parse(JSON.parse(await answerTo(forecastCalculation, JSON.stringify(input))))
const reconcile = async (input: unknown) =>
  reconcileAnswer.parse(JSON.parse(await answerTo(reconcileCalculation, JSON.stringify(input))))

const monthly = (id: string, size: number) => ({
  id,
  values: Array.from({ length: 48 }, (_, t) => size * (1 + 0.2 * Math.sin(t / 2)) + ((t * 37) % 11)),
  period: 12,
  start: '2021-01',
})

test('events are laid onto the forecast, and base and contributions are the mean exactly', async () => {
  const events = [
    { kind: 'step', start: '2025-02', size: { absolute: 10 }, confidence: 0.5 },
    { kind: 'decay', start: '2025-01', size: { percent: -30 }, halfLife: 2 },
  ]
  const { series } = await forecast({
    series: [{ ...monthly('a', 100), events }, monthly('b', 100)],
    horizon: 3,
  })
  const { base, contributions } = series[0]!.events!
  assert.deepEqual(base, series[1]!.mean)
  assert.deepEqual(contributions[0], [0, 5, 5])
  for (const [h, value] of series[0]!.mean.entries())
    assert.equal(value, base[h]! + contributions[0]![h]! + contributions[1]![h]!)
})

test('a hierarchy is answered after its series, adds up, and narrows no band that was not there', async () => {
  const hierarchy = {
    aggregates: [
      { id: 'all', of: ['a', 'b', 'c'] },
      { id: 'ab', of: ['b', 'a'] },
    ],
  }
  const leaves = [monthly('a', 100), monthly('b', 60), monthly('c', 10)]
  const { series } = await forecast({ series: leaves, horizon: 4, hierarchy })
  assert.deepEqual(
    series.map(({ id }) => id),
    ['a', 'b', 'c', 'all', 'ab'],
  )
  const at = (s: number, h: number) => series[s]!.mean[h]!
  for (let h = 0; h < 4; h++) {
    assert.equal(at(3, h), at(0, h) + at(1, h) + at(2, h))
    assert.equal(at(4, h), at(1, h) + at(0, h))
    const band = series[3]!.intervals['80']!
    assert.ok(band.lower[h]! <= at(3, h) && at(3, h) <= band.upper[h]!)
  }
  const short = await forecast({
    series: [
      { id: 1, values: [1, 2, null], period: 1 },
      { id: 2, values: [4, 5, 7], period: 1 },
    ],
    horizon: 1,
    hierarchy: { aggregates: [{ id: 0, of: [1, 2] }], nonNegative: true },
  })
  assert.equal(short.series[2]!.mean[0], short.series[0]!.mean[0]! + short.series[1]!.mean[0]!)
})

test('events of the parts move their sums, which still add up', async () => {
  const events = [{ kind: 'step', start: '2025-02', size: { absolute: -20 }, confidence: 0.8 }]
  const input = { series: [{ ...monthly('a', 100), events }, monthly('b', 60)], horizon: 3 }
  const { series } = await forecast({ ...input, hierarchy: { aggregates: [{ id: 'all', of: ['a', 'b'] }] } })
  const [a, b, all] = series
  assert.deepEqual(all!.events!.contributions, a!.events!.contributions)
  assert.deepEqual(a!.events!.contributions, [[0, -16, -16]])
  assert.equal(b!.events, undefined)
  for (const [h, value] of all!.mean.entries()) {
    assert.equal(value, all!.events!.base[h]! + all!.events!.contributions[0]![h]!)
    assert.ok(Math.abs(value - a!.mean[h]! - b!.mean[h]!) < 1e-9)
  }
})

test('reconcile answers in the order of the request, in its unit', async () => {
  const input = {
    series: [
      { id: 'total', forecast: [33] },
      { id: 'a', forecast: [10] },
      { id: 'b', forecast: [20] },
    ],
    aggregates: [{ id: 'total', of: ['a', 'b'] }],
    weighting: 'ols',
  }
  // the gap of 3 is shared alike by the three
  assert.deepEqual(
    (await reconcile(input)).series.map(({ forecast: [value] }) => value),
    [32, 11, 21],
  )
  const [total, a, b] = input.series
  const inCents = {
    ...input,
    unit: 0.01,
    series: [{ ...total, forecast: [33.1] }, { ...a, forecast: [10.003] }, b],
  }
  // 11.0353, 21.0323 and 32.0677: the cent that rounding down left over goes to the larger remainder
  const cents = await reconcile(inCents)
  assert.deepEqual(
    cents.series.map(({ forecast: [value] }) => value),
    [32.07, 11.04, 21.03],
  )
})

test('what does not fit is refused with its path', async () => {
  const series = [monthly('a', 1), monthly('b', 2)]
  const wrong: [unknown, RegExp][] = [
    [
      { series: [{ ...series[0], start: undefined, events: [] }], horizon: 1 },
      /series\[0\]\.start: expected YYYY-MM/,
    ],
    [
      {
        series: [{ ...series[0], events: [{ kind: 'ramp', start: '2025-01', size: { absolute: 1 } }] }],
        horizon: 1,
      },
      /series\[0\]\.events\[0\]\.end: .*a ramp needs one/,
    ],
    [
      {
        series: [{ ...series[0], events: [{ kind: 'step', start: '2025-13', size: { absolute: 1 } }] }],
        horizon: 1,
      },
      /series\[0\]\.events\[0\]\.start: expected YYYY-MM/,
    ],
    [
      { series: [{ ...series[0], workingDays: [20] }], horizon: 1 },
      /series\[0\]\.workingDays: expected 49 numbers/,
    ],
    [
      { series, horizon: 1, hierarchy: { aggregates: [{ id: 'x', of: ['a', 'z'] }] } },
      /hierarchy\.aggregates\[0\]\.of\[1\]: expected a series that is no aggregate, got "z"/,
    ],
    [
      { series, horizon: 1, hierarchy: { aggregates: [{ id: 'a', of: ['b'] }] } },
      /hierarchy\.aggregates\[0\]\.id: expected an id that no series has/,
    ],
    [
      {
        series: [series[0], { ...series[1], values: [1] }],
        horizon: 1,
        hierarchy: { aggregates: [{ id: 'x', of: ['a'] }] },
      },
      /series\[1\]\.values: expected 48 values/,
    ],
  ]
  for (const [input, message] of wrong) await assert.rejects(forecast(input), message)
  const loose = { series: [{ id: 1, forecast: [1] }], aggregates: [{ id: 2, of: [1] }] }
  await assert.rejects(reconcile(loose), /aggregates\[0\]\.id: expected the id of a series, got 2/)
  const all = { series: [{ id: 1, forecast: [1] }], aggregates: [{ id: 1, of: [1] }] }
  await assert.rejects(reconcile(all), /aggregates: expected a series that is none/)
  const uneven = {
    series: [
      { id: 1, forecast: [1] },
      { id: 2, forecast: [1, 2] },
    ],
    aggregates: [{ id: 2, of: [1] }],
  }
  await assert.rejects(reconcile(uneven), /series\[1\]\.forecast: expected 1 numbers/)
})
