import { type Compiled, compileProblem } from './compile-problem.ts'
import { afterBreak, beforeBreak, firstStart, lastStart } from './day-times.ts'
import type { RouteProblem } from './route-problem.ts'

/** Share of a capacity by which rounding may exceed it. */
const ROUNDING = 1e-9

/**
 * A plan under work: the stops of each day as a chain, with the earliest time of leaving and the latest time of
 * arriving at each, so that an insertion is tested in constant time. Both are kept for every number of breaks taken so
 * far (layers), which places the breaks of a day best for its order of stops.
 */
export class Plan {
  readonly compiled: Compiled
  readonly problem: RouteProblem
  readonly nodes: number
  readonly layers: number
  /** node after and before a stop, from the start of the day to its end */
  readonly next: Int32Array
  readonly previous: Int32Array
  /** day of a visit; −1 where it is not on any */
  readonly dayOf: Int32Array
  readonly counts: Int32Array
  /** earliest leaving of a node with k breaks taken: k × nodes + node; arrival for the end of a day */
  readonly leave: Float64Array
  /** latest arrival at a node with k breaks taken so that the rest of the day can be kept */
  readonly latest: Float64Array
  /** distance from the node before */
  readonly edge: Float64Array
  readonly loads: Float64Array
  readonly distances: Float64Array
  readonly capacities: Float64Array
  /** changes with every change of the day and comes back when the change is undone */
  readonly versions: Float64Array
  /** last node of a day that stays: the last fixed stop, or the start */
  readonly lastFixed: Int32Array
  score = 0
  visited = 0
  distance = 0
  requiredMissing = 0
  /** versions up to this one belong to days as they stood when the last try began */
  settled = 0
  private stamp = 0

  constructor(problem: RouteProblem, compiled: Compiled = compileProblem(problem)) {
    const { visits, days, nodes, layers } = compiled
    this.compiled = compiled
    this.problem = problem
    this.nodes = nodes
    this.layers = layers
    this.next = new Int32Array(nodes).fill(-1)
    this.previous = new Int32Array(nodes).fill(-1)
    this.dayOf = new Int32Array(nodes).fill(-1)
    this.counts = new Int32Array(days)
    this.leave = new Float64Array(nodes * layers)
    this.latest = new Float64Array(nodes * layers)
    this.edge = new Float64Array(nodes)
    this.loads = new Float64Array(days)
    this.distances = new Float64Array(days)
    this.capacities = Float64Array.from(problem.days, ({ capacity }) => capacity * (1 + ROUNDING))
    this.versions = new Float64Array(days)
    this.lastFixed = Int32Array.from({ length: days }, (_, day) => visits + 2 * day)
    this.requiredMissing = problem.visits.filter(({ required }) => required).length
    for (let day = 0; day < days; day++) this.open(day)
  }

  startOf(day: number): number {
    return this.compiled.visits + 2 * day
  }

  endOf(day: number): number {
    return this.compiled.visits + 2 * day + 1
  }

  /** Sets up an empty day. */
  private open(day: number): void {
    const { compiled, layers, nodes } = this
    const [start, end] = [this.startOf(day), this.endOf(day)]
    const [opens, closes] = this.problem.days[day]!.window
    const breaks = compiled.breakCount[day]!
    this.next[start] = end
    this.previous[end] = start
    this.dayOf[start] = day
    this.dayOf[end] = day
    this.leave[start] = opens
    for (let k = 0; k < breaks; k++)
      this.leave[(k + 1) * nodes + start] = afterBreak(compiled, day, k, this.leave[k * nodes + start]!)
    for (let k = 0; k < breaks; k++) {
      const begins = compiled.breakOpen[day * (layers - 1) + k]!
      this.latest[k * nodes + end] = Math.min(closes, begins)
    }
    this.latest[breaks * nodes + end] = closes
    this.settle(day, start, end)
    this.distances[day] = this.edge[end]!
    this.distance += this.edge[end]!
  }

  /** Earliest times of a node again. @returns whether one changed */
  private timeForward(day: number, node: number): boolean {
    const { compiled, nodes, leave } = this
    const before = this.previous[node]!
    const way = compiled.place[before]! * this.nodes + compiled.place[node]!
    this.edge[node] = compiled.distancesFrom[way]!
    const travel = compiled.durationsFrom[way]!
    const isVisit = node < compiled.visits
    let isChanged = false
    for (let k = 0; k <= compiled.breakCount[day]!; k++) {
      let time = leave[k * nodes + before]! + travel
      if (isVisit) {
        const held = compiled.fixedStart[node]!
        time = firstStart(compiled, node, time > held ? time : held) + compiled.duration[node]!
        if (k > 0) {
          const rested = afterBreak(compiled, day, k - 1, leave[(k - 1) * nodes + node]!)
          if (rested < time) time = rested
        }
      }
      if (leave[k * nodes + node] !== time) {
        leave[k * nodes + node] = time
        isChanged = true
      }
    }
    return isChanged
  }

  /** Latest times of a visit again. @returns whether one changed */
  private timeBackward(day: number, node: number): boolean {
    const { compiled, nodes, latest } = this
    const after = this.next[node]!
    const travel = compiled.durationsFrom[compiled.place[node]! * this.nodes + compiled.place[after]!]!
    const held = compiled.fixedStart[node]!
    const breaks = compiled.breakCount[day]!
    let isChanged = false
    let done = Number.NEGATIVE_INFINITY
    for (let k = breaks; k >= 0; k--) {
      const rested = k < breaks ? beforeBreak(compiled, day, k, done) : Number.NEGATIVE_INFINITY
      done = Math.max(latest[k * nodes + after]! - travel, rested)
      let time = lastStart(compiled, node, done - compiled.duration[node]!)
      if (time < held) time = Number.NEGATIVE_INFINITY
      if (latest[k * nodes + node] !== time) {
        latest[k * nodes + node] = time
        isChanged = true
      }
    }
    return isChanged
  }

  /** Times again from a node on and back from the one before it, as far as they change. */
  private settle(day: number, before: number, node: number): void {
    const [start, end] = [this.startOf(day), this.endOf(day)]
    for (let at = node; this.timeForward(day, at) && at !== end; ) at = this.next[at]!
    for (let at = before; at !== start && this.timeBackward(day, at); ) at = this.previous[at]!
    this.versions[day] = ++this.stamp
    if (this.compiled.hasLoads) this.weigh(day)
  }

  private weigh(day: number): void {
    const end = this.endOf(day)
    let load = 0
    for (let at = this.next[this.startOf(day)]!; at !== end; at = this.next[at]!)
      load += this.compiled.load[at]!
    this.loads[day] = load
  }

  private addDistance(day: number, change: number): void {
    this.distances[day] = this.distances[day]! + change
    this.distance += change
  }

  private count(visit: number, day: number, change: 1 | -1): void {
    const { score, required } = this.problem.visits[visit]!
    this.dayOf[visit] = change === 1 ? day : -1
    this.counts[day] = this.counts[day]! + change
    this.visited += change
    this.score += change * score
    if (required) this.requiredMissing -= change
  }

  private link(before: number, after: number): void {
    this.next[before] = after
    this.previous[after] = before
  }

  /** What has been done so far stands. */
  settleVersions(): void {
    this.settled = this.stamp
  }

  /** Whether the times of a day can be kept. */
  isKept(day: number): boolean {
    const end = this.endOf(day)
    for (let k = 0; k <= this.compiled.breakCount[day]!; k++)
      if (this.leave[k * this.nodes + end]! <= this.latest[k * this.nodes + end]!) return true
    return false
  }

  /**
   * Puts a visit behind a node of a day.
   *
   * @returns false, and leaves the day as it was, where rounding makes late what was just in time
   */
  insert(visit: number, day: number, before: number): boolean {
    const after = this.next[before]!
    const gone = this.edge[after]!
    this.link(before, visit)
    this.link(visit, after)
    this.count(visit, day, 1)
    this.timeForward(day, visit)
    this.timeBackward(day, visit)
    this.settle(day, before, after)
    this.addDistance(day, this.edge[visit]! + this.edge[after]! - gone)
    if (this.isKept(day)) return true
    this.remove(visit, 1, [])
    return false
  }

  /**
   * Takes a run of stops out of a day and adds them to `gone`. Where a way around takes longer than the way through, so
   * that the rest is late, more stops go, the following ones first.
   */
  remove(first: number, count: number, gone: number[]): void {
    const day = this.dayOf[first]!
    const [end, held] = [this.endOf(day), this.lastFixed[day]!]
    const before = this.previous[first]!
    let [after, distance] = [first, 0]
    for (let left = count; left > 0 && after < this.compiled.visits; left--) {
      const following = this.next[after]!
      distance += this.edge[after]!
      this.count(after, day, -1)
      gone.push(after)
      after = following
    }
    distance += this.edge[after]!
    this.link(before, after)
    this.settle(day, before, after)
    this.addDistance(day, this.edge[after]! - distance)
    if (this.isKept(day)) return
    if (after !== end) this.remove(after, 1, gone)
    else if (before !== held) this.remove(before, 1, gone)
  }

  /** Gives an empty day its stops, whether they can be kept or not; stops that it has leave it. */
  setDay(day: number, stops: readonly number[]): void {
    for (const visit of this.sequence(day)) this.count(visit, day, -1)
    let before = this.startOf(day)
    for (const visit of [...stops, this.endOf(day)]) {
      this.link(before, visit)
      before = visit
    }
    for (const visit of stops) {
      this.count(visit, day, 1)
      this.timeForward(day, visit)
    }
    for (const visit of stops.toReversed()) this.timeBackward(day, visit)
    this.settle(day, this.startOf(day), this.endOf(day))
    const distance = [...stops, this.endOf(day)].reduce((sum, node) => sum + this.edge[node]!, 0)
    this.addDistance(day, distance - this.distances[day]!)
  }

  /** The stops of a day in their order. */
  sequence(day: number): number[] {
    const stops: number[] = []
    for (let at = this.next[this.startOf(day)]!; at !== this.endOf(day); at = this.next[at]!) stops.push(at)
    return stops
  }

  /** Works out distances and score again from the stops, free of the rounding of many changes. */
  recount(): void {
    this.distance = 0
    this.score = 0
    for (let day = 0; day < this.compiled.days; day++) {
      const stops = this.sequence(day)
      this.distances[day] = [...stops, this.endOf(day)].reduce((sum, node) => sum + this.edge[node]!, 0)
      this.distance += this.distances[day]!
      this.score += stops.reduce((sum, visit) => sum + this.problem.visits[visit]!.score, 0)
    }
  }
}
