import type { RouteProblem } from '../packages/engine/routing/index.ts'
import { type Benchmark, type Finding, finding } from './measure.ts'
import {
  dayOf,
  INTERRUPTED,
  known,
  orienteeringNodes,
  problemOf,
  skip,
  solomonNodes,
} from './routing-instances.ts'
import { SEED as REFERENCE_SEED, readReferences } from './routing-references.ts'
import { type Seconds, solve, spent } from './routing-solve.ts'

/** Solomon's vehicles: more than any best known plan needs. */
const VEHICLES = 25

/**
 * The marks count seconds of the clock. On a machine that others work on too, `--processor` counts those of the
 * processor instead, which is kinder: helpers of the run time share them.
 */
const SECONDS: Seconds = process.argv.includes('--processor') ? 'processor' : 'clock'

/** One run of all instances for each: where a search ends up is chance, by far more than the marks. `--once`: the first. */
const SEEDS = [1, 3, 4, 5, 6].slice(0, process.argv.includes('--once') ? 1 : 5)
if (SEEDS.includes(REFERENCE_SEED)) throw new Error('a run would be compared with itself')

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Gaps of all instances with one seed after the other, with how busy the machine was meanwhile. */
function gapsOf(measure: (seed: number) => readonly number[]) {
  const before = { ...spent }
  const gaps = SEEDS.map(measure)
  const share = (spent.processor - before.processor) / (spent.clock - before.clock)
  const worst = Math.max(...gaps.flat()).toFixed(2)
  const peer = `worst ${worst} %; seconds of the ${SECONDS}, ${share.toFixed(2)} of the processor in one of the clock`
  return { gaps, peer }
}

function gapFinding(what: string, mark: number, measure: (seed: number) => readonly number[]): Finding {
  const { gaps, peer } = gapsOf(measure)
  return finding({ name: 'routing', what, unit: '%', runs: gaps.map(mean), mark, peer })
}

/** One route, greatest score: gaps in percent and how many miss the best. */
function orienteering(): Finding[] {
  const { gaps, peer } = gapsOf((seed) =>
    known('toptw/optima-one-route.csv', 1).map(([name, best]) => {
      const { score } = solve(problemOf(orienteeringNodes(name), 1, 1), 1, seed, SECONDS)
      return 100 * (1 - score / best)
    }),
  )
  const missed = gaps.map((all) => all.filter((gap) => gap > 1e-9).length)
  const what = '29 orienteering instances, one route, 1 s: mean gap to the best score'
  return [
    finding({ name: 'routing', what, unit: '%', runs: gaps.map(mean), mark: 0.05, peer }),
    finding({ name: 'routing', what: 'of the 29 that miss the best score', unit: '', runs: missed, mark: 1 }),
  ]
}

/** Gap to the reference; a run that is better than it is no credit for the others. */
function gapTo(reference: number, problem: RouteProblem, seconds: number, seed: number): number {
  return Math.max(0, 100 * (1 - solve(problem, seconds, seed, SECONDS).score / reference))
}

/** Several routes have no proven best: the gap is to a run of 30 s (`routing-references.ts`). */
function teams(days: 2 | 4, mark: number): Finding {
  const references = Object.entries(readReferences()[`teams-${days}`])
  if (references.length === 0) {
    const missing = `${days} routes: no references yet, bench/routing-references.ts makes them`
    return finding({ name: 'routing', what: missing, unit: '%', runs: [Number.NaN], mark })
  }
  const what = `${references.length} of the 29 with ${days} routes, 1 s: mean gap to a run of 30 s`
  return gapFinding(what, mark, (seed) =>
    references.map(([name, score]) => gapTo(score, problemOf(orienteeringNodes(name), days, 1), 1, seed)),
  )
}

/** What has begun stays, with its times; there is a break in every second case. */
function replanning(): Finding {
  const { interrupted } = readReferences()
  const what = `${INTERRUPTED.length} days with 50 visits planned again from the middle, 250 ms: mean gap to a run of 30 s`
  return gapFinding(what, 0.2, (seed) =>
    INTERRUPTED.map((one) => {
      const { fixed, score } = interrupted[one.name]!
      return gapTo(score, { ...dayOf(one).problem, fixed }, 0.25, seed)
    }),
  )
}

/** Every visit, least distance: gap in percent to the best known. */
function distance(seconds: number, mark: number): Finding {
  const what = `29 Solomon instances, all visits, ${seconds} s: mean gap to the least distance known`
  return gapFinding(what, mark, (seed) =>
    known('solomon/best-known.csv', 3).map(([name, best]) => {
      const problem = problemOf(solomonNodes(name), VEHICLES, null)
      const found = solve(problem, seconds, seed, SECONDS)
      if (found.visited < problem.visits.length) throw new Error(`${name}: a visit was left out`)
      // some values of the table can be beaten: that is no credit for the others
      return Math.max(0, 100 * (found.distance / best - 1))
    }),
  )
}

export const routingBench: Benchmark = {
  name: 'routing',
  run: async () => {
    if (skip === false)
      return [
        ...orienteering(),
        teams(2, 0.2),
        teams(4, 0.5),
        replanning(),
        distance(1, 0.3),
        distance(5, 0.1),
      ]
    process.stderr.write(`${skip}: nothing was measured.\n`)
    return []
  },
}
