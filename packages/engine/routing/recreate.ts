import type { Random } from '../random/index.ts'
import { Places } from './find-place.ts'
import type { Journal } from './journal.ts'
import type { Plan } from './plan.ts'

/** Places passed over for one that is taken. */
const BLINK = 0.03

/** What puts required visits before all others. */
const REQUIRED = 1e12

type Key = Float64Array | null

/** Keys by which removed visits come back, smallest first; null for chance. */
function ordersOf({ compiled, problem }: Plan): readonly Key[] {
  const { visits, nodes, distancesFrom, opens, windowAt } = compiled
  const key = (of: (visit: number) => number): Key => Float64Array.from({ length: visits }, (_, v) => of(v))
  const far = (v: number) => distancesFrom[visits * nodes + v]!
  const width = (v: number) => problem.visits[v]!.windows.reduce((sum, [from, to]) => sum + to - from, 0)
  return [null, key((v) => -far(v)), key(far), key(width), key((v) => opens[windowAt[v]!]!)]
}

/** Puts visits back one by one where each costs the least distance. */
export class CheapestInsertion {
  private readonly plan: Plan
  private readonly journal: Journal
  private readonly random: Random
  private readonly places: Places
  private readonly orders: readonly Key[]
  private readonly rank: Float64Array
  private readonly emptyOfKind: Int32Array
  private readonly days: Int32Array
  private tried = 0
  private turn = 0
  private untilBlink = 0

  constructor(plan: Plan, journal: Journal, random: Random) {
    this.plan = plan
    this.journal = journal
    this.random = random
    this.places = new Places(plan, 'distance')
    this.orders = ordersOf(plan)
    this.rank = new Float64Array(plan.compiled.visits)
    this.emptyOfKind = new Int32Array(plan.compiled.days)
    this.days = new Int32Array(plan.compiled.days)
    this.drawBlink()
  }

  /** Places until the next one that is passed over, drawn at once. */
  private drawBlink(): void {
    this.untilBlink = 1 + Math.floor(Math.log(1 - this.random()) / Math.log(1 - BLINK))
  }

  /** Required visits first, then in one of the orders. */
  private order(visits: number[]): void {
    const { rank, random } = this
    const key = this.orders[Math.floor(random() * this.orders.length)]!
    for (const visit of visits) {
      const own = key === null ? random() : key[visit]!
      rank[visit] = this.plan.problem.visits[visit]!.required ? own - REQUIRED : own
    }
    if (visits.length > 60) {
      visits.sort((a, b) => rank[a]! - rank[b]!)
      return
    }
    for (let i = 1; i < visits.length; i++) {
      const visit = visits[i]!
      let at = i
      for (; at > 0 && rank[visits[at - 1]!]! > rank[visit]!; at--) visits[at] = visits[at - 1]!
      visits[at] = visit
    }
  }

  /** Days that a visit is tried on: all with stops, and one empty day of each kind. */
  private listDays(): void {
    const { counts, compiled } = this.plan
    this.turn++
    this.tried = 0
    for (let day = 0; day < compiled.days; day++) {
      if (counts[day] === 0) {
        const kind = compiled.dayKind[day]!
        if (this.emptyOfKind[kind] === this.turn) continue
        this.emptyOfKind[kind] = this.turn
      }
      this.days[this.tried++] = day
    }
  }

  private insertOne(visit: number): void {
    const { plan, places, days, tried } = this
    let least = Number.POSITIVE_INFINITY
    let best = -1
    let before = -1
    for (let i = 0; i < tried; i++) {
      const day = days[i]!
      if (places.costOn(visit, day) >= least) continue
      if (--this.untilBlink === 0) {
        this.drawBlink()
        places.search(visit, day, places.before)
        if (places.cost >= least) continue
      }
      least = places.cost
      before = places.before
      best = day
    }
    if (best < 0) return
    this.journal.touch(best)
    if (plan.insert(visit, best, before) && plan.counts[best] === 1) this.listDays()
  }

  /**
   * What has no place or no turn is left out.
   *
   * @param longest the rest is left out once the plan is longer
   * @param isStopped asked now and then
   */
  insert(visits: number[], longest: number, isStopped: () => boolean): void {
    this.order(visits)
    this.listDays()
    for (const [i, visit] of visits.entries()) {
      if (this.plan.distance > longest) return
      if (i % 64 === 63 && isStopped()) return
      this.insertOne(visit)
    }
  }
}

/** Share of visits that a try passes over, from none where nothing is left out to this where nothing is on the plan. */
const PASSED_OVER = 0.35

const POWERS = [0.5, 1, 2, 3, 5]
/** Part of the mean way that is added to every cost, so that what costs nothing has a finite worth. */
const LEAST_COST = 0.015

/** Fills the days best first: by a power of the score for what a visit costs in distance or in time. */
export class BestFirstInsertion {
  turn = 1
  private readonly plan: Plan
  private readonly journal: Journal
  private readonly random: Random
  private readonly places: readonly Places[]
  private readonly worths: readonly Float64Array[]
  private readonly leastCost: number
  /** turn in which a visit waits */
  private readonly barred: Int32Array
  private readonly open: Int32Array
  private readonly day: Int32Array
  private readonly before: Int32Array
  private readonly cost: Float64Array

  constructor(plan: Plan, journal: Journal, random: Random) {
    const { visits, durationsFrom } = plan.compiled
    this.plan = plan
    this.journal = journal
    this.random = random
    this.places = [new Places(plan, 'distance'), new Places(plan, 'delay')]
    const highest = plan.problem.visits.reduce((most, { score }) => Math.max(most, score), 0) || 1
    this.worths = POWERS.map((power) =>
      Float64Array.from(
        plan.problem.visits,
        ({ score, required }) => (score / highest) ** power + (required ? REQUIRED : 0),
      ),
    )
    const total = durationsFrom.reduce((sum, way) => sum + way, 0)
    this.leastCost = (LEAST_COST * total) / Math.max(1, durationsFrom.length) || 1
    this.barred = new Int32Array(visits)
    this.open = new Int32Array(visits)
    this.day = new Int32Array(visits)
    this.before = new Int32Array(visits)
    this.cost = new Float64Array(visits)
  }

  private findBest(visit: number, places: Places): void {
    let least = Number.POSITIVE_INFINITY
    let best = -1
    let before = -1
    for (let day = 0; day < this.plan.compiled.days; day++) {
      if (places.costOn(visit, day) >= least) continue
      least = places.cost
      before = places.before
      best = day
    }
    this.cost[visit] = least
    this.day[visit] = best
    this.before[visit] = before
  }

  /** After a change of one day: the best of all again where it was on that day, else only whether that day is better now. */
  private findAgain(visit: number, changed: number, places: Places): void {
    if (this.day[visit] === changed) {
      this.findBest(visit, places)
      return
    }
    if (places.costOn(visit, changed) >= this.cost[visit]!) return
    this.cost[visit] = places.cost
    this.day[visit] = changed
    this.before[visit] = places.before
  }

  private gather(places: Places, worth: Float64Array): number {
    const { plan, open } = this
    const { visits } = plan.compiled
    const passedOver = PASSED_OVER * (1 - plan.visited / visits) ** 2
    let count = 0
    for (let visit = 0; visit < visits; visit++) {
      if (plan.dayOf[visit]! >= 0 || this.barred[visit] === this.turn || worth[visit] === 0) continue
      if (this.random() < passedOver && !plan.problem.visits[visit]!.required) continue
      this.findBest(visit, places)
      if (this.day[visit]! >= 0) open[count++] = visit
    }
    return count
  }

  /** A visit that is not required waits for the next turn. */
  bar(visit: number): void {
    if (!this.plan.problem.visits[visit]!.required) this.barred[visit] = this.turn
  }

  /** @param isStopped asked now and then */
  fill(isStopped: () => boolean): void {
    const { plan, open, random } = this
    const worth = this.worths[Math.floor(random() * POWERS.length)]!
    const places = this.places[random() < 0.5 ? 0 : 1]!
    let count = this.gather(places, worth)
    for (let round = 1; count > 0; round++) {
      if (round % 32 === 0 && isStopped()) return
      let chosen = -1
      let most = Number.NEGATIVE_INFINITY
      for (let i = 0; i < count; i++) {
        const visit = open[i]!
        const cost = this.cost[visit]!
        const value = worth[visit]! / ((cost > 0 ? cost : 0) + this.leastCost)
        if (value <= most) continue
        chosen = visit
        most = value
      }
      const day = this.day[chosen]!
      this.journal.touch(day)
      const isIn = plan.insert(chosen, day, this.before[chosen]!)
      let kept = 0
      for (let i = 0; i < count; i++) {
        const visit = open[i]!
        if (visit === chosen) continue
        if (isIn) this.findAgain(visit, day, places)
        if (this.day[visit]! >= 0) open[kept++] = visit
      }
      count = kept
    }
  }
}
