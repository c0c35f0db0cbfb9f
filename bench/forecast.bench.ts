import { readFileSync } from 'node:fs'
import {
  forecastSeries,
  scaledError,
  seasonalNaive,
  symmetricError,
} from '../packages/engine/forecast/index.ts'
import { seededRandom } from '../packages/engine/random/index.ts'
import { sharedFile } from '../tools/shared-data.ts'
import { isInstalled, perSecondInR } from './forecast.peer.ts'
import { type Benchmark, type Finding, finding, medianOf, RUNS } from './measure.ts'

const { file: M3, skip } = sharedFile('benchmarks/forecast/m3-quarterly.csv')
const published = sharedFile('benchmarks/forecast/m3-published.csv')
const HORIZON = 8
const LEVELS = [80, 95] as const
const RANGES = { 80: [76, 84], 95: [92, 97] } as const
/** Quarterly series below this many points have bands of their own kind. */
const SHORT = 24
/** Lengths of the short pasts cut from the beginnings of longer training parts. */
const CUTS = [12, 14, 16, 18, 20, 22]
const name = 'forecast'

type Case = { readonly past: Float64Array; readonly actual: Float64Array }
type Level = (typeof LEVELS)[number]

function readCases(): Case[] {
  const numbers = (text = '') => Float64Array.from(text.split(' '), Number)
  return readFileSync(M3, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((row) => ({ past: numbers(row[4]), actual: numbers(row[5]) }))
}

/** What entries of the competition reached on the same series. */
function publishedErrors(column: 'smape_quarterly' | 'mase_quarterly'): string {
  if (published.skip !== false) return 'published figures are not there'
  const [head, ...rows] = readFileSync(published.file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const at = head!.indexOf(column)
  return ['THETA', 'COMB S-H-D', 'ForecastPro', 'B-J auto']
    .map((method) => `${method} ${rows.find(([first]) => first === method)?.[at]}`)
    .join(', ')
}

type Errors = { readonly smape: number; readonly mase: number }

function meanErrors(cases: readonly Case[], forecast: (past: Float64Array) => Float64Array): Errors {
  let [smape, mase] = [0, 0]
  for (const { past, actual } of cases) {
    const mean = forecast(past)
    smape += symmetricError(mean, actual) / cases.length
    mase += (scaledError(mean, actual, past, 4) ?? 0) / cases.length
  }
  return { smape, mase }
}

const forecastOf = (past: Float64Array) =>
  forecastSeries({ values: past, period: 4, festivalFrom: null }, HORIZON)

/** Percent of the points that came inside the band. */
function inside(cases: readonly Case[], level: Level): number {
  let count = 0
  for (const { past, actual } of cases) {
    const band = forecastOf(past).bands.get(level)!
    for (let h = 0; h < HORIZON; h++)
      if (actual[h]! >= band.lower[h]! && actual[h]! <= band.upper[h]!) count++
  }
  return (100 * count) / (cases.length * HORIZON)
}

/** Short pasts: the beginnings of training parts, and what followed them there. */
function shortCases(cases: readonly Case[]): Case[] {
  return CUTS.flatMap((length) =>
    cases
      .filter(({ past }) => past.length >= length + HORIZON)
      .map(({ past }) => ({ past: past.slice(0, length), actual: past.slice(length, length + HORIZON) })),
  )
}

function coverage(what: string, share: number, level: Level, peer?: string): Finding {
  const [low, high] = RANGES[level]
  return finding({
    name,
    what: `outside ${low}–${high}: inside the ${level} % band are ${share.toFixed(1)} %, ${what}`,
    unit: '%',
    runs: [Math.max(low - share, share - high, 0)],
    mark: 0,
    ...(peer === undefined ? {} : { peer }),
  })
}

/** Errors and coverage on the test parts of the M3 competition: the same in every run, because nothing is drawn. */
function accuracy(): Finding[] {
  const cases = readCases()
  const { smape, mase } = meanErrors(cases, (past) => forecastOf(past).mean)
  const naive = meanErrors(cases, (past) => seasonalNaive(past, 4, HORIZON))
  const of = `${cases.length} quarterly M3 series, ${HORIZON} ahead`
  const short = shortCases(cases)
  const few = cases.filter(({ past }) => past.length < SHORT)
  const peerOf = (column: 'smape_quarterly' | 'mase_quarterly', own: number) =>
    `${publishedErrors(column)}; seasonal naive in this run ${own.toFixed(3)}`
  return [
    finding({
      name,
      what: `sMAPE, ${of}`,
      unit: '',
      runs: [smape],
      mark: 8.82,
      peer: peerOf('smape_quarterly', naive.smape),
    }),
    finding({
      name,
      what: `MASE, ${of}`,
      unit: '',
      runs: [mase],
      mark: 1.045,
      peer: peerOf('mase_quarterly', naive.mase),
    }),
    ...LEVELS.map((level) => coverage(of, inside(cases, level), level)),
    ...LEVELS.map((level) =>
      coverage(
        `${short.length} beginnings of ${CUTS.join(', ')} quarters`,
        inside(short, level),
        level,
        `the ${few.length} test series under ${SHORT} quarters: ${inside(few, level).toFixed(1)} %`,
      ),
    ),
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
  const withR = isInstalled()
  const peers: { readonly [method: string]: number }[] = []
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now()
    for (const values of series) forecastSeries({ values, period: 12, festivalFrom: null }, 12)
    if (run === 0) continue
    runs.push((performance.now() - started) / SERIES)
    if (withR) peers.push(perSecondInR(series))
  }
  const methods = Object.keys(peers[0] ?? {})
  const medians = methods.map(
    (method) => `${method} ${medianOf(peers.map((peer) => peer[method]!)).toFixed(1)}`,
  )
  return finding({
    name,
    what: `a monthly series of ${POINTS} points with bands (350 a second are ${(1_000 / 350).toFixed(2)} ms)`,
    unit: 'ms',
    runs,
    mark: 1_000 / 350,
    peer: withR
      ? `${(1_000 / medianOf(runs)).toFixed(0)} a second; R in between, series a second: ${medians.join(', ')}`
      : 'R with its forecast package is not installed',
  })
}

export const forecastBench: Benchmark = {
  name: 'forecast',
  run: async () => {
    if (skip === false) return [...accuracy(), speed()]
    process.stderr.write(`${skip}: accuracy is left out.\n`)
    return [speed()]
  },
}
