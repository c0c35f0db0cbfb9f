import type { Plan } from './plan.ts'

/**
 * What a try may undo: days are written down before they first change, and only those are put back. A visit stands on
 * one day, so that one row of as many places as there are visits holds all of them.
 */
export class Journal {
  private readonly plan: Plan
  private readonly days: Int32Array
  private readonly from: Int32Array
  private readonly isTouched: Uint8Array
  private readonly distances: Float64Array
  private readonly loads: Float64Array
  private readonly versions: Float64Array
  private readonly stops: Int32Array
  private readonly edge: Float64Array
  private readonly leave: Float64Array
  private readonly latest: Float64Array
  private size = 0
  private used = 0
  private readonly totals = { score: 0, visited: 0, distance: 0, requiredMissing: 0 }

  constructor(plan: Plan) {
    const { days, visits } = plan.compiled
    const room = visits + days
    this.plan = plan
    this.days = new Int32Array(days)
    this.from = new Int32Array(days + 1)
    this.isTouched = new Uint8Array(days)
    this.distances = new Float64Array(days)
    this.loads = new Float64Array(days)
    this.versions = new Float64Array(days)
    this.stops = new Int32Array(room)
    this.edge = new Float64Array(room)
    this.leave = new Float64Array(room * plan.layers)
    this.latest = new Float64Array(room * plan.layers)
  }

  /** Begins a try: what has been done so far stands. */
  begin(): void {
    for (let i = 0; i < this.size; i++) this.isTouched[this.days[i]!] = 0
    this.size = 0
    this.used = 0
    this.plan.settleVersions()
    this.totals.score = this.plan.score
    this.totals.visited = this.plan.visited
    this.totals.distance = this.plan.distance
    this.totals.requiredMissing = this.plan.requiredMissing
  }

  /** Must be called before a day changes. */
  touch(day: number): void {
    if (this.isTouched[day] === 1) return
    const { plan } = this
    const { layers } = plan
    this.isTouched[day] = 1
    this.days[this.size] = day
    this.distances[this.size] = plan.distances[day]!
    this.loads[this.size] = plan.loads[day]!
    this.versions[this.size] = plan.versions[day]!
    let to = this.used
    const end = plan.endOf(day)
    for (let at = plan.startOf(day); at !== end; ) {
      at = plan.next[at]!
      this.stops[to] = at
      this.edge[to] = plan.edge[at]!
      for (let k = 0; k < layers; k++) {
        this.leave[to * layers + k] = plan.leave[k * plan.nodes + at]!
        this.latest[to * layers + k] = plan.latest[k * plan.nodes + at]!
      }
      to++
    }
    this.size++
    this.used = to
    this.from[this.size] = to
  }

  private restore(i: number): void {
    const { plan } = this
    const { layers } = plan
    const day = this.days[i]!
    let before = plan.startOf(day)
    for (let from = this.from[i]!; from < this.from[i + 1]!; from++) {
      const at = this.stops[from]!
      plan.next[before] = at
      plan.previous[at] = before
      plan.dayOf[at] = day
      plan.edge[at] = this.edge[from]!
      for (let k = 0; k < layers; k++) {
        plan.leave[k * plan.nodes + at] = this.leave[from * layers + k]!
        plan.latest[k * plan.nodes + at] = this.latest[from * layers + k]!
      }
      before = at
    }
    plan.counts[day] = this.from[i + 1]! - this.from[i]! - 1
    plan.distances[day] = this.distances[i]!
    plan.loads[day] = this.loads[i]!
    plan.versions[day] = this.versions[i]!
  }

  /** Puts the days back as they were when the try began. */
  undo(): void {
    const { plan } = this
    for (let i = 0; i < this.size; i++) {
      const day = this.days[i]!
      const end = plan.endOf(day)
      for (let at = plan.next[plan.startOf(day)]!; at !== end; at = plan.next[at]!) plan.dayOf[at] = -1
    }
    for (let i = 0; i < this.size; i++) this.restore(i)
    plan.score = this.totals.score
    plan.visited = this.totals.visited
    plan.distance = this.totals.distance
    plan.requiredMissing = this.totals.requiredMissing
  }
}
