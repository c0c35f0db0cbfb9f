import { type Plan, planRoutes, type RouteProblem, simulateDay } from '../packages/engine/routing/index.ts'

/** Every stop of a plan again from the matrix alone: loads, windows, the end of the day; score and distance. */
function recount({ problem, ...plan }: Plan, sequences: readonly (readonly number[])[]) {
  const nodes = problem.visits.length + 2 * problem.days.length
  const seen = new Set<number>()
  let [score, distance] = [0, 0]
  for (const [day, stops] of sequences.entries()) {
    const { window, capacity } = problem.days[day]!
    let [time, place, load] = [window[0], problem.visits.length + 2 * day, 0]
    for (const stop of [...stops, problem.visits.length + 2 * day + 1]) {
      const visit = problem.visits[stop]
      distance += problem.distances[place * nodes + stop]!
      time += problem.durations[place * nodes + stop]!
      place = stop
      if (visit === undefined) continue
      time = Math.max(time, visit.windows[0]![0])
      if (time > visit.windows[0]![1] || seen.has(stop))
        throw new Error(`stop ${stop} of day ${day} is wrong`)
      seen.add(stop)
      time += visit.duration
      load += visit.load
      score += visit.score
    }
    if (time > window[1] || load > capacity) throw new Error(`day ${day} is too long or too heavy`)
  }
  if (Math.abs(distance - plan.distance) > 1e-6 || score !== plan.score)
    throw new Error('a plan is misstated')
  return { score, distance, visited: seen.size }
}

/** `clock`: seconds as they pass; `processor`: those that the machine works for this program, all threads together. */
export type Seconds = 'clock' | 'processor'

const SECONDS: Record<Seconds, () => () => number> = {
  clock: () => {
    const started = performance.now()
    return () => (performance.now() - started) / 1e3
  },
  processor: () => {
    const started = process.cpuUsage()
    let [asked, seconds] = [0, 0]
    return () => {
      // asking the system takes longer than a try
      if (performance.now() - asked < 2) return seconds
      asked = performance.now()
      const { user, system } = process.cpuUsage(started)
      seconds = (user + system) / 1e6
      return seconds
    }
  },
}

/** Seconds of the processor that all runs took so far, and seconds of the clock. */
export const spent = { processor: 0, clock: 0 }

/** A run of so many seconds, checked from outside. */
export function solve(problem: RouteProblem, seconds: number, seed: number, kind: Seconds) {
  const passed = SECONDS[kind]()
  const [clock, processor] = [SECONDS.clock(), SECONDS.processor()]
  const { plan, brokenFixed, iterations } = planRoutes(problem, { elapsed: () => passed() / seconds, seed })
  spent.clock += clock()
  spent.processor += processor()
  if (brokenFixed.length > 0) throw new Error('fixed stops were not kept')
  const sequences = problem.days.map((_, day) => plan.sequence(day))
  const isPlain = problem.fixed.length === 0 && problem.days.every(({ breaks }) => breaks.length === 0)
  if (isPlain) return { plan, iterations, ...recount(plan, sequences) }
  for (const [day, stops] of sequences.entries())
    if (simulateDay(problem, day, stops) === null) throw new Error(`day ${day} cannot be kept`)
  return { plan, iterations, score: plan.score, distance: plan.distance, visited: plan.visited }
}
