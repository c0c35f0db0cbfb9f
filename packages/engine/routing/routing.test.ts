import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../random/index.ts'
import {
  type Day,
  explainUnvisited,
  Plan,
  planRoutes,
  type RouteProblem,
  simulateDay,
  type Visit,
} from './index.ts'
import type { Insertion } from './plan.ts'

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 100)

type Point = readonly [x: number, y: number]

const DAY: Day = { window: [0, 100], capacity: Number.POSITIVE_INFINITY, breaks: [] }
const visit = (more: Partial<Visit> = {}): Visit => ({
  duration: 5,
  windows: [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  score: 1,
  required: false,
  load: 0,
  ...more,
})

function problem(
  points: readonly Point[],
  visits: readonly Visit[],
  days: readonly Day[],
  more: Partial<RouteProblem> = {},
): RouteProblem {
  const all = [
    ...points,
    ...days.flatMap((): Point[] => [
      [0, 0],
      [0, 0],
    ]),
  ]
  const matrix = Float64Array.from(
    all.flatMap(([x1, y1]) => all.map(([x2, y2]) => Math.hypot(x1 - x2, y1 - y2))),
  )
  return { visits, days, durations: matrix, distances: matrix, objective: 'score', fixed: [], ...more }
}

/** A random problem with one to three windows each. */
function randomProblem(
  count: number,
  seed: number,
  days: readonly Day[],
  more: Partial<RouteProblem> = {},
): RouteProblem {
  const random = seededRandom(seed)
  const points = Array.from({ length: count }, (): Point => [20 * random() - 10, 20 * random() - 10])
  const visits = points.map(() => {
    const starts = Array.from({ length: 1 + Math.floor(3 * random()) }, () => 90 * random()).sort(
      (a, b) => a - b,
    )
    const windows = starts.map((open, w): [number, number] => [
      open,
      Math.min(open + 3 + 12 * random(), (starts[w + 1] ?? 200) - 0.01),
    ])
    return visit({
      windows,
      duration: 1 + 5 * random(),
      score: 1 + Math.floor(9 * random()),
      load: Math.floor(4 * random()),
    })
  })
  return problem(points, visits, days, more)
}

/** Every rule of a plan, checked from the outside. */
function assertKept({ problem: { visits, days, durations }, nodes, ...plan }: Plan, whole: Plan): void {
  const seen = new Set<number>()
  for (const [day, { window, capacity }] of days.entries()) {
    const stops = whole.sequence(day)
    const times = simulateDay(whole, day, stops)
    assert.ok(times !== null)
    let [place, time, load] = [visits.length + 2 * day, window[0], 0]
    for (const [at, stop] of stops.entries()) {
      assert.ok(!seen.has(stop))
      seen.add(stop)
      const start = times.starts[at]!
      assert.ok(start >= time + durations[place * nodes + stop]! - 1e-9)
      assert.ok(visits[stop]!.windows.some(([open, close]) => start >= open && start <= close))
      ;[place, time] = [stop, start + visits[stop]!.duration]
      load += visits[stop]!.load
    }
    assert.ok(times.starts.at(-1)! <= window[1] && load <= capacity)
  }
  assert.equal(plan.visited, seen.size)
}

test('an insertion tested in constant time is what a full run of the day says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const random = seededRandom(seed)
      const plan = new Plan(randomProblem(14, seed, [{ ...DAY, capacity: 14 }]))
      for (let step = 0; step < 30; step++) {
        const candidate = Math.floor(14 * random())
        if (plan.dayOf[candidate]! >= 0) {
          plan.remove(0, plan.positionOf(candidate), 1)
          continue
        }
        const best: Insertion = {
          day: -1,
          at: -1,
          distance: Number.POSITIVE_INFINITY,
          delay: Number.POSITIVE_INFINITY,
        }
        plan.tryDay(candidate, 0, best, false, () => false)
        const before = plan.distances[0]!
        const possible = Array.from({ length: plan.counts[0]! + 1 }, (_, at) => at).filter(
          (at) =>
            plan.loads[0]! + plan.problem.visits[candidate]!.load <= 14 &&
            simulateDay(plan, 0, plan.sequence(0, candidate, at)) !== null,
        )
        assert.equal(best.day >= 0, possible.length > 0)
        if (best.day < 0) continue
        assert.ok(possible.includes(best.at))
        plan.insert(candidate, 0, best.at)
        assert.ok(Math.abs(plan.distances[0]! - before - best.distance) < 1e-9)
      }
      assertKept(plan, plan)
    }),
    { numRuns },
  )
})

test('plans keep windows, loads, breaks and the end of the day, for both objectives', () => {
  const pause = { window: [40, 50] as const, duration: 6 }
  for (const objective of ['score', 'distance'] as const)
    for (let seed = 1; seed <= 8; seed++) {
      const days = [
        { ...DAY, capacity: 12 },
        { ...DAY, breaks: seed % 2 === 0 ? [pause] : [] },
      ]
      const { plan } = planRoutes(randomProblem(16, seed, days, { objective }), { iterations: 300, seed })
      assertKept(plan, plan)
      for (const [day, { breaks }] of days.entries()) {
        const times = simulateDay(plan, day, plan.sequence(day))!
        if (breaks.length > 0 && times.starts.at(-1)! > 50) assert.equal(times.breaks.length, 1)
        for (const { start } of times.breaks) assert.ok(start >= 40 && start <= 50)
      }
    }
})

/** The best score of one day, by trying every order. */
function bestByHand(route: RouteProblem): number {
  const plan = new Plan(route)
  let best = 0
  const extend = (stops: number[], score: number): void => {
    if (simulateDay(plan, 0, stops) === null) return
    best = Math.max(best, score)
    for (let v = 0; v < route.visits.length; v++)
      if (!stops.includes(v)) extend([...stops, v], score + route.visits[v]!.score)
  }
  extend([], 0)
  return best
}

test('small days reach the best score that trying every order finds', () => {
  for (let seed = 1; seed <= 25; seed++) {
    const route = randomProblem(7, seed, [{ ...DAY, window: [0, 60] }])
    const { plan } = planRoutes(route, { iterations: 1_500 })
    assert.equal(plan.score, bestByHand(route), `seed ${seed}`)
  }
})

test('the example of docs/methods/routing.md', () => {
  const route = problem(
    [
      [3, 0],
      [0, 4],
      [50, 50],
      [6, 8],
    ],
    [
      visit({
        duration: 10,
        windows: [
          [0, 20],
          [50, 60],
        ],
        score: 5,
      }),
      visit({ duration: 10, score: 3 }),
      visit({ windows: [[0, 10]], score: 9 }),
      visit({ duration: 60 }),
    ],
    [{ ...DAY, window: [0, 60], breaks: [{ window: [12, 30], duration: 5 }] }],
  )
  const { plan } = planRoutes(route, { iterations: 200 })
  assert.deepEqual(plan.sequence(0), [0, 1])
  const times = simulateDay(plan, 0, [0, 1])!
  assert.deepEqual([...times.starts], [3, 23, 37])
  assert.deepEqual(times.breaks, [{ start: 13, end: 18 }])
  assert.deepEqual(explainUnvisited(plan, 2), [
    { code: 'window-closes', day: 0, earliest: Math.hypot(50, 50), closes: 10 },
  ])
  assert.deepEqual(explainUnvisited(plan, 3), [{ code: 'day-too-short', day: 0, back: 80, closes: 60 }])
})

test('fixed stops stay at the beginning of their day in their order, and what cannot be kept is said', () => {
  const days = [DAY, DAY]
  const fixed = [
    { visit: 3, day: 1, start: 30 },
    { visit: 1, day: 1, start: null },
  ]
  const open = randomProblem(10, 4, days)
  const wide = { ...open, visits: open.visits.map((one) => ({ ...one, windows: [[0, 100]] as const })) }
  const { plan, brokenFixed } = planRoutes({ ...wide, fixed }, { iterations: 300 })
  assert.deepEqual(brokenFixed, [])
  assert.deepEqual(plan.sequence(1).slice(0, 2), [3, 1])
  assert.ok(simulateDay(plan, 1, plan.sequence(1))!.starts[0]! >= 30)
  const late = planRoutes({ ...wide, fixed: [{ visit: 0, day: 0, start: 99 }] }, { iterations: 10 })
  assert.deepEqual(late.brokenFixed, [0])
})

test('a required visit comes before any score', () => {
  const route = problem(
    [
      [10, 0],
      [-10, 0],
      [-11, 0],
    ],
    [
      visit({ required: true, score: 0, duration: 20 }),
      visit({ score: 50, duration: 20 }),
      visit({ score: 50, duration: 20 }),
    ],
    [{ ...DAY, window: [0, 45] }],
  )
  const { plan } = planRoutes(route, { iterations: 200 })
  assert.ok(plan.dayOf[0]! >= 0)
})

test('every reason is true: the exchange that is named can be made, and loses what it says', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { plan } = planRoutes(randomProblem(18, seed, [{ ...DAY, window: [0, 60], capacity: 20 }]), {
      iterations: 400,
    })
    for (let v = 0; v < 18; v++) {
      if (plan.dayOf[v]! >= 0) continue
      const [reason] = explainUnvisited(plan, v)
      assert.ok(reason !== undefined)
      if (reason.code !== 'displaces') continue
      const at = plan.positionOf(reason.visits[0]!)
      const stops = plan.sequence(0)
      stops.splice(at, reason.visits.length, v)
      assert.ok(simulateDay(plan, 0, stops) !== null)
      assert.equal(
        reason.score,
        reason.visits.reduce((sum, one) => sum + plan.problem.visits[one]!.score, 0),
      )
      assert.ok(plan.problem.visits[v]!.score <= reason.score + 1e-9 || reason.adds !== 0)
    }
  }
})

test('the same seed and iterations give the same plan; with none there is still a plan', () => {
  const route = randomProblem(20, 9, [DAY, DAY], { objective: 'distance' })
  const sequences = (plan: Plan) => [plan.sequence(0), plan.sequence(1)]
  assert.deepEqual(
    sequences(planRoutes(route, { iterations: 500, seed: 3 }).plan),
    sequences(planRoutes(route, { iterations: 500, seed: 3 }).plan),
  )
  assert.ok(planRoutes(route, { iterations: 0 }).plan.visited > 0)
  const { plan } = planRoutes(problem([], [], [DAY]), { iterations: 10 })
  assert.equal(plan.distance, 0)
})
