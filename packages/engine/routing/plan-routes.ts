import { seededRandom } from '../random/index.ts'
import { Plan } from './plan.ts'
import { insertBestFirst, insertCheapest, Places } from './recreate.ts'
import type { RouteProblem } from './route-problem.ts'
import { neighboursOf, removeRun, removeStrings } from './ruin.ts'

export type RouteOptions = {
  readonly seed?: number
  /** the search ends after so many tries */
  readonly iterations?: number
  /** share of the time that is used, 0 to 1; asked now and then: the search ends at 1. Times make answers differ */
  readonly elapsed?: () => number
}

/** Tries of a search without a limit of its own. */
const DEFAULT_ITERATIONS = 20_000
/** Tries between two looks at the clock. */
const CLOCK_EVERY = 64
const CYCLES = 2
/** Annealing from and to, as parts of a mean score and of the first plan's distance. */
const [HOT_SCORE, COLD_SCORE] = [1.5, 0.05]
const [HOT_DISTANCE, COLD_DISTANCE] = [0.005, 0.0005]

/** Puts the fixed stops at the beginning of their days. @returns those that cannot be kept */
function placeFixed(plan: Plan): number[] {
  const broken: number[] = []
  for (const { visit, day, start } of plan.problem.fixed) {
    plan.fixedStart[visit] = start ?? Number.NEGATIVE_INFINITY
    plan.insert(visit, day, plan.counts[day]!)
    plan.fixedCounts[day] = plan.counts[day]!
    const end = plan.after(day, plan.counts[day]!)
    const isKept = Number.isFinite(plan.earliest[visit]!) && plan.earliest[end]! <= plan.latest[end]!
    if (!isKept) broken.push(visit)
  }
  return broken
}

/** What the search makes small: visits left out weigh most, then score, then distance. */
function costOf(plan: Plan, missing: number, worth: number): number {
  const { problem } = plan
  let required = 0
  if (problem.objective === 'score') {
    for (const [v, visit] of problem.visits.entries()) if (visit.required && plan.dayOf[v]! < 0) required++
    return required * missing - plan.score * worth + plan.distance
  }
  return (problem.visits.length - plan.visited) * missing + plan.distance
}

function scaleOf({ problem, nodes }: Plan): number {
  let sum = 0
  for (const distance of problem.distances) sum += distance
  return sum / (nodes * nodes)
}

export type RoutedPlan = {
  readonly plan: Plan
  readonly brokenFixed: readonly number[]
  readonly iterations: number
}

/**
 * Plans days by ruin and recreate under annealing: strings of stops are taken out and put back, and a worse plan is
 * kept with a chance that falls with time. The best plan so far is the answer at any moment.
 */
export function planRoutes(problem: RouteProblem, options: RouteOptions = {}): RoutedPlan {
  const most =
    options.iterations ?? (options.elapsed === undefined ? DEFAULT_ITERATIONS : Number.POSITIVE_INFINITY)
  const random = seededRandom(options.seed ?? 1)
  const isScore = problem.objective === 'score'
  const current = new Plan(problem)
  const brokenFixed = placeFixed(current)
  if (brokenFixed.length > 0) return { plan: current, brokenFixed, iterations: 0 }
  const neighbours = neighboursOf(current)
  const everyone = problem.visits.map((_, v) => v).filter((v) => current.dayOf[v]! < 0)
  const places = new Places(problem.visits.length)
  if (isScore) insertBestFirst(current, places, () => false, random)
  else insertCheapest(current, everyone, random)
  const unit = scaleOf(current)
  const [missing, worth] = [1e4 * unit * problem.visits.length, isScore ? 100 * unit : 0]
  let cost = costOf(current, missing, worth)
  const [best, tried] = [new Plan(problem), new Plan(problem)]
  best.copy(current)
  let least = cost
  const meanScore =
    problem.visits.reduce((sum, { score }) => sum + score, 0) / Math.max(1, problem.visits.length)
  const [hot, cold] = isScore
    ? [HOT_SCORE * meanScore * worth, COLD_SCORE * meanScore * worth]
    : [HOT_DISTANCE * current.distance, COLD_DISTANCE * current.distance]
  let [iteration, share] = [0, 0]
  let heat = hot
  while (iteration < most) {
    if (iteration % CLOCK_EVERY === 0) {
      share = Math.max(options.elapsed?.() ?? 0, iteration / most)
      if (share >= 1) break
      const cycle = isScore ? (share * CYCLES) % 1 : share
      heat = hot * (cold / hot) ** cycle
    }
    iteration++
    tried.copy(current)
    if (isScore) {
      const removed =
        tried.counts.length > 1 && random() < 0.5
          ? removeStrings(tried, neighbours, random, 6, 6)
          : removeRun(tried, random)
      const barred = removed.filter((v) => !problem.visits[v]!.required && random() < 0.2)
      insertBestFirst(tried, places, (v) => barred.includes(v), random)
    } else {
      const missingNow =
        tried.visited < problem.visits.length ? everyone.filter((v) => tried.dayOf[v]! < 0) : []
      insertCheapest(tried, [...missingNow, ...removeStrings(tried, neighbours, random)], random)
    }
    const next = costOf(tried, missing, worth)
    if (next < cost - heat * Math.log(random())) {
      current.copy(tried)
      cost = next
      if (cost < least - 1e-9) {
        least = cost
        best.copy(current)
      }
    }
  }
  return { plan: best, brokenFixed, iterations: iteration }
}
