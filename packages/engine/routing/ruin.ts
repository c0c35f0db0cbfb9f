import type { Random } from '../random/index.ts'
import type { Journal } from './journal.ts'
import type { Plan } from './plan.ts'

/** Nearest visits that are looked at around a removed one. */
const NEIGHBOURS = 250
/** Chance that a string keeps stops in its middle, and that it keeps one more. */
const [SPLIT, KEEP_MORE] = [0.5, 0.01]

/** For a visit the others from the nearest on; worked out when first asked for. */
export function neighbourhoods({ compiled }: Plan): (visit: number) => Int32Array {
  const { visits, nodes, distancesFrom } = compiled
  const known: (Int32Array | undefined)[] = new Array(visits)
  const nearestOf = (visit: number): Int32Array => {
    const row = visit * nodes
    return Int32Array.from({ length: visits }, (_, v) => v)
      .sort((a, b) => distancesFrom[row + a]! - distancesFrom[row + b]! || a - b)
      .slice(0, NEIGHBOURS)
  }
  return (visit) => {
    const list = known[visit] ?? nearestOf(visit)
    known[visit] = list
    return list
  }
}

/** Takes strings and runs of stops out of a plan; `gone` holds what the last try took out. */
export class Ruin {
  readonly gone: number[] = []
  private readonly plan: Plan
  private readonly journal: Journal
  private readonly random: Random
  private readonly neighboursOf: (visit: number) => Int32Array
  private readonly ruined: Int32Array
  private turn = 0

  constructor(plan: Plan, journal: Journal, random: Random) {
    this.plan = plan
    this.journal = journal
    this.random = random
    this.neighboursOf = neighbourhoods(plan)
    this.ruined = new Int32Array(plan.compiled.days)
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  private isHeld(visit: number, day: number): boolean {
    const { plan } = this
    const held = plan.lastFixed[day]!
    if (held === plan.startOf(day)) return false
    for (let at = plan.next[plan.startOf(day)]!; ; at = plan.next[at]!) {
      if (at === visit) return true
      if (at === held) return false
    }
  }

  /** Up to `most` stops before a stop that may move. */
  private movableBefore(visit: number, day: number, most: number): number {
    const { plan } = this
    let count = 0
    for (let at = plan.previous[visit]!; count < most && at !== plan.lastFixed[day]!; at = plan.previous[at]!)
      count++
    return count
  }

  private movableFrom(visit: number, day: number, most: number): number {
    const { plan } = this
    let count = 0
    for (let at = visit; count < most && at !== plan.endOf(day); at = plan.next[at]!) count++
    return count
  }

  private step(visit: number, steps: number): number {
    let at = visit
    for (let left = steps; left > 0; left--) at = this.plan.next[at]!
    for (let left = steps; left < 0; left++) at = this.plan.previous[at]!
    return at
  }

  /** A string of stops around one of them leaves its day; a split one keeps some stops in its middle. */
  private removeString(visit: number, day: number, longest: number): void {
    const { plan, random } = this
    const room = plan.counts[day]!
    const [back, on] = [this.movableBefore(visit, day, room), this.movableFrom(visit, day, room)]
    const movable = back + on
    const length = 1 + this.below(Math.min(movable, longest))
    let kept = 0
    if (length > 1 && length < movable && random() < SPLIT) {
      kept = 1
      while (length + kept < movable && random() < KEEP_MORE) kept++
    }
    const span = length + kept
    const low = Math.max(-back, 1 - span)
    const high = Math.min(0, on - span)
    const first = this.step(visit, low + this.below(high - low + 1))
    this.journal.touch(day)
    if (kept === 0) {
      plan.remove(first, length, this.gone)
      return
    }
    const head = 1 + this.below(length - 1)
    plan.remove(this.step(first, head + kept), length - head, this.gone)
    if (plan.dayOf[first] === day) plan.remove(first, head, this.gone)
  }

  /**
   * Strings of neighbouring stops leave several days: on average `average` stops, at most `longest` of a day
   * (Christiaens and Vanden Berghe 2020).
   */
  removeStrings(average: number, longest: number): void {
    const { plan } = this
    let used = 0
    for (const count of plan.counts) if (count > 0) used++
    if (used === 0) return
    const limit = Math.max(1, Math.min(longest, plan.visited / used))
    const strings = Math.floor(this.random() * ((4 * average) / (1 + limit) - 1) + 1)
    this.turn++
    let ruined = 0
    for (const visit of this.neighboursOf(this.below(plan.compiled.visits))) {
      const day = plan.dayOf[visit]!
      if (day < 0 || this.ruined[day] === this.turn || this.isHeld(visit, day)) continue
      this.ruined[day] = this.turn
      this.removeString(visit, day, limit)
      if (++ruined >= strings) return
    }
  }

  /** One to `longest` stops in a row leave a random day. */
  removeRun(longest: number): void {
    const { plan } = this
    const day = this.below(plan.compiled.days)
    const first = plan.next[plan.lastFixed[day]!]!
    const movable = this.movableFrom(first, day, plan.counts[day]!)
    if (movable === 0) return
    const length = 1 + this.below(Math.min(movable, longest))
    this.journal.touch(day)
    plan.remove(this.step(first, this.below(movable - length + 1)), length, this.gone)
  }
}
