import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedFile } from '../../../tools/shared-data.ts'
import { seededRandom } from '../random/index.ts'
import { backtest, festivalShift, forecastSeries, monthAfter, scaledError, symmetricError } from './index.ts'
import { adjustSeason } from './season.ts'
import { fillMissing, replaceOutliers } from './series-values.ts'
import { fitLine, thetaForecast } from './theta.ts'
import { trimmedMean } from './votes.ts'

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 100)
const { file: M3, skip } = sharedFile('benchmarks/forecast/m3-quarterly.csv')

const series = (values: readonly number[], period = 1) => ({
  values: Float64Array.from(values),
  period,
  festivalFrom: null,
})
const close = (a: number, b: number, by: number) =>
  assert.ok(Math.abs(a - b) <= by, `${a} is not ${b} ± ${by}`)

test('the M3 quarterly series are forecast better than by any entry of the competition, and the bands hold', {
  skip,
}, () => {
  const rows = readFileSync(M3, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const numbers = (text = '') => Float64Array.from(text.split(' '), Number)
  let [smape, mase, inside80, inside95] = [0, 0, 0, 0]
  for (const row of rows) {
    const [past, actual] = [numbers(row[4]), numbers(row[5])]
    const { mean, bands } = forecastSeries({ values: past, period: 4, festivalFrom: null }, 8)
    smape += symmetricError(mean, actual) / rows.length
    mase += scaledError(mean, actual, past, 4)! / rows.length
    const isInside = (level: number, h: number) =>
      actual[h]! >= bands.get(level)!.lower[h]! && actual[h]! <= bands.get(level)!.upper[h]!
    for (let h = 0; h < 8; h++) {
      if (isInside(80, h)) inside80 += 1 / (8 * rows.length)
      if (isInside(95, h)) inside95 += 1 / (8 * rows.length)
    }
  }
  assert.equal(rows.length, 756)
  assert.ok(smape <= 8.82 && mase <= 1.045, `${smape} ${mase}`)
  assert.ok(
    inside80 >= 0.76 && inside80 <= 0.84 && inside95 >= 0.92 && inside95 <= 0.97,
    `${inside80} ${inside95}`,
  )
})

test('the examples of docs/methods/forecast.md', () => {
  assert.deepEqual(fitLine(Float64Array.from([2, 4, 6, 9])), { intercept: -0.5, slope: 2.3 })
  // alpha .9875 on 1, 2, 3, 4 leaves the level 3.9873; with the line at 5: (3.9873 + 5) ÷ 2
  close(thetaForecast(Float64Array.from([1, 2, 3, 4]), 1)[0]!, 4.49367, 1e-5)
  const votes = [3, 9, 5, 4, 8].map((vote) => Float64Array.from([vote]))
  close(trimmedMean(votes, 1)[0]!, 17 / 3, 1e-12)
  close(symmetricError(Float64Array.from([110]), Float64Array.from([90])), 20, 1e-12)
  assert.equal(
    scaledError(Float64Array.from([12]), Float64Array.from([10]), Float64Array.from([1, 3, 2, 4, 3]), 1),
    2 / 1.5,
  )
})

test('a season is found under a trend, shrunk, and put back', () => {
  const factors = [1.3, 0.9, 0.7, 1.1]
  const values = Array.from({ length: 24 }, (_, t) => (100 + 5 * t) * factors[t % 4]!)
  const { indices } = adjustSeason(Float64Array.from(values), 4)
  for (const [s, factor] of factors.entries()) close(indices![s]!, factor, 0.03)
  const { mean } = forecastSeries(series(values, 4), 4)
  for (const [h, value] of mean.entries()) close(value, (100 + 5 * (24 + h)) * factors[h]!, 18)
})

test('noise has no season', () => {
  const random = seededRandom(1)
  const found = Array.from({ length: 200 }, () =>
    adjustSeason(
      Float64Array.from({ length: 36 }, () => 100 + 20 * random()),
      12,
    ),
  ).filter(({ indices }) => indices !== null).length
  assert.ok(found < 40, `${found} of 200`)
})

test('one point, two and three get an honest answer', () => {
  const one = forecastSeries(series([7]), 3)
  assert.deepEqual([one.method, [...one.mean], one.bands.get(80)], ['last-value', [7, 7, 7], null])
  const three = forecastSeries(series([10, 12, 11]), 2)
  assert.equal(three.method, 'short-smoothing')
  assert.equal(three.mean[0], 11)
  // differences 2 and −1: σ = √2.5; t with 2 degrees of freedom at 90 % is 1.8856
  close(three.bands.get(80)!.upper[0]! - 11, 1.8856 * Math.sqrt(2.5), 1e-3)
  assert.throws(() => forecastSeries(series([Number.NaN]), 1), /no value/)
})

test('demand with many zeros is smoothed by probability and size, and is never negative', () => {
  const values = Array.from({ length: 48 }, (_, t) => (t % 4 === 0 ? 8 : 0))
  const { method, mean, bands } = forecastSeries(series(values, 12), 6)
  assert.equal(method, 'intermittent')
  close(mean[0]!, 2, 0.8)
  assert.ok(bands.get(95)!.lower.every((value) => value === 0))
  assert.deepEqual([...forecastSeries(series(new Array(20).fill(0), 4), 2).mean], [0, 0])
})

test('gaps are filled in the shape of the season, at the ends too', () => {
  const values = Float64Array.from({ length: 36 }, (_, t) => (t % 4 === 0 ? 200 : 100))
  const holes = values.map((value, t) => (t === 8 || t === 9 || t === 35 ? Number.NaN : value))
  for (const [t, value] of fillMissing(holes, 4).entries()) close(value, values[t]!, 12)
  const gappy = forecastSeries(
    { values: Float64Array.from([Number.NaN, ...holes]), period: 4, festivalFrom: null },
    4,
  )
  close(gappy.mean[0]!, 200, 25)
})

test('a slip of the pen is mended, a step and the last point are not', () => {
  const random = seededRandom(2)
  const values = Float64Array.from({ length: 30 }, () => 100 + random())
  const slip = values.with(12, 10_000)
  assert.ok(replaceOutliers(slip)[12]! < 102)
  const step = values.map((value, t) => (t >= 15 ? value * 50 : value))
  assert.deepEqual(replaceOutliers(step), step)
  const end = values.with(29, 10_000)
  assert.deepEqual(replaceOutliers(end), end)
})

test('forecasts of any series are finite, ordered inside their bands, of the scale of the series, and repeatable', () => {
  const value = fc.oneof(fc.integer({ min: -1_000, max: 100_000 }), fc.constant(0), fc.constant(Number.NaN))
  const any = fc.record({
    values: fc.array(value, { minLength: 1, maxLength: 60 }),
    period: fc.constantFrom(1, 4, 12),
  })
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 18 }), ({ values, period }, horizon) => {
      const known = values.filter((one) => !Number.isNaN(one))
      if (known.length === 0) return
      const found = forecastSeries(series(values, period), horizon)
      assert.deepEqual(found, forecastSeries(series(values, period), horizon))
      assert.equal(found.mean.length, horizon)
      const size = Math.max(...known.map(Math.abs), 1)
      for (const [h, mean] of found.mean.entries()) {
        assert.ok(Number.isFinite(mean) && Math.abs(mean) <= 50 * size, `${mean}`)
        const [narrow, wide] = [found.bands.get(80), found.bands.get(95)]
        if (!narrow || !wide) continue
        assert.ok(wide.lower[h]! <= narrow.lower[h]! && narrow.lower[h]! <= mean + 1e-9)
        assert.ok(mean <= narrow.upper[h]! + 1e-9 && narrow.upper[h]! <= wide.upper[h]!)
      }
      if (known.every((one) => one >= 0)) assert.ok(found.mean.every((mean) => mean >= 0))
    }),
    { numRuns },
  )
})

test('the unit of the numbers changes nothing but the unit', () => {
  const values = Array.from({ length: 30 }, (_, t) => 50 + t + 10 * Math.sin(t))
  const one = forecastSeries(series(values, 4), 4).mean
  const thousand = forecastSeries(
    series(
      values.map((value) => value * 1_024),
      4,
    ),
    4,
  ).mean
  for (const [h, value] of one.entries()) close(thousand[h]! / 1_024, value, Math.abs(value) * 2e-3)
})

test('the Spring Festival of 2024 is on 10 February, and its shift is what January lacks', () => {
  assert.deepEqual(monthAfter({ year: 2023, month: 11 }, 3), { year: 2024, month: 2 })
  assert.equal(festivalShift({ year: 2024, month: 6 }), 0)
  assert.ok(festivalShift({ year: 2023, month: 1 }) > 0.5)
  assert.ok(festivalShift({ year: 2024, month: 1 }) < 0)
  for (let year = 1990; year < 2050; year++) {
    const sum = [1, 2, 3].reduce((total, month) => total + festivalShift({ year, month }), 0)
    close(sum, 0, 0.08)
  }
})

test('with the Chinese calendar January and February are forecast nearer where the festival moves', () => {
  const start = { year: 2015, month: 1 }
  const random = seededRandom(9)
  const truth = Array.from(
    { length: 120 },
    (_, t) => 1_000 * Math.exp(-0.5 * festivalShift(monthAfter(start, t))) * (0.98 + 0.04 * random()),
  )
  const past = Float64Array.from(truth.slice(0, 108))
  const errorOf = (festivalFrom: typeof start | null) => {
    const { mean } = forecastSeries({ values: past, period: 12, festivalFrom }, 12)
    return Math.abs(mean[0]! - truth[108]!) + Math.abs(mean[1]! - truth[109]!)
  }
  assert.ok(errorOf(start) < 0.6 * errorOf(null), `${errorOf(start)} ${errorOf(null)}`)
})

test('a backtest never looks ahead: what comes later changes no fold before it', () => {
  const values = Array.from({ length: 40 }, (_, t) => 100 + 3 * t + 7 * Math.sin(t * 1.7))
  const found = backtest(series(values, 4), 4)
  assert.equal(found.folds, 3)
  assert.ok(found.smape! > 0 && found.mase! > 0)
  const last = backtest(series(values.slice(0, 36), 4), 4, 2)
  const both = backtest(series(values, 4), 4, 3)
  const first = backtest(series(values, 4), 4, 1)
  close(both.smape! * 3, last.smape! * 2 + first.smape!, 1e-9)
  assert.deepEqual(backtest(series([1, 2]), 4), { smape: null, mase: null, folds: 0 })
})
