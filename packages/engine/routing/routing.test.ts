import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainUnvisited, type Plan, planRoutes, type RouteProblem, simulateDay } from './index.ts'
import { DAY, randomProblem, routeProblem, visit } from './random-problem.ts'

/** Every rule of a plan, checked from the outside. */
function assertKept(plan: Plan): void {
  const { nodes, problem } = plan
  const { visits, days, durations } = problem
  const seen = new Set<number>()
  for (const [day, { window, capacity }] of days.entries()) {
    const stops = plan.sequence(day)
    const times = simulateDay(problem, day, stops)
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

test('plans keep windows, loads, breaks and the end of the day, for both objectives', () => {
  const pause = { window: [40, 50] as const, duration: 6 }
  for (const objective of ['score', 'distance'] as const)
    for (let seed = 1; seed <= 8; seed++) {
      const days = [
        { ...DAY, capacity: 12 },
        { ...DAY, breaks: seed % 2 === 0 ? [pause] : [] },
      ]
      const { plan } = planRoutes(randomProblem(16, seed, days, { objective }), { iterations: 300, seed })
      assertKept(plan)
      for (const [day, { breaks }] of days.entries()) {
        const times = simulateDay(plan.problem, day, plan.sequence(day))!
        if (breaks.length > 0 && times.starts.at(-1)! > 50) assert.equal(times.breaks.length, 1)
        for (const { start } of times.breaks) assert.ok(start >= 40 && start <= 50)
      }
    }
})

/** The best score of one day, by trying every order. */
function bestByHand(route: RouteProblem): number {
  let best = 0
  const extend = (stops: number[], score: number): void => {
    if (simulateDay(route, 0, stops) === null) return
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
  const route = routeProblem(
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
  assert.deepEqual(plan.sequence(0).toSorted(), [0, 1])
  const times = simulateDay(plan.problem, 0, [0, 1])!
  assert.deepEqual([...times.starts], [3, 23, 37])
  assert.deepEqual(times.breaks, [{ start: 13, end: 18 }])
  assert.deepEqual(explainUnvisited(plan, 2), [
    { code: 'window-closes', day: 0, visit: 2, earliest: Math.hypot(50, 50), closes: 10 },
  ])
  assert.deepEqual(explainUnvisited(plan, 3), [{ code: 'day-too-short', day: 0, back: 80, closes: 60 }])
})

test('the example of docs/methods/routing.md with a break that waits', () => {
  const days = [{ ...DAY, window: [0, 60] as const, breaks: [{ window: [8, 50] as const, duration: 5 }] }]
  const route = routeProblem([[10, 0]], [visit({ windows: [[30, 40]], duration: 20 })], days)
  const { plan } = planRoutes(route, { iterations: 10 })
  assert.deepEqual(plan.sequence(0), [0])
  const times = simulateDay(route, 0, [0])!
  assert.deepEqual([...times.starts], [30, 60])
  assert.deepEqual(times.breaks, [{ start: 8, end: 13 }])
})

test('a search can be stopped and watched at any moment, and still answers with a plan that can be kept', () => {
  const route = randomProblem(40, 3, [DAY, DAY])
  let looks = 0
  const shares: number[] = []
  const { plan, iterations } = planRoutes(route, {
    iterations: 1e9,
    isCancelled: () => ++looks > 5,
    onProgress: ({ share, score }) => shares.push(share, score),
  })
  assert.ok(iterations < 2_000 && plan.visited > 0 && shares.length > 0)
  assertKept(plan)
  const first = planRoutes(route, { elapsed: () => 1 })
  assert.equal(first.iterations, 0)
  assertKept(first.plan)
})

test('what cannot be meant is refused with its path', () => {
  const good = randomProblem(3, 1, [DAY])
  const withVisit = (more: object) => ({
    visits: good.visits.map((one, v) => (v === 1 ? { ...one, ...more } : one)),
  })
  const bad: [Partial<RouteProblem>, RegExp][] = [
    [withVisit({ duration: -1 }), /^visits\[1\]\.duration/],
    [withVisit({ score: Number.NaN }), /^visits\[1\]\.score/],
    [withVisit({ load: Number.POSITIVE_INFINITY }), /^visits\[1\]\.load/],
    [withVisit({ windows: [] }), /^visits\[1\]\.windows/],
    [withVisit({ windows: [[5, 1]] }), /^visits\[1\]\.windows\[0\]/],
    [
      withVisit({
        windows: [
          [5, 9],
          [7, 12],
        ],
      }),
      /^visits\[1\]\.windows\[1\]/,
    ],
    [{ days: [{ ...DAY, window: [0, Number.NaN] }] }, /^days\[0\]\.window/],
    [{ days: [{ ...DAY, capacity: -1 }] }, /^days\[0\]\.capacity/],
    [{ days: [{ ...DAY, breaks: [{ window: [3, 1], duration: 1 }] }] }, /^days\[0\]\.breaks\[0\]\.window/],
    [{ durations: good.durations.slice(1) }, /^durations: expected 5 × 5/],
    [{ distances: good.distances.map((d, i) => (i === 7 ? Number.NaN : d)) }, /^distances\[1\]\[2\]/],
    [{ fixed: [{ visit: 9, day: 0, start: null }] }, /^fixed\[0\]\.visit/],
    [{ fixed: [{ visit: 0, day: 4, start: null }] }, /^fixed\[0\]\.day/],
    [{ fixed: [0, 0].map((one) => ({ visit: one, day: 0, start: null })) }, /^fixed\[1\]\.visit/],
  ]
  for (const [more, path] of bad)
    assert.throws(
      () => planRoutes({ ...good, ...more }),
      (error) => error instanceof RangeError && path.test(error.message),
    )
})

test('reasons of a day with a break and several windows can be checked one by one', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const breaks = [{ window: [20, 40] as const, duration: 8 }]
    const problem = randomProblem(16, seed, [
      { ...DAY, window: [0, 70], breaks },
      { ...DAY, capacity: 6 },
    ])
    const { plan } = planRoutes(problem, { iterations: 300 })
    const before = [plan.sequence(0), plan.sequence(1)]
    for (let v = 0; v < 16; v++) {
      if (plan.dayOf[v]! >= 0) continue
      const [first, second] = explainUnvisited(plan, v)
      assert.ok(first !== undefined)
      if (first.code === 'displaces') {
        const stops = before[first.day]!
        const places = Array.from({ length: stops.length + 1 }, (_, at) => stops.toSpliced(at, 0, v))
        const load = stops.reduce((sum, one) => sum + problem.visits[one]!.load, problem.visits[v]!.load)
        const fits = places.some((one) => simulateDay(problem, first.day, one) !== null)
        assert.ok(!fits || load > problem.days[first.day]!.capacity)
        assert.ok(second !== undefined && second.day === first.day)
        assert.equal(second.code === 'load', load > problem.days[first.day]!.capacity)
        if (second.code === 'window-closes') assert.ok(second.earliest > second.closes)
        if (second.code === 'day-too-short') assert.ok(second.back > second.closes)
      } else if (first.code === 'would-add') {
        assert.ok(first.adds >= 0)
      } else {
        assert.equal(second === undefined || second.day !== first.day, true)
      }
    }
    assert.deepEqual([plan.sequence(0), plan.sequence(1)], before)
    assertKept(plan)
  }
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
  assert.ok(simulateDay(plan.problem, 1, plan.sequence(1))!.starts[0]! >= 30)
  const late = planRoutes({ ...wide, fixed: [{ visit: 0, day: 0, start: 99 }] }, { iterations: 10 })
  assert.deepEqual(late.brokenFixed, [0])
})

test('a required visit comes before any score', () => {
  const route = routeProblem(
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
      const at = plan.sequence(0).indexOf(reason.visits[0]!)
      const stops = plan.sequence(0)
      stops.splice(at, reason.visits.length, v)
      assert.ok(simulateDay(plan.problem, 0, stops) !== null)
      assert.equal(
        reason.score,
        reason.visits.reduce((sum, one) => sum + plan.problem.visits[one]!.score, 0),
      )
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
  const { plan } = planRoutes(routeProblem([], [], [DAY]), { iterations: 10 })
  assert.equal(plan.distance, 0)
})
