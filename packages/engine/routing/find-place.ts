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
  const { compiled, leave, latest, nodes } = plan
  const { place, durationsFrom } = compiled
  const breaks = compiled.breakCount[day]!
  const there = durationsFrom[place[before]! * nodes + visit]!
  const onward = durationsFrom[visit * nodes + place[after]!]!
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k <= breaks; k++) {
    let done = firstStart(compiled, visit, leave[k * nodes + before]! + there) + compiled.duration[visit]!
    for (let taken = k; ; taken++) {
      const reach = done + onward
      if (reach <= latest[taken * nodes + after]!) {
        const begins = after < compiled.visits ? firstStart(compiled, after, reach) : reach
        const delay = begins + compiled.duration[after]! - leave[taken * nodes + after]!
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
    const { plan } = this
    const { next, leave, latest, edge } = plan
    const { place, visits, isOneMatrix, windowAt, opens, closes } = plan.compiled
    const { durationsTo, durationsFrom, distancesTo, distancesFrom } = plan.compiled
    const row = visit * plan.nodes
    const [first, last] = [windowAt[visit]!, windowAt[visit + 1]!]
    const closing = closes[last - 1]!
    const own = plan.compiled.duration[visit]!
    const ready = opens[first]! + own
    const end = plan.endOf(day)
    let [best, found] = [Number.POSITIVE_INFINITY, -1]
    let a = plan.lastFixed[day]!
    let pa = row + place[a]!
    let left = leave[a]!
    // the way from the next stop to the visit is mostly the way back, and the distance the duration
    let there = distancesTo[pa]!
    while (a !== end && left <= closing) {
      const b = next[a]!
      const pb = row + (b < visits ? b : place[b]!)
      const away = distancesFrom[pb]!
      const limit = latest[b]!
      const added = there + away - edge[b]!
      if (added < best && limit >= ready && a !== skipped) {
        const arrival = left + (isOneMatrix ? there : durationsTo[pa]!)
        const most = limit - own - (isOneMatrix ? away : durationsFrom[pb]!)
        if (arrival <= most) {
          let w = first
          while (w < last && arrival > closes[w]!) w++
          if (w < last && opens[w]! <= most) {
            best = added
            found = a
          }
        }
      }
      a = b
      pa = pb
      left = leave[b]!
      there = isOneMatrix ? away : distancesTo[pb]!
    }
    this.before = found
    this.cost = best
  }

  private searchByDelay(visit: number, day: number, skipped: number): void {
    const { plan } = this
    const { next, leave, latest, edge, compiled } = plan
    const { place, visits, isOneMatrix, duration, windowAt, opens, closes } = compiled
    const { durationsTo, durationsFrom, distancesTo, distancesFrom } = compiled
    const row = visit * plan.nodes
    const closing = closes[windowAt[visit + 1]! - 1]!
    const own = duration[visit]!
    const ready = opens[windowAt[visit]!]! + own
    const end = plan.endOf(day)
    let [best, found] = [Number.POSITIVE_INFINITY, -1]
    let a = plan.lastFixed[day]!
    let pa = row + place[a]!
    let left = leave[a]!
    let there = durationsTo[pa]!
    while (a !== end && left <= closing) {
      const b = next[a]!
      const pb = row + (b < visits ? b : place[b]!)
      const away = durationsFrom[pb]!
      const limit = latest[b]!
      const leavesB = leave[b]!
      if (limit >= ready && a !== skipped) {
        const reach = firstStart(compiled, visit, left + there) + own + away
        if (reach <= limit) {
          const ways = isOneMatrix ? there + away : distancesTo[pa]! + distancesFrom[pb]!
          const begins = b === end ? reach : firstStart(compiled, b, reach)
          const delay = begins + duration[b]! - leavesB
          const cost = (delay > 0 ? delay : 0) + DISTANCE_WEIGHT * (ways - edge[b]!)
          if (cost < best) {
            best = cost
            found = a
          }
        }
      }
      a = b
      pa = pb
      left = leavesB
      there = isOneMatrix ? away : durationsTo[pb]!
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
