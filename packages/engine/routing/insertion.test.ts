import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Random, seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { Places } from './find-place.ts'
import { Journal } from './journal.ts'
import { Plan } from './plan.ts'
import { DAY, randomProblem } from './random-problem.ts'
import type { Break, RouteProblem } from './route-problem.ts'
import { simulateDay } from './simulate-day.ts'

const seeds = fc.integer({ min: 1, max: 1e6 })

function randomBreaks(random: Random, count: number): Break[] {
  return Array.from({ length: count }, () => {
    const open = 80 * random()
    return { window: [open, open + 15 * random()] as const, duration: 1 + 6 * random() }
  })
}

/** Whether some way to place the breaks keeps the day, by trying every way. */
function canBeKept(problem: RouteProblem, day: number, stops: readonly number[]): boolean {
  const { visits, days, durations } = problem
  const nodes = visits.length + 2 * days.length
  const { window } = days[day]!
  const breaks = days[day]!.breaks.toSorted((a, b) => a.window[0] - b.window[0])
  const goOn = (time: number, place: number, at: number, taken: number): boolean => {
    const pause = breaks[taken]
    if (pause !== undefined && Math.max(time, pause.window[0]) <= pause.window[1])
      if (goOn(Math.max(time, pause.window[0]) + pause.duration, place, at, taken + 1)) return true
    const node = stops[at] ?? visits.length + 2 * day + 1
    const arrival = time + durations[place * nodes + node]!
    if (at === stops.length)
      return arrival <= window[1] && (pause === undefined || arrival <= pause.window[0])
    const open = visits[node]!.windows.find(([, close]) => arrival <= close)
    if (open === undefined) return false
    return goOn(Math.max(arrival, open[0]) + visits[node]!.duration, node, at + 1, taken)
  }
  return goOn(window[0], visits.length + 2 * day, 0, 0)
}

/** Puts in and takes out at random, and compares each place found with full runs of the day. */
function compareInsertions(problem: RouteProblem, random: Random): number {
  const plan = new Plan(problem)
  const places = new Places(plan, random() < 0.5 ? 'distance' : 'delay')
  const count = problem.visits.length
  let compared = 0
  for (let step = 0; step < 40; step++) {
    const [candidate, day] = [Math.floor(count * random()), Math.floor(problem.days.length * random())]
    if (plan.dayOf[candidate]! >= 0) {
      plan.remove(candidate, 1 + Math.floor(2 * random()), [])
      continue
    }
    places.costOn(candidate, day)
    const stops = plan.sequence(day)
    const fits = (at: number) => {
      const longer = stops.toSpliced(at, 0, candidate)
      const load = longer.reduce((sum, v) => sum + problem.visits[v]!.load, 0)
      if (load > problem.days[day]!.capacity) return false
      const isKept = canBeKept(problem, day, longer)
      assert.equal(simulateDay(problem, day, longer) !== null, isKept)
      return isKept
    }
    const possible = Array.from({ length: stops.length + 1 }, (_, at) => at).filter(fits)
    compared += stops.length + 1
    assert.equal(places.before >= 0, possible.length > 0)
    if (places.before < 0) continue
    assert.ok(possible.includes(stops.indexOf(places.before) + 1))
    const distance = plan.distances[day]!
    const { before, cost } = places
    assert.ok(plan.insert(candidate, day, before))
    const ends = simulateDay(problem, day, plan.sequence(day))!.starts.at(-1)!
    const end = plan.endOf(day)
    const earliest = Math.min(
      ...Array.from(
        { length: problem.days[day]!.breaks.length + 1 },
        (_, k) => plan.leave[k * plan.nodes + end]!,
      ).filter((time, k) => time <= plan.latest[k * plan.nodes + end]!),
    )
    assert.equal(earliest, ends)
    if (places['measure'] === 'distance') assert.ok(Math.abs(plan.distances[day]! - distance - cost) < 1e-9)
  }
  return compared
}

test('a place found in constant time is what full runs of the day say, with several windows and up to three breaks', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed)
      const breaks = randomBreaks(random, Math.floor(4 * random()))
      const days = [
        { ...DAY, capacity: 14, breaks },
        { ...DAY, window: [20, 90] as const },
      ]
      assert.ok(compareInsertions(randomProblem(14, seed, days), random) > 0)
    }),
    { numRuns },
  )
})

test('what a try did is undone to the last figure', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed)
      const days = [{ ...DAY, breaks: randomBreaks(random, 1) }, DAY]
      const plan = new Plan(randomProblem(14, seed, days))
      const journal = new Journal(plan)
      const places = new Places(plan, 'distance')
      const change = () => {
        const [v, day] = [Math.floor(14 * random()), Math.floor(2 * random())]
        if (plan.dayOf[v]! >= 0) {
          journal.touch(plan.dayOf[v]!)
          plan.remove(v, 1, [])
        } else if (places.costOn(v, day) < Number.POSITIVE_INFINITY) {
          journal.touch(day)
          plan.insert(v, day, places.before)
        }
      }
      const figures = () => [
        days.map((_, day) => plan.sequence(day)),
        [...plan.dayOf],
        [plan.score, plan.visited, plan.distance, ...plan.distances, ...plan.loads, ...plan.versions],
        days.map((_, day) =>
          [...plan.sequence(day), plan.endOf(day)].map((node) => [
            ...plan.leave.filter((_, at) => at % plan.nodes === node),
            ...plan.latest.filter((_, at) => at % plan.nodes === node),
            plan.edge[node],
          ]),
        ),
      ]
      for (let i = 0; i < 12; i++) change()
      journal.begin()
      const before = figures()
      for (let i = 0; i < 12; i++) change()
      journal.undo()
      assert.deepEqual(figures(), before)
    }),
    { numRuns },
  )
})

test('where the way around is longer than the way through, a plan stays one that can be kept', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed)
      const even = randomProblem(12, seed, [DAY, { ...DAY, breaks: randomBreaks(random, 1) }])
      const durations = even.durations.map((way) => (random() < 0.4 ? way * 6 : way))
      const plan = new Plan({ ...even, durations })
      const places = new Places(plan, 'delay')
      for (let step = 0; step < 60; step++) {
        const [v, day] = [Math.floor(12 * random()), Math.floor(2 * random())]
        const gone: number[] = []
        if (plan.dayOf[v]! >= 0) {
          plan.remove(v, 1, gone)
          for (const one of gone) assert.equal(plan.dayOf[one], -1)
        } else if (places.costOn(v, day) < Number.POSITIVE_INFINITY) plan.insert(v, day, places.before)
        for (const d of [0, 1]) {
          assert.ok(plan.isKept(d))
          assert.ok(simulateDay(plan.problem, d, plan.sequence(d)) !== null)
        }
      }
    }),
    { numRuns },
  )
})
