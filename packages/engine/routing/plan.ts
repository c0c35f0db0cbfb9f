import { nodeCount, type RouteProblem } from './route-problem.ts'
import { simulateDay } from './simulate-day.ts'

/** Where a visit could go, and what that costs. */
export type Insertion = { day: number; at: number; distance: number; delay: number }

/**
 * A plan under work: the stops of each day with the earliest and the latest time at which each can start, so that an
 * insertion is tested in constant time.
 */
export class Plan {
  readonly problem: RouteProblem
  readonly nodes: number
  /** stops of day d: stops[d × visits … + counts[d]) */
  readonly stops: Int32Array
  readonly counts: Int32Array
  /** day of a visit; −1 where it is not on any */
  readonly dayOf: Int32Array
  readonly earliest: Float64Array
  readonly latest: Float64Array
  readonly loads: Float64Array
  readonly distances: Float64Array
  /** stops at the beginning of a day that stay there */
  readonly fixedCounts: Int32Array
  readonly fixedStart: Float64Array
  distance = 0
  score = 0
  visited = 0
  private readonly hasBreaks: boolean[]
  private readonly single: Float64Array
  private readonly width: number

  constructor(problem: RouteProblem) {
    const [visits, days] = [problem.visits.length, problem.days.length]
    this.problem = problem
    this.nodes = nodeCount(problem)
    this.width = visits
    this.stops = new Int32Array(visits * days)
    this.counts = new Int32Array(days)
    this.dayOf = new Int32Array(visits).fill(-1)
    this.earliest = new Float64Array(this.nodes)
    this.latest = new Float64Array(this.nodes)
    this.loads = new Float64Array(days)
    this.distances = new Float64Array(days)
    this.fixedCounts = new Int32Array(days)
    this.fixedStart = new Float64Array(visits).fill(Number.NEGATIVE_INFINITY)
    this.hasBreaks = problem.days.map(({ breaks }) => breaks.length > 0)
    this.single = new Float64Array(visits * 2)
    for (const [v, { windows }] of problem.visits.entries()) {
      const only = windows.length === 1 ? windows[0]! : null
      this.single[2 * v] = only === null ? Number.NaN : only[0]
      this.single[2 * v + 1] = only === null ? Number.NaN : only[1]
    }
    for (let day = 0; day < days; day++) this.refresh(day)
  }

  stop(day: number, at: number): number {
    return this.stops[day * this.width + at]!
  }

  private startNode(day: number): number {
    return this.width + 2 * day
  }

  /** Node before a position: a stop, or the start of the day. */
  before(day: number, at: number): number {
    return at === 0 ? this.startNode(day) : this.stop(day, at - 1)
  }

  /** Node at a position: a stop, or the end of the day. */
  after(day: number, at: number): number {
    return at === this.counts[day]! ? this.startNode(day) + 1 : this.stop(day, at)
  }

  /** First time from `time` on at which a visit may start; Infinity where no window is left. */
  firstStart(visit: number, time: number): number {
    const open = this.single[2 * visit]!
    if (!Number.isNaN(open)) {
      if (time > this.single[2 * visit + 1]!) return Number.POSITIVE_INFINITY
      return time > open ? time : open
    }
    for (const [from, to] of this.problem.visits[visit]!.windows) {
      if (time <= from) return from
      if (time <= to) return time
    }
    return Number.POSITIVE_INFINITY
  }

  /** Last time up to `time` at which a visit may start; −Infinity where none is. */
  private lastStart(visit: number, time: number): number {
    const windows = this.problem.visits[visit]!.windows
    for (let w = windows.length - 1; w >= 0; w--) {
      const [from, to] = windows[w]!
      if (time >= to) return to
      if (time >= from) return time
    }
    return Number.NEGATIVE_INFINITY
  }

  private leave(node: number): number {
    return this.earliest[node]! + (node < this.width ? this.problem.visits[node]!.duration : 0)
  }

  /** Works out times, load and distance of a day again. */
  refresh(day: number): void {
    const { durations, distances, visits, days } = this.problem
    const count = this.counts[day]!
    const [start, end] = [this.startNode(day), this.startNode(day) + 1]
    this.earliest[start] = days[day]!.window[0]
    let [load, distance, previous] = [0, 0, start]
    const timed = this.hasBreaks[day] ? simulateDay(this, day, this.sequence(day)) : null
    for (let at = 0; at <= count; at++) {
      const node = this.after(day, at)
      distance += distances[previous * this.nodes + node]!
      const arrival = this.leave(previous) + durations[previous * this.nodes + node]!
      if (node < this.width) {
        load += visits[node]!.load
        const wanted = Math.max(arrival, this.fixedStart[node]!)
        this.earliest[node] = timed === null ? this.firstStart(node, wanted) : timed.starts[at]!
      } else this.earliest[node] = timed === null ? arrival : timed.starts[at]!
      previous = node
    }
    this.latest[end] = days[day]!.window[1]
    let next = end
    for (let at = count - 1; at >= 0; at--) {
      const node = this.stop(day, at)
      const limit = this.latest[next]! - durations[node * this.nodes + next]! - visits[node]!.duration
      this.latest[node] = this.lastStart(node, limit)
      next = node
    }
    this.distance += distance - this.distances[day]!
    this.loads[day] = load
    this.distances[day] = distance
  }

  /** The stops of a day, optionally with one more at a position. */
  sequence(day: number, visit = -1, at = -1): number[] {
    const list = Array.from(this.stops.subarray(day * this.width, day * this.width + this.counts[day]!))
    if (visit >= 0) list.splice(at, 0, visit)
    return list
  }

  /** Cheapest place for a visit on a day, into `best` where it beats what is there. Blinks pass over some places. */
  tryDay(visit: number, day: number, best: Insertion, byDelay: boolean, blink: () => boolean): void {
    const { durations, distances, visits, days } = this.problem
    if (this.loads[day]! + visits[visit]!.load > days[day]!.capacity) return
    const n = this.nodes
    const own = visits[visit]!.duration
    for (let at = this.fixedCounts[day]!; at <= this.counts[day]!; at++) {
      const [a, b] = [this.before(day, at), this.after(day, at)]
      const distance = distances[a * n + visit]! + distances[visit * n + b]! - distances[a * n + b]!
      if (!byDelay && distance >= best.distance) continue
      const arrival = this.leave(a) + durations[a * n + visit]!
      const start = this.firstStart(visit, arrival)
      if (start === Number.POSITIVE_INFINITY) {
        if (arrival > visits[visit]!.windows.at(-1)![1] && !this.hasBreaks[day]) break
        continue
      }
      const reach = start + own + durations[visit * n + b]!
      const next = b < this.width ? this.firstStart(b, reach) : reach
      if (!(next <= this.latest[b]!)) continue
      const delay = Math.max(0, next - this.earliest[b]!) + 0.01 * distance
      if (byDelay && delay >= best.delay) continue
      if (blink()) continue
      if (this.hasBreaks[day] && simulateDay(this, day, this.sequence(day, visit, at)) === null) continue
      best.day = day
      best.at = at
      best.distance = distance
      best.delay = delay
    }
  }

  insert(visit: number, day: number, at: number): void {
    const from = day * this.width
    this.stops.copyWithin(from + at + 1, from + at, from + this.counts[day]!)
    this.stops[from + at] = visit
    this.counts[day] = this.counts[day]! + 1
    this.dayOf[visit] = day
    this.score += this.problem.visits[visit]!.score
    this.visited++
    this.refresh(day)
  }

  /** Takes `count` stops out of a day, from a position on. */
  remove(day: number, at: number, count: number): number[] {
    const from = day * this.width
    const gone = Array.from(this.stops.subarray(from + at, from + at + count))
    this.stops.copyWithin(from + at, from + at + count, from + this.counts[day]!)
    this.counts[day] = this.counts[day]! - count
    for (const visit of gone) {
      this.dayOf[visit] = -1
      this.score -= this.problem.visits[visit]!.score
    }
    this.visited -= count
    this.refresh(day)
    return gone
  }

  positionOf(visit: number): number {
    const day = this.dayOf[visit]!
    return this.stops.subarray(day * this.width, day * this.width + this.counts[day]!).indexOf(visit)
  }

  /** Takes over another plan of the same problem. */
  copy(other: Plan): void {
    this.stops.set(other.stops)
    this.counts.set(other.counts)
    this.dayOf.set(other.dayOf)
    this.earliest.set(other.earliest)
    this.latest.set(other.latest)
    this.loads.set(other.loads)
    this.distances.set(other.distances)
    this.fixedCounts.set(other.fixedCounts)
    this.fixedStart.set(other.fixedStart)
    this.distance = other.distance
    this.score = other.score
    this.visited = other.visited
  }
}
