import { afterBreak, firstStart } from './day-times.ts'
import type { Plan } from './plan.ts'

/** What makes one place better than another: the distance added, or how much later the next stop begins. */
export type Measure = 'distance' | 'delay'

/** Weight of the distance beside the delay. */
const DISTANCE_WEIGHT = 0.01

/**
 * How much later the stop after `before` can begin where a visit goes between the two; Infinity where the rest of the
 * day could not be kept. All ways to take breaks before, at and after the visit are tried.
 */
export function delayBetween(plan: Plan, visit: number, day: number, before: number, after: number): number {
  const { compiled, layers, leave, latest, nodes } = plan
  const { place, durationsFrom } = compiled
  const breaks = compiled.breakCount[day]!
  const there = durationsFrom[place[before]! * nodes + visit]!
  const onward = durationsFrom[visit * nodes + place[after]!]!
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k <= breaks; k++) {
    let done = firstStart(compiled, visit, leave[before * layers + k]! + there) + compiled.duration[visit]!
    for (let taken = k; ; taken++) {
      const reach = done + onward
      if (reach <= latest[after * layers + taken]!) {
        const begins = after < compiled.visits ? firstStart(compiled, after, reach) : reach
        const delay = begins + compiled.duration[after]! - leave[after * layers + taken]!
        if (delay < least) least = delay
      }
      if (taken === breaks || done === Number.POSITIVE_INFINITY) break
      done = afterBreak(compiled, day, taken, done)
    }
  }
  return Math.max(0, least)
}

/**
 * Finds the best place for a visit on a day, and remembers it as long as the day does not change. `before` and `cost`
 * hold what was found last.
 */
export class Places {
  /** node behind which the visit would go; −1 where it has no place */
  before = -1
  cost = Number.POSITIVE_INFINITY
  private readonly plan: Plan
  private readonly measure: Measure
  private readonly versions: Float64Array
  private readonly costs: Float64Array
  private readonly befores: Int32Array

  constructor(plan: Plan, measure: Measure) {
    const size = 2 * plan.compiled.visits * plan.compiled.days
    this.plan = plan
    this.measure = measure
    this.versions = new Float64Array(size)
    this.costs = new Float64Array(size)
    this.befores = new Int32Array(size)
  }

  /** Cost of the best place on a day. Kept apart for days as they stand and for days that a try has changed. */
  costOn(visit: number, day: number): number {
    const { versions, costs, befores, plan } = this
    const version = plan.versions[day]!
    const at = 2 * (visit * plan.compiled.days + day)
    if (versions[at] === version) {
      this.before = befores[at]!
      this.cost = costs[at]!
      return this.cost
    }
    if (versions[at + 1] === version) {
      this.before = befores[at + 1]!
      this.cost = costs[at + 1]!
      return this.cost
    }
    this.search(visit, day, -1)
    const to = version > plan.settled ? at + 1 : at
    versions[to] = version
    costs[to] = this.cost
    befores[to] = this.before
    return this.cost
  }

  /** Looks through a day, passing over the place behind one node. */
  search(visit: number, day: number, skipped: number): void {
    this.before = -1
    this.cost = Number.POSITIVE_INFINITY
    const { plan } = this
    if (plan.loads[day]! + plan.compiled.load[visit]! > plan.capacities[day]!) return
    if (plan.layers > 1 && plan.compiled.breakCount[day]! > 0) this.searchAmongBreaks(visit, day, skipped)
    else if (this.measure === 'distance') this.searchByDistance(visit, day, skipped)
    else this.searchByDelay(visit, day, skipped)
  }

  private searchByDistance(visit: number, day: number, skipped: number): void {
    const { next, leave, latest, edge, layers } = this.plan
    const {
      place,
      durationsTo,
      durationsFrom,
      distancesTo,
      distancesFrom,
      duration,
      windowAt,
      opens,
      closes,
    } = this.plan.compiled
    const row = visit * this.plan.nodes
    const [first, last] = [windowAt[visit]!, windowAt[visit + 1]!]
    const closing = closes[last - 1]!
    const opening = opens[first]!
    const own = duration[visit]!
    const end = this.plan.endOf(day)
    let [best, found] = [Number.POSITIVE_INFINITY, -1]
    let a = this.plan.lastFixed[day]!
    for (let b = a; a !== end; a = b) {
      b = next[a]!
      const left = leave[a * layers]!
      if (left > closing) break
      const limitBefore = latest[b * layers]! - own
      if (limitBefore < opening || a === skipped) continue
      const pa = row + place[a]!
      const pb = row + place[b]!
      const added = distancesTo[pa]! + distancesFrom[pb]! - edge[b]!
      if (added >= best) continue
      const arrival = left + durationsTo[pa]!
      const limit = limitBefore - durationsFrom[pb]!
      if (arrival > limit) continue
      for (let w = first; w < last; w++) {
        if (arrival > closes[w]!) continue
        if (opens[w]! <= limit) {
          best = added
          found = a
        }
        break
      }
    }
    this.before = found
    this.cost = best
  }

  private searchByDelay(visit: number, day: number, skipped: number): void {
    const { next, leave, latest, edge, layers, compiled } = this.plan
    const {
      place,
      durationsTo,
      durationsFrom,
      distancesTo,
      distancesFrom,
      duration,
      windowAt,
      opens,
      closes,
    } = compiled
    const row = visit * this.plan.nodes
    const closing = closes[windowAt[visit + 1]! - 1]!
    const own = duration[visit]!
    const ready = opens[windowAt[visit]!]! + own
    const end = this.plan.endOf(day)
    let [best, found] = [Number.POSITIVE_INFINITY, -1]
    for (let a = this.plan.lastFixed[day]!, b = a; a !== end; a = b) {
      b = next[a]!
      if (leave[a * layers]! > closing) break
      if (latest[b * layers]! < ready || a === skipped) continue
      const pa = row + place[a]!
      const pb = row + place[b]!
      const reach =
        firstStart(compiled, visit, leave[a * layers]! + durationsTo[pa]!) + own + durationsFrom[pb]!
      if (!(reach <= latest[b * layers]!)) continue
      const added = distancesTo[pa]! + distancesFrom[pb]! - edge[b]!
      const begins = b === end ? reach : firstStart(compiled, b, reach)
      const delay = begins + duration[b]! - leave[b * layers]!
      const cost = (delay > 0 ? delay : 0) + DISTANCE_WEIGHT * added
      if (cost >= best) continue
      best = cost
      found = a
    }
    this.before = found
    this.cost = best
  }

  private searchAmongBreaks(visit: number, day: number, skipped: number): void {
    const { plan } = this
    const { place, distancesTo, distancesFrom } = plan.compiled
    const row = visit * plan.nodes
    const end = plan.endOf(day)
    for (let a = plan.lastFixed[day]!, b = a; a !== end; a = b) {
      b = plan.next[a]!
      if (a === skipped) continue
      const added = distancesTo[row + place[a]!]! + distancesFrom[row + place[b]!]! - plan.edge[b]!
      if (this.measure === 'distance' && added >= this.cost) continue
      const delay = delayBetween(plan, visit, day, a, b)
      const cost = this.measure === 'distance' ? added : delay + DISTANCE_WEIGHT * added
      if (delay === Number.POSITIVE_INFINITY || cost >= this.cost) continue
      this.cost = cost
      this.before = a
    }
  }
}
