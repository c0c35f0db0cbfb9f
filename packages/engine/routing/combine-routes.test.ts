import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { combineRoutes } from './combine-routes.ts'
import { DAY, randomProblem } from './random-problem.ts'
import type { PooledRoute } from './route-pool.ts'
import type { RouteProblem } from './route-problem.ts'

const VISITS = 40

function routeOf(problem: RouteProblem, stops: readonly number[]): PooledRoute {
  const visits = new Int32Array(2)
  for (const visit of stops) visits[visit >> 5]! |= 1 << (visit & 31)
  return { stops, visits, distance: 0, score: scoreOf(problem, [stops]) }
}

/** Each visit once, on however many routes it stands. */
function scoreOf({ visits }: RouteProblem, days: readonly (readonly number[])[]): number {
  return [...new Set(days.flat())].reduce((sum, visit) => sum + visits[visit]!.score, 0)
}

function bestOfAll(problem: RouteProblem, lists: readonly (readonly PooledRoute[])[]): number {
  const [list, ...rest] = lists
  if (list === undefined) return 0
  const goOn = (at: number, chosen: readonly (readonly number[])[]): number => {
    if (at === lists.length) return scoreOf(problem, chosen)
    return Math.max(...lists[at]!.map(({ stops }) => goOn(at + 1, [...chosen, stops])))
  }
  return Math.max(
    ...list.map(({ stops }) => (rest.length === 0 ? scoreOf(problem, [stops]) : goOn(1, [stops]))),
  )
}

test('the routes put together are the best of all choices, whatever they share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const random = seededRandom(seed)
      const dayKind = Int32Array.from({ length: 1 + Math.floor(3 * random()) }, () =>
        Math.floor(2 * random()),
      )
      const problem = randomProblem(
        VISITS,
        seed,
        Array.from(dayKind, () => DAY),
      )
      const randomStops = () => Array.from({ length: 4 }, () => Math.floor(VISITS * random()))
      const lists = [0, 1].map(() =>
        Array.from({ length: 7 }, () => routeOf(problem, [...new Set(randomStops())])).sort(
          (a, b) => b.score - a.score,
        ),
      )
      const best = bestOfAll(
        problem,
        Array.from(dayKind, (kind) => lists[kind]!),
      )
      const found = combineRoutes(problem, dayKind, lists, best - 0.5)
      assert.ok(found !== null)
      assert.ok(Math.abs(scoreOf(problem, found) - best) < 1e-9)
      for (const [day, stops] of found.entries())
        assert.ok(lists[dayKind[day]!]!.some((route) => route.stops === stops))
      assert.equal(combineRoutes(problem, dayKind, lists, best), null)
    }),
    { numRuns },
  )
})
