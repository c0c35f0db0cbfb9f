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
import { readReferences } from './routing-references.ts'
import { type Seconds, solve, spent } from './routing-solve.ts'

/** Solomon's vehicles: more than any best known plan needs. */
const VEHICLES = 25

/**
 * The marks count seconds of the clock. On a machine that others work on too, `--processor` counts those of the
 * processor instead, which is kinder: helpers of the run time share them.
 */
const SECONDS: Seconds = process.argv.includes('--processor') ? 'processor' : 'clock'

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** What a group of runs found, with how busy the machine was meanwhile. */
function gapFinding(what: string, mark: number, measure: () => readonly number[]): Finding {
  const before = { ...spent }
  const gaps = measure()
  const share = (spent.processor - before.processor) / (spent.clock - before.clock)
  const worst = Math.max(...gaps).toFixed(2)
  const peer = `worst ${worst} %; seconds of the ${SECONDS}, ${share.toFixed(2)} of the processor in one of the clock`
  return finding({ name: 'routing', what, unit: '%', runs: [mean(gaps)], mark, peer })
}

/** One route, greatest score: gaps in percent and how many reach the best. */
function orienteering(): Finding[] {
  let short = 0
  const gap = gapFinding(
    '29 orienteering instances, one route, 1 s: mean gap to the best score',
    0.05,
    () => {
      const gaps = known('toptw/optima-one-route.csv', 1).map(
        ([name, best]) =>
          100 * (1 - solve(problemOf(orienteeringNodes(name), 1, 1), 1, 1, SECONDS).score / best),
      )
      short = gaps.filter((one) => one > 1e-9).length
      return gaps
    },
  )
  const what = 'of the 29 that miss the best score'
  return [gap, finding({ name: 'routing', what, unit: '', runs: [short], mark: 1 })]
}

/** Gap to the reference; a run that is better than it is no credit for the others. */
function gapTo(reference: number, problem: RouteProblem, seconds: number): number {
  return Math.max(0, 100 * (1 - solve(problem, seconds, 1, SECONDS).score / reference))
}

/** Several routes have no proven best: the gap is to a run of 30 s (`routing-references.ts`). */
function teams(days: 2 | 4, mark: number): Finding {
  const references = Object.entries(readReferences()[`teams-${days}`])
  if (references.length === 0) {
    const missing = `${days} routes: no references yet, bench/routing-references.ts makes them`
    return finding({ name: 'routing', what: missing, unit: '%', runs: [Number.NaN], mark })
  }
  const what = `${references.length} of the 29 with ${days} routes, 1 s: mean gap to a run of 30 s`
  return gapFinding(what, mark, () =>
    references.map(([name, score]) => gapTo(score, problemOf(orienteeringNodes(name), days, 1), 1)),
  )
}

/** What has begun stays, with its times; there is a break in every second case. */
function replanning(): Finding {
  const { interrupted } = readReferences()
  const what = `${INTERRUPTED.length} days with 50 visits planned again from the middle, 250 ms: mean gap to a run of 30 s`
  return gapFinding(what, 0.2, () =>
    INTERRUPTED.map((one) => {
      const { fixed, score } = interrupted[one.name]!
      return gapTo(score, { ...dayOf(one).problem, fixed }, 0.25)
    }),
  )
}

/** Every visit, least distance: gap in percent to the best known. */
function distance(seconds: number, mark: number): Finding {
  const what = `29 Solomon instances, all visits, ${seconds} s: mean gap to the least distance known`
  return gapFinding(what, mark, () =>
    known('solomon/best-known.csv', 3).map(([name, best]) => {
      const problem = problemOf(solomonNodes(name), VEHICLES, null)
      const found = solve(problem, seconds, 1, SECONDS)
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
