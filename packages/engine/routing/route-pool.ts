import { seededRandom } from '../random/index.ts'
import { combineRoutes } from './combine-routes.ts'
import type { Plan } from './plan.ts'

/** A day as it was on some good plan. */
export type PooledRoute = {
  readonly stops: readonly number[]
  readonly score: number
  readonly distance: number
  /** a bit for each visit */
  readonly visits: Int32Array
}

/** Routes that are kept for each kind of day, and how many may come beyond them before the worst go. */
const [KEPT, BEYOND] = [400, 400]
/** Part of the best score that a plan needs so that its days are kept. */
const WORTH_KEEPING = 0.97

function bestFirst(routes: ReadonlyMap<number, PooledRoute>): PooledRoute[] {
  return [...routes.values()].sort((a, b) => b.score - a.score || a.distance - b.distance)
}

/**
 * Days of the good plans that a search came by, for each kind of day. A search that moves a few stops at a time seldom
 * comes to the plan that has one day of this and another of that plan, although it has found both.
 */
export class RoutePool {
  private readonly plan: Plan
  private readonly kinds: readonly Map<number, PooledRoute>[]
  /** version of each day when it was last taken over */
  private readonly seen: Float64Array
  /** two random numbers for each visit: their sums name a set of visits */
  private readonly names: Int32Array
  private best = 0
  private hasNew = false

  constructor(plan: Plan) {
    const { visits, days, dayKind } = plan.compiled
    const random = seededRandom(1)
    this.plan = plan
    this.kinds = Array.from({ length: 1 + Math.max(0, ...dayKind) }, () => new Map())
    this.seen = new Float64Array(days)
    this.names = Int32Array.from({ length: 2 * visits }, () => Math.floor(random() * 0x1_0000_0000) | 0)
  }

  private nameOf(stops: readonly number[]): number {
    let [high, low] = [0, 0]
    for (const visit of stops) {
      high = (high + this.names[2 * visit]!) | 0
      low = (low + this.names[2 * visit + 1]!) | 0
    }
    return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0)
  }

  private keep(day: number): void {
    const { plan } = this
    const distance = plan.distances[day]!
    const stops = plan.sequence(day)
    const routes = this.kinds[plan.compiled.dayKind[day]!]!
    const name = this.nameOf(stops)
    const same = routes.get(name)
    if (same !== undefined && same.distance <= distance) return
    const visits = new Int32Array((plan.compiled.visits + 31) >> 5)
    for (const visit of stops) visits[visit >> 5]! |= 1 << (visit & 31)
    const score = stops.reduce((sum, visit) => sum + plan.problem.visits[visit]!.score, 0)
    routes.set(name, { stops, score, distance, visits })
    this.hasNew = true
    if (routes.size < KEPT + BEYOND) return
    for (const worse of bestFirst(routes).slice(KEPT)) routes.delete(this.nameOf(worse.stops))
  }

  /** Takes over the days of the plan, where it is not far from the best so far. */
  take(): void {
    const { plan, seen } = this
    if (plan.score > this.best) this.best = plan.score
    if (plan.score < this.best * WORTH_KEEPING) return
    for (let day = 0; day < seen.length; day++) {
      if (seen[day] === plan.versions[day]) continue
      seen[day] = plan.versions[day]!
      this.keep(day)
    }
  }

  /** Stops for each day that together score more than `least`; null where none are found, or no day has come since. */
  combine(least: number): (readonly number[])[] | null {
    if (!this.hasNew) return null
    this.hasNew = false
    return combineRoutes(this.plan.problem, this.plan.compiled.dayKind, this.kinds.map(bestFirst), least)
  }
}
