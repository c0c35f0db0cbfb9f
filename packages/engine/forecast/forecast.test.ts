import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedFile } from '../../../tools/shared-data.ts'
import { CN_WORKING_CALENDAR } from '../calendar/index.ts'
import { seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import {
  backtest,
  festivalShift,
  forecastSeries,
  monthAfter,
  scaledError,
  seasonalNaive,
  symmetricError,
  workingDaysFrom,
} from './index.ts'
import { adjustSeason } from './season.ts'
import { fillMissing, replaceOutliers } from './series-values.ts'
import { intermittentForecast } from './simple-forecasts.ts'
import { fitLine, thetaForecast } from './theta.ts'
import { trimmedMean } from './votes.ts'

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
  // the mean knows no season, so the band must not be that of a forecast which does
  const [band, quarterly] = [bands.get(95)!, forecastSeries(series(values, 4), 6).bands.get(95)!]
  for (const { lower, upper } of [band, quarterly])
    assert.ok(lower.every((low, h) => low === 0 && upper[h]! >= 8))
  assert.deepEqual([...forecastSeries(series(new Array(20).fill(0), 4), 2).mean], [0, 0])
})

test('a season of three years is believed where the autocorrelation has too few to see it', () => {
  const quarters = series(
    Array.from({ length: 12 }, (_, t) => 100 * ((t % 4) + 1) + 10 * Math.floor(t / 4)),
    4,
  )
  for (const [h, value] of forecastSeries(quarters, 4).mean.entries()) close(value, 100 * (h + 1) + 30, 10)
  const wave = (t: number) => 100 + 30 * Math.sin((t * Math.PI) / 6)
  const months = series(
    Array.from({ length: 36 }, (_, t) => wave(t)),
    12,
  )
  for (const [h, value] of forecastSeries(months, 12).mean.entries()) close(value, wave(h), 8)
})

test('noise of three years is seldom taken for a season', () => {
  const random = seededRandom(3)
  const found = Array.from({ length: 500 }, () =>
    adjustSeason(
      Float64Array.from({ length: 36 }, () => 100 + random() + random() + random()),
      12,
    ),
  ).filter(({ indices }) => indices !== null)
  assert.ok(found.length <= 10, `${found.length}`)
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
  const nothing = { smape: null, mase: null }
  assert.deepEqual(backtest(series([1, 2]), 4), { ...nothing, folds: 0, seasonalNaive: nothing })
})

test('the backtest of docs/methods/forecast.md: 10, 12, 11, then 13, with last year two points back', () => {
  const { smape, mase, folds, seasonalNaive } = backtest(series([10, 12, 11, 13], 2), 1)
  assert.equal(folds, 1)
  // the forecast is 11: 200 · 2 ÷ 24; the step of last year within the past is |11 − 10|
  close(smape!, 50 / 3, 1e-12)
  assert.equal(mase, 2)
  // last year’s value is 12: 200 · 1 ÷ 25
  assert.deepEqual(seasonalNaive, { smape: 8, mase: 1 })
})

test('a fold with missing points is judged by those that are known', () => {
  const values = Array.from({ length: 24 }, (_, t) => (t % 7 === 3 ? Number.NaN : 100 + t))
  const found = backtest(series(values, 4), 6)
  assert.equal(found.folds, 3)
  assert.ok(Number.isFinite(found.smape!) && Number.isFinite(found.mase!))
  const actual = Float64Array.of(Number.NaN, 90)
  close(symmetricError(Float64Array.of(5, 110), actual), 20, 1e-12)
  close(scaledError(Float64Array.of(5, 93), actual, Float64Array.of(1, 3, 2, 4, 3), 1)!, 2, 1e-12)
})

test('the last point known stands in where last year is missing', () => {
  const past = Float64Array.of(5, Number.NaN, 7, 8)
  assert.deepEqual([...seasonalNaive(past, 3, 4)], [8, 7, 8, 8])
  assert.deepEqual([...seasonalNaive(past, 12, 2)], [8, 8])
})

test('a level that moved for good is found, reported, and forecast from; an outlier is not one', () => {
  const random = seededRandom(4)
  const noise = Array.from({ length: 40 }, () => 100 + 4 * random())
  const moved = noise.map((value, t) => (t >= 30 ? value * 1.6 : value))
  const found = forecastSeries(series(moved, 4), 4)
  assert.deepEqual(
    found.levelShifts.map(({ at }) => at),
    [30],
  )
  close(found.levelShifts[0]!.factor!, 1.6, 0.05)
  close(found.levelShifts[0]!.size, 61, 5)
  for (const value of found.mean) close(value, 163, 5)
  const band = found.bands.get(80)!
  assert.ok(band.upper[0]! - band.lower[0]! < 12, 'the jump is not taken for noise')
  const slip = forecastSeries(series(noise.with(20, 1_000), 4), 4)
  assert.deepEqual([slip.levelShifts, slip.outliers], [[], [20]])
  for (const value of slip.mean) close(value, 102, 5)
  const recent = forecastSeries(series(noise.with(38, 160).with(39, 161), 4), 4)
  assert.deepEqual(recent.levelShifts, [], 'two points may be the beginning of anything')
  const below = forecastSeries(series(noise.map((value, t) => (t >= 20 ? value - 150 : value))), 4)
  assert.deepEqual([below.levelShifts[0]!.at, below.levelShifts[0]!.factor], [20, null])
  close(below.levelShifts[0]!.size, -150, 5)
  for (const value of below.mean) close(value, -48, 5)
})

test('noise, trends and seasons have no level shifts', () => {
  const random = seededRandom(8)
  const shifts = Array.from(
    { length: 200 },
    () =>
      forecastSeries(
        series(
          Array.from(
            { length: 48 },
            (_, t) => (100 + t) * (1 + 0.3 * Math.sin((t * Math.PI) / 6)) * (0.9 + 0.2 * random()),
          ),
          12,
        ),
        1,
        [],
      ).levelShifts.length,
  )
  assert.equal(shifts.filter((count) => count > 0).length, 0)
})

test('months are forecast by their working days where sales go with them, and left alone where they do not', () => {
  const start = { year: 2018, month: 1 }
  const days = workingDaysFrom(CN_WORKING_CALENDAR, start, 108)
  const random = seededRandom(5)
  const noise = days.map(() => 0.98 + 0.04 * random())
  const sales = days.map((count, t) => 50 * count * noise[t]!)
  const errorOf = (workingDays: Float64Array | null) => {
    const given = { values: sales.slice(0, 96), period: 12, festivalFrom: null }
    const { mean, calendar } = forecastSeries(
      workingDays === null ? given : { ...given, workingDays },
      12,
      [],
    )
    return { lost: mean.reduce((sum, value, h) => sum + Math.abs(value - sales[96 + h]!), 0), calendar }
  }
  const [aware, blind] = [errorOf(days), errorOf(null)]
  close(aware.calendar!.workingDays, 1, 0.15)
  assert.equal(blind.calendar, null)
  assert.ok(aware.lost < 0.6 * blind.lost, `${aware.lost} ${blind.lost}`)
  const other = noise.map((value, t) => 1_000 * value * (1 + 0.1 * Math.sin(t)))
  const plain = { values: other.slice(0, 96), period: 12, festivalFrom: null }
  assert.deepEqual(
    forecastSeries({ ...plain, workingDays: days }, 12, []).mean,
    forecastSeries(plain, 12, []).mean,
  )
})

test('festival and working days are told apart although both lie in January and February', () => {
  const start = { year: 2019, month: 1 }
  const days = workingDaysFrom(CN_WORKING_CALENDAR, start, 96)
  const random = seededRandom(12)
  const found = (festival: number, elasticity: number) => {
    const values = days.map(
      (count, t) =>
        1_000 *
        (count / 21) ** elasticity *
        Math.exp(festival * festivalShift(monthAfter(start, t))) *
        (0.97 + 0.06 * random()),
    )
    const past = { values: values.slice(0, 84), period: 12, festivalFrom: start, workingDays: days }
    return forecastSeries(past, 12, []).calendar
  }
  const both = found(-0.3, 1)
  close(both!.festival, -0.3, 0.1)
  close(both!.workingDays, 1, 0.25)
  assert.equal(found(0, 1)!.festival, 0)
  assert.equal(found(-0.5, 0)!.workingDays, 0)
})

test('two zeros in three, sizes about five: the rate is the mean demand, and size and probability move apart', () => {
  const random = seededRandom(6)
  const demand = Array.from({ length: 400 }, () => (random() < 1 / 3 ? 1 + Math.floor(9 * random()) : 0))
  const mean = demand.reduce((sum, value) => sum + value, 0) / demand.length
  const runs = [0, 60, 120, 180, 240, 300].map((from) =>
    forecastSeries(series(demand.slice(from, from + 100)), 3),
  )
  for (const { method, mean: forecast } of runs) {
    assert.equal(method, 'intermittent')
    assert.ok(
      forecast.every((value) => value === forecast[0]),
      'flat',
    )
  }
  close(
    runs.reduce((sum, run) => sum + run.mean[0]! / runs.length, 0),
    mean,
    0.35,
  )
  const fading = forecastSeries(series(demand.slice(0, 60).concat(new Array(30).fill(0))), 1)
  assert.ok(fading.mean[0]! < 0.5 * mean, 'demand that has died out is forecast less (Croston would not)')
})

test('the example of Syntetos and Boylan in docs/methods/forecast.md, and the fading of Teunter, Syntetos and Babai', () => {
  // interval 2, size 4 throughout: (1 − .05 ÷ 2) · 4 ÷ 2
  const steady = Array.from({ length: 12 }, (_, t) => (t % 2 === 1 ? 4 : 0))
  close(intermittentForecast(Float64Array.from(steady), 1)[0]!, 1.95, 1e-12)
  const rates = [0, 3, 6, 12, 24].map(
    (quiet) => intermittentForecast(Float64Array.from([...steady, ...new Array(quiet).fill(0)]), 1)[0]!,
  )
  for (const [k, rate] of rates.entries()) assert.ok(k === 0 || rate < rates[k - 1]!, `${rates}`)
})

test('constant, huge, tiny and negative series get forecasts of their own kind', () => {
  for (const value of [0, 7, -3, 1e15, -1e15, 1e-12]) {
    const { mean, bands } = forecastSeries(series(new Array(30).fill(value), 12), 6)
    const band = bands.get(95)!
    for (let h = 0; h < 6; h++) {
      close(mean[h]!, value, Math.abs(value) * 1e-6)
      close(band.upper[h]! - band.lower[h]!, 0, Math.abs(value) * 1e-6)
    }
  }
  const two = forecastSeries(series([4, 6]), 2)
  assert.equal(two.method, 'short-smoothing')
  assert.deepEqual([...two.mean], [6, 6])
  // one difference of 2, t with one degree of freedom at 90 % is 3.0777
  close(two.bands.get(80)!.upper[0]! - 6, 2 * 3.0777, 1e-3)
})

test('what is not a number of this world is refused with its place', () => {
  const wrong: [number[], number, number, number[], RegExp][] = [
    [[1, Number.POSITIVE_INFINITY], 1, 1, [80], /values\[1\]: Infinity is not finite/],
    [[1, 2, Number.NEGATIVE_INFINITY], 1, 1, [80], /values\[2\]: -Infinity/],
    [[Number.NaN, Number.NaN], 1, 1, [80], /values: the series has no value/],
    [[], 1, 1, [80], /values: the series has no value/],
    [[1], 0, 1, [80], /period: 0/],
    [[1], 1, 0, [80], /horizon: 0/],
    [[1], 1, 1.5, [80], /horizon: 1.5/],
    [[1], 1, 1, [80, 100], /levels\[1\]: 100/],
  ]
  for (const [values, period, horizon, levels, message] of wrong)
    assert.throws(() => forecastSeries(series(values, period), horizon, levels), message)
})
