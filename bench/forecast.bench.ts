import { readFileSync } from 'node:fs'
import { forecastSeries, scaledError, symmetricError } from '../packages/engine/forecast/index.ts'
import { seededRandom } from '../packages/engine/random/index.ts'
import { sharedFile } from '../tools/shared-data.ts'
import { type Benchmark, type Finding, finding, RUNS } from './measure.ts'

const { file: M3, skip } = sharedFile('benchmarks/forecast/m3-quarterly.csv')
const HORIZON = 8

type Case = { readonly past: Float64Array; readonly actual: Float64Array }

function readCases(): Case[] {
  const numbers = (text = '') => Float64Array.from(text.split(' '), Number)
  return readFileSync(M3, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((row) => ({ past: numbers(row[4]), actual: numbers(row[5]) }))
}

/** Errors and coverage on the test parts of the M3 competition: the same in every run, because nothing is drawn. */
function accuracy(): Finding[] {
  const cases = readCases()
  let [smape, mase, points] = [0, 0, 0]
  const inside = new Map([
    [80, 0],
    [95, 0],
  ])
  for (const { past, actual } of cases) {
    const forecast = forecastSeries({ values: past, period: 4, festivalFrom: null }, HORIZON)
    smape += symmetricError(forecast.mean, actual)
    mase += scaledError(forecast.mean, actual, past, 4) ?? 0
    points += HORIZON
    for (const [level, band] of forecast.bands)
      for (let h = 0; h < HORIZON; h++)
        if (band !== null && actual[h]! >= band.lower[h]! && actual[h]! <= band.upper[h]!)
          inside.set(level, inside.get(level)! + 1)
  }
  const share = (level: number) => (100 * inside.get(level)!) / points
  const name = 'forecast'
  const of = `${cases.length} quarterly M3 series, 8 ahead`
  const off = (level: number, low: number, high: number) =>
    Math.max(low - share(level), share(level) - high, 0)
  return [
    finding({
      name,
      what: `sMAPE, ${of} (Theta, the best entry: 8.956)`,
      unit: '',
      runs: [smape / cases.length],
      mark: 8.82,
    }),
    finding({ name, what: `MASE, ${of} (Theta: 1.087)`, unit: '', runs: [mase / cases.length], mark: 1.045 }),
    finding({
      name,
      what: `outside 76–84: inside the 80 % band are ${share(80).toFixed(1)} %`,
      unit: '%',
      runs: [off(80, 76, 84)],
      mark: 0,
    }),
    finding({
      name,
      what: `outside 92–97: inside the 95 % band are ${share(95).toFixed(1)} %`,
      unit: '%',
      runs: [off(95, 92, 97)],
      mark: 0,
    }),
  ]
}

const SERIES = 200
const POINTS = 60

/** Monthly series of 60 points with trend, season and noise; choice of method and bands included. */
function speed(): Finding {
  const random = seededRandom(5)
  const series = Array.from({ length: SERIES }, () =>
    Float64Array.from(
      { length: POINTS },
      (_, t) => (100 + t) * (1 + 0.3 * Math.sin((t * Math.PI) / 6)) * (0.9 + 0.2 * random()),
    ),
  )
  const runs: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now()
    for (const values of series) forecastSeries({ values, period: 12, festivalFrom: null }, 12)
    if (run > 0) runs.push((performance.now() - started) / SERIES)
  }
  const what = `a monthly series of ${POINTS} points with bands (350 a second are ${(1_000 / 350).toFixed(2)} ms)`
  return finding({ name: 'forecast', what, unit: 'ms', runs, mark: 1_000 / 350 })
}

export const forecastBench: Benchmark = {
  name: 'forecast',
  run: async () => {
    if (skip === false) return [...accuracy(), speed()]
    process.stderr.write(`${skip}: accuracy is left out.\n`)
    return [speed()]
  },
}
