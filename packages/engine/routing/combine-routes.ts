import type { PooledRoute } from './route-pool.ts'
import type { RouteProblem } from './route-problem.ts'

/** Routes looked at before the best so far is the answer. */
const BUDGET = 50_000
/** Scores nearer than this are the same. */
const SAME = 1e-9

/** Depth first over the days, those of a kind beside each other; what cannot come to more than the best is left out. */
class Combination {
  found: (readonly number[])[] | null = null
  private most: number
  private budget = BUDGET
  private readonly problem: RouteProblem
  private readonly days: readonly number[]
  private readonly lists: readonly (readonly PooledRoute[])[]
  private readonly chosen: PooledRoute[] = []
  private readonly used: Int32Array
  /** days of the same kind from one on, with itself */
  private readonly alike: readonly number[]
  /** most that all days from one on can score */
  private readonly rest: readonly number[]

  constructor(
    problem: RouteProblem,
    dayKind: Int32Array,
    lists: readonly (readonly PooledRoute[])[],
    least: number,
  ) {
    const days = Array.from(dayKind.keys()).sort((a, b) => dayKind[a]! - dayKind[b]! || a - b)
    const [alike, rest] = [new Array<number>(days.length), new Array<number>(days.length + 1).fill(0)]
    for (let at = days.length - 1; at >= 0; at--) {
      const isLast = at + 1 === days.length || dayKind[days[at + 1]!] !== dayKind[days[at]!]
      alike[at] = isLast ? 1 : alike[at + 1]! + 1
      rest[at] = rest[at + 1]! + (lists[dayKind[days[at]!]!]![0]?.score ?? 0)
    }
    this.problem = problem
    this.days = days
    this.lists = days.map((day) => lists[dayKind[day]!]!)
    this.alike = alike
    this.rest = rest
    this.most = least
    this.used = new Int32Array((problem.visits.length + 31) >> 5)
  }

  /** Score of the stops that stand on a chosen route already. */
  private counted(route: PooledRoute): number {
    let score = 0
    for (let word = 0; word < this.used.length; word++)
      for (let bits = this.used[word]! & route.visits[word]!; bits !== 0; bits &= bits - 1)
        score += this.problem.visits[32 * word + 31 - Math.clz32(bits & -bits)]!.score
    return score
  }

  private take(score: number): void {
    this.most = score
    this.found = []
    for (const [at, day] of this.days.entries()) this.found[day] = this.chosen[at]!.stops
  }

  private descend(at: number, from: number, score: number): void {
    if (at === this.days.length) {
      if (score > this.most + SAME) this.take(score)
      return
    }
    const [list, alike] = [this.lists[at]!, this.alike[at]!]
    const others = this.rest[at + alike]!
    for (let i = from; i < list.length && this.budget > 0; i++) {
      const route = list[i]!
      // later routes of the list score no more than this one
      if (score + alike * route.score + others <= this.most + SAME) return
      this.budget--
      const gain = route.score - this.counted(route)
      if (score + gain + (alike - 1) * route.score + others <= this.most + SAME) continue
      const before = this.used.slice()
      for (let word = 0; word < before.length; word++) this.used[word]! |= route.visits[word]!
      this.chosen[at] = route
      this.descend(at + 1, alike > 1 ? i + 1 : 0, score + gain)
      this.used.set(before)
    }
  }

  begin(): void {
    this.descend(0, 0, 0)
  }
}

/**
 * Chooses a route for each day so that the visits on them score most, each counted once although several routes may hold
 * it: weighted maximum coverage, by branch and bound.
 *
 * @param lists for each kind of day its routes, the highest score first
 * @param least score that must be exceeded
 * @returns the stops of each day; null where nothing is found within the budget
 */
export function combineRoutes(
  problem: RouteProblem,
  dayKind: Int32Array,
  lists: readonly (readonly PooledRoute[])[],
  least: number,
): (readonly number[])[] | null {
  const combination = new Combination(problem, dayKind, lists, least)
  combination.begin()
  return combination.found
}
