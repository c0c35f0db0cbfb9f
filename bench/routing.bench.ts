import { readFileSync } from 'node:fs'
import { type Day, planRoutes, type RouteProblem, type Visit } from '../packages/engine/routing/index.ts'
import { sharedFile } from '../tools/shared-data.ts'
import { type Benchmark, type Finding, finding } from './measure.ts'

const { file: FOLDER, skip } = sharedFile('benchmarks')
/** Solomon's vehicles: more than any best known plan needs. */
const VEHICLES = 25

type Node = {
  x: number
  y: number
  load: number
  open: number
  close: number
  duration: number
  score: number
}

function rowsOf(file: string): number[][] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number))
}

function solomonNodes(name: string): Node[] {
  return rowsOf(`${FOLDER}/solomon/${name}.txt`)
    .filter((row) => row.length === 7 && row.every(Number.isFinite))
    .map(([, x = 0, y = 0, load = 0, open = 0, close = 0, duration = 0]) => ({
      x,
      y,
      load,
      open,
      close,
      duration,
      score: 0,
    }))
}

function orienteeringNodes(name: string): Node[] {
  return rowsOf(`${FOLDER}/toptw/${name}.txt`)
    .slice(2)
    .filter((row) => row.length > 6)
    .map((row) => ({
      x: row[1]!,
      y: row[2]!,
      load: 0,
      open: row.at(-2)!,
      close: row.at(-1)!,
      duration: row[3]!,
      score: row[4]!,
    }))
}

function problemOf([depot, ...rest]: readonly Node[], days: number, decimals: number | null): RouteProblem {
  const all = [...rest, ...Array.from({ length: 2 * days }, () => depot!)]
  const far = (a: Node, b: Node) => {
    const distance = Math.hypot(a.x - b.x, a.y - b.y)
    return decimals === null ? distance : Math.floor(distance * 10 ** decimals) / 10 ** decimals
  }
  const matrix = Float64Array.from(all.flatMap((a) => all.map((b) => far(a, b))))
  const day: Day = {
    window: [depot!.open, depot!.close],
    capacity: decimals === null ? 200 : Number.POSITIVE_INFINITY,
    breaks: [],
  }
  const visits: Visit[] = rest.map(({ duration, open, close, score, load }) => ({
    duration,
    windows: [[open, close]],
    score,
    required: false,
    load,
  }))
  return {
    visits,
    days: Array.from({ length: days }, () => day),
    durations: matrix,
    distances: matrix,
    objective: decimals === null ? 'distance' : 'score',
    fixed: [],
  }
}

function known(file: string, column: number): (readonly [name: string, value: number])[] {
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .map((row) => [row[0]!, Number(row[column])])
}

function solve(problem: RouteProblem, seconds: number, seed: number) {
  const started = performance.now()
  const elapsed = () => (performance.now() - started) / (seconds * 1_000)
  return planRoutes(problem, { elapsed, seed }).plan
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** One route, greatest score: gaps in percent and how many reach the best. */
function orienteering(): Finding[] {
  const gaps = known('toptw/optima-one-route.csv', 1).map(
    ([name, best]) => 100 * (1 - solve(problemOf(orienteeringNodes(name), 1, 1), 1, 1).score / best),
  )
  const short = gaps.filter((gap) => gap > 1e-9).length
  return [
    finding({
      name: 'routing',
      what: '29 orienteering instances, one route, 1 s: mean gap to the best score',
      unit: '%',
      runs: [mean(gaps)],
      mark: 0.05,
    }),
    finding({
      name: 'routing',
      what: 'of the 29 that miss the best score',
      unit: '',
      runs: [short],
      mark: 1,
    }),
  ]
}

/** Several routes have no proven best: the gap is to a run of 30 s, here of the hardest class to keep it short. */
function teams(days: number, mark: number): Finding {
  const names = ['r101', 'r104', 'r109', 'rc102', 'rc106', 'c103']
  const gaps = names.map((name) => {
    const problem = problemOf(orienteeringNodes(name), days, 1)
    const long = solve(problem, 30, 2).score
    const short = solve(problem, 1, 1).score
    return 100 * (1 - short / Math.max(long, short))
  })
  const what = `${names.length} of them with ${days} routes, 1 s: mean gap to a run of 30 s`
  return finding({ name: 'routing', what, unit: '%', runs: [mean(gaps)], mark })
}

/** Every visit, least distance: gap in percent to the best known. */
function distance(seconds: number, mark: number): Finding {
  const gaps = known('solomon/best-known.csv', 3).map(([name, best]) => {
    const plan = solve(problemOf(solomonNodes(name), VEHICLES, null), seconds, 1)
    if (plan.visited < plan.problem.visits.length) throw new Error(`${name}: a visit was left out`)
    return 100 * (plan.distance / best - 1)
  })
  const what = `29 Solomon instances, all visits, ${seconds} s: mean gap to the least distance known`
  return finding({ name: 'routing', what, unit: '%', runs: [mean(gaps)], mark })
}

export const routingBench: Benchmark = {
  name: 'routing',
  run: async () => {
    if (skip === false)
      return [...orienteering(), teams(2, 0.2), teams(4, 0.5), distance(1, 0.3), distance(5, 0.1)]
    process.stderr.write(`${skip}: nothing was measured.\n`)
    return []
  },
}
