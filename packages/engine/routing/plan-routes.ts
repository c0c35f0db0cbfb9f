import { type Random, seededRandom } from '../random/index.ts'
import { BestPlan } from './best-plan.ts'
import { checkRouteProblem } from './check-problem.ts'
import { compileProblem } from './compile-problem.ts'
import { Journal } from './journal.ts'
import { Plan } from './plan.ts'
import { BestFirstInsertion, CheapestInsertion } from './recreate.ts'
import { RoutePool } from './route-pool.ts'
import type { RouteProblem } from './route-problem.ts'
import { Ruin } from './ruin.ts'

export type RouteProgress = {
  readonly iterations: number
  /** 0 to 1, of the time or of the iterations */
  readonly share: number
  readonly visited: number
  readonly score: number
  readonly distance: number
}

export type RouteOptions = {
  readonly seed?: number
  /** the search ends after so many tries */
  readonly iterations?: number
  /** share of the time that is used, 0 to 1; asked now and then: the search ends at 1. Times make answers differ */
  readonly elapsed?: () => number
  /** asked now and then: the search ends at once, with the best plan so far */
  readonly isCancelled?: () => boolean
  /** told now and then how good the best plan so far is */
  readonly onProgress?: (progress: RouteProgress) => void
}

/** Tries of a search without a limit of its own. */
const DEFAULT_ITERATIONS = 20_000
/** Visits tried between two looks at the clock, some 128 tries of a hundred visits. */
const WORK_PER_LOOK = 12_800
const CYCLES = 2
/** Annealing from and to, as parts of a mean score and of the plan's distance. */
const [HOT_SCORE, COLD_SCORE] = [0.7, 0.05]
const [HOT_DISTANCE, COLD_DISTANCE] = [0.01, 0.0008]
/** Part of a mean score that the whole distance weighs. */
const DISTANCE_IN_SCORES = 0.004
/** Most stops in a row that leave together. Of a single route few: tries with small gaps are fast, and many. */
const [LONGEST_OF_ONE, LONGEST_OF_SEVERAL] = [4, 6]
/** A search for the least distance goes back to the best plan at this share of it, and again after every further part. */
const [RETURN_FROM, RETURN_EVERY] = [0.5, 0.1]
/** Share of the search after which days of good plans are put together anew. */
const COMBINE_EVERY = 0.05
/** Chance that a removed visit waits for the next try. */
const BAR = 0.2

export type RoutedPlan = {
  readonly plan: Plan
  /** days too short for their own way from start to end and their breaks; nothing is planned then */
  readonly impossibleDays: readonly number[]
  /** fixed stops that cannot be kept; nothing is planned then */
  readonly brokenFixed: readonly number[]
  readonly iterations: number
}

function scoreHeat({ visits }: RouteProblem, share: number): number {
  const mean = visits.reduce((sum, { score }) => sum + score, 0) / Math.max(1, visits.length)
  return mean * HOT_SCORE * (COLD_SCORE / HOT_SCORE) ** ((share * CYCLES) % 1)
}

function distanceHeat(distance: number, share: number): number {
  return distance * HOT_DISTANCE * (COLD_DISTANCE / HOT_DISTANCE) ** share
}

/** Puts the fixed stops at the beginning of their days. @returns those that cannot be kept */
function placeFixed(plan: Plan): number[] {
  const broken: number[] = []
  for (let day = 0; day < plan.compiled.days; day++) {
    const stops = plan.problem.fixed.filter((stop) => stop.day === day).map(({ visit }) => visit)
    const fits = (count: number) => {
      plan.setDay(day, stops.slice(0, count))
      return plan.isKept(day) && plan.loads[day]! <= plan.capacities[day]!
    }
    let count = stops.length
    while (count > 0 && !fits(count)) count--
    broken.push(...stops.slice(count))
    if (count > 0) plan.lastFixed[day] = stops[count - 1]!
  }
  return broken
}

/** What annealing makes small: required visits left out weigh most, then visits or score, then distance. */
function energyOf(plan: Plan): (plan: Plan) => number {
  const { visits, days, distancesFrom } = plan.compiled
  if (plan.problem.objective === 'score') {
    const total = plan.problem.visits.reduce((sum, { score }) => sum + score, 0)
    const mean = total / Math.max(1, visits) || 1
    const weight = (DISTANCE_IN_SCORES * mean) / (plan.distance || 1)
    return ({ requiredMissing, score, distance }) => requiredMissing * (1 + total) - score + weight * distance
  }
  const farthest = distancesFrom.reduce((most, way) => Math.max(most, way), 0)
  const missing = 2 * (visits + days) * farthest || 1
  return ({ requiredMissing, visited, distance }) =>
    requiredMissing * missing * (1 + visits) + (visits - visited) * missing + distance
}

/** One try after another on one plan: stops go and come back, the energy says what it has become. */
class Search {
  readonly plan: Plan
  private readonly journal: Journal
  private readonly ruin: Ruin
  private readonly random: Random
  private readonly isStopped: () => boolean
  private readonly cheapest: CheapestInsertion | null
  private readonly bestFirst: BestFirstInsertion | null
  private readonly pool: RoutePool | null
  private combinedAt = 0
  private returnAt = RETURN_FROM

  constructor(plan: Plan, random: Random, isStopped: () => boolean) {
    const isScore = plan.problem.objective === 'score'
    this.plan = plan
    this.random = random
    this.isStopped = isStopped
    this.journal = new Journal(plan)
    this.ruin = new Ruin(plan, this.journal, random)
    this.cheapest = isScore ? null : new CheapestInsertion(plan, this.journal, random)
    this.bestFirst = isScore ? new BestFirstInsertion(plan, this.journal, random) : null
    this.pool = isScore && plan.compiled.days > 1 ? new RoutePool(plan) : null
  }

  /** @param longest a distance beyond which the plan is of no use, wherever what is still out would go */
  private fill(longest = Number.POSITIVE_INFINITY): void {
    const { gone } = this.ruin
    this.bestFirst?.fill(this.isStopped)
    if (this.cheapest === null) return
    if (this.plan.visited + gone.length < this.plan.compiled.visits) {
      gone.length = 0
      for (let v = 0; v < this.plan.compiled.visits; v++) if (this.plan.dayOf[v]! < 0) gone.push(v)
    }
    this.cheapest.insert(gone, longest, this.isStopped)
  }

  /** The first plan. */
  begin(): void {
    this.journal.begin()
    this.fill()
  }

  private bar(bestFirst: BestFirstInsertion): void {
    bestFirst.turn++
    for (const visit of this.ruin.gone) if (this.random() < BAR) bestFirst.bar(visit)
  }

  /**
   * A changed plan, which {@link undo} takes back.
   * @param limit an energy: a plan that comes to more will not be kept, so that it need not be finished
   */
  change(limit: number): void {
    const { ruin, plan } = this
    // of a plan with all visits the energy is the distance, and no visit makes a way shorter
    const useless = plan.visited === plan.compiled.visits ? limit : Number.POSITIVE_INFINITY
    this.journal.begin()
    ruin.gone.length = 0
    if (this.bestFirst === null) ruin.removeStrings(10, 10)
    else {
      const longest = plan.compiled.days > 1 ? LONGEST_OF_SEVERAL : LONGEST_OF_ONE
      if (plan.compiled.days > 1 && this.random() < 0.5) ruin.removeStrings(6, 6)
      else ruin.removeRun(longest)
      this.bar(this.bestFirst)
    }
    this.fill(useless)
  }

  /**
   * Gives the days these stops and fills them; a visit stays on the first day that has it.
   *
   * @returns false where a day cannot be kept without a stop that another has: a way around that is longer
   */
  private adopt(days: readonly (readonly number[])[]): boolean {
    const { plan } = this
    this.journal.begin()
    this.ruin.gone.length = 0
    for (let day = 0; day < days.length; day++) this.journal.touch(day)
    for (let day = 0; day < days.length; day++) plan.setDay(day, [])
    for (const [day, stops] of days.entries()) {
      const own = stops.filter((visit) => plan.dayOf[visit]! < 0)
      plan.setDay(day, own)
      if (!plan.isKept(day)) return false
    }
    if (this.bestFirst !== null) this.bestFirst.turn++
    this.fill()
    return true
  }

  /** The changed plan stands. */
  keep(): void {
    this.pool?.take()
  }

  /** A plan put together from days of several, where it is better than the best so far; else the plan stays as it is. */
  private recombine(best: BestPlan): boolean {
    const days = this.pool?.combine(best.figures().score) ?? null
    if (days === null) return false
    if (this.adopt(days) && best.takeIfBetter()) return true
    this.undo()
    return false
  }

  /** Goes on from another plan than the one at hand, when it is time for it. @returns whether it did */
  goOnElsewhere(share: number, best: BestPlan): boolean {
    if (this.cheapest !== null) {
      if (share < this.returnAt) return false
      this.returnAt = share + RETURN_EVERY
      return this.adopt(best.stops())
    }
    if (share - this.combinedAt < COMBINE_EVERY) return false
    this.combinedAt = share
    return this.recombine(best)
  }

  undo(): void {
    this.journal.undo()
  }
}

/**
 * Plans days by ruin and recreate under annealing: stops are taken out and put back, and a worse plan is kept with a
 * chance that falls with time. Required visits come before all others, then the objective. The best plan so far is the
 * answer at any moment; without a clock the same seed and iterations give the same plan on every machine.
 *
 * @throws RangeError with the path of a field that cannot be meant
 */
export function planRoutes(problem: RouteProblem, options: RouteOptions = {}): RoutedPlan {
  checkRouteProblem(problem)
  const { elapsed, isCancelled, onProgress } = options
  const most = options.iterations ?? (elapsed === undefined ? DEFAULT_ITERATIONS : Number.POSITIVE_INFINITY)
  const random = seededRandom(options.seed ?? 1)
  const plan = new Plan(problem, compileProblem(problem))
  const impossibleDays = problem.days.flatMap((_, day) => (plan.isKept(day) ? [] : [day]))
  const brokenFixed = impossibleDays.length > 0 ? [] : placeFixed(plan)
  if (impossibleDays.length + brokenFixed.length > 0)
    return { plan, impossibleDays, brokenFixed, iterations: 0 }
  const isStopped = () => (elapsed?.() ?? 0) >= 1 || isCancelled?.() === true
  const search = new Search(plan, random, isStopped)
  search.begin()
  const best = new BestPlan(plan)
  const energy = energyOf(plan)
  const isScore = problem.objective === 'score'
  const lookEvery = Math.max(1, Math.floor(WORK_PER_LOOK / Math.max(100, problem.visits.length)))
  let [now, heat] = [energy(plan), 0]
  let iterations = 0
  for (; iterations < most; iterations++) {
    if (iterations % lookEvery === 0) {
      const share = Math.max(elapsed?.() ?? 0, iterations / most)
      if (share >= 1 || isCancelled?.() === true) break
      onProgress?.({ iterations, share, ...best.figures() })
      if (search.goOnElsewhere(share, best)) now = energy(plan)
      heat = isScore ? scoreHeat(problem, share) : distanceHeat(plan.distance, share)
    }
    const limit = now - heat * Math.log(random())
    search.change(limit)
    const next = energy(plan)
    if (next < limit) {
      now = next
      search.keep()
      best.takeIfBetter()
    } else search.undo()
  }
  return { plan: best.rebuilt(), impossibleDays, brokenFixed, iterations }
}
