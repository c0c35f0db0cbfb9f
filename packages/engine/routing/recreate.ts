import type { Random } from '../random/index.ts'
import type { Insertion, Plan } from './plan.ts'

const BLINK = 0.01
const never = () => false

/** Orders in which removed visits come back: by chance, far first, near first, narrow, early and late windows. */
function orderOf(plan: Plan, visits: number[], random: Random): void {
  const { problem, nodes } = plan
  const depot = problem.visits.length
  const far = (v: number) => problem.distances[depot * nodes + v]!
  const width = (v: number) => problem.visits[v]!.windows.reduce((sum, [from, to]) => sum + to - from, 0)
  const open = (v: number) => problem.visits[v]!.windows[0]![0]
  const close = (v: number) => problem.visits[v]!.windows.at(-1)![1]
  const keys: ((v: number) => number)[] = [
    (v) => -far(v),
    far,
    width,
    open,
    (v) => -close(v),
    (v) => -problem.visits[v]!.load,
  ]
  for (let i = visits.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[visits[i], visits[j]] = [visits[j]!, visits[i]!]
  }
  const choice = Math.floor(random() * (keys.length + 4))
  const key = keys[choice]
  if (key !== undefined) visits.sort((a, b) => key(a) - key(b))
  visits.sort((a, b) => Number(problem.visits[b]!.required) - Number(problem.visits[a]!.required))
}

/** Puts visits back one by one where each costs the least distance; some places are blinked over. */
export function insertCheapest(plan: Plan, visits: number[], random: Random): void {
  orderOf(plan, visits, random)
  const blink = () => random() < BLINK
  const best: Insertion = { day: -1, at: -1, distance: 0, delay: 0 }
  for (const visit of visits) {
    best.day = -1
    best.distance = Number.POSITIVE_INFINITY
    let emptyTried = false
    for (let day = 0; day < plan.counts.length; day++) {
      const isEmpty = plan.counts[day] === 0 && isLikeOthers(plan, day)
      if (isEmpty && emptyTried) continue
      if (isEmpty) emptyTried = true
      plan.tryDay(visit, day, best, false, blink)
    }
    if (best.day >= 0) plan.insert(visit, best.day, best.at)
  }
}

/** Whether an empty day is like the first day in all that matters, so that one empty day stands for all. */
function isLikeOthers({ problem, nodes }: Plan, day: number): boolean {
  const [first, own] = [problem.days[0]!, problem.days[day]!]
  const [a, b] = [problem.visits.length, problem.visits.length + 2 * day]
  return (
    own.breaks.length === 0 &&
    first.breaks.length === 0 &&
    own.window[0] === first.window[0] &&
    own.window[1] === first.window[1] &&
    own.capacity === first.capacity &&
    problem.distances[a * nodes + b] === 0 &&
    problem.distances[(a + 1) * nodes + b + 1] === 0
  )
}

const POWERS = [0.5, 1, 2, 3, 5]

/** Best places found so far, kept between calls so that nothing is allocated in the search. */
export class Places {
  readonly day: Int32Array
  readonly at: Int32Array
  readonly distance: Float64Array
  readonly delay: Float64Array
  readonly worth: Float64Array
  readonly open: Int32Array

  constructor(visits: number) {
    this.day = new Int32Array(visits)
    this.at = new Int32Array(visits)
    this.distance = new Float64Array(visits)
    this.delay = new Float64Array(visits)
    this.worth = new Float64Array(visits)
    this.open = new Int32Array(visits)
  }
}

/** Fills the days best first, by score for what it costs in distance or in time; barred visits wait for the next turn. */
export function insertBestFirst(
  plan: Plan,
  places: Places,
  isBarred: (visit: number) => boolean,
  random: Random,
): void {
  const { visits } = plan.problem
  const power = POWERS[Math.floor(random() * POWERS.length)]!
  const byDelay = random() < 0.5
  const { open, worth } = places
  let count = 0
  for (let v = 0; v < visits.length; v++) {
    if (plan.dayOf[v]! >= 0 || isBarred(v)) continue
    open[count++] = v
    worth[v] = (visits[v]!.required ? 1e12 : 0) + visits[v]!.score ** power
  }
  const best: Insertion = { day: -1, at: -1, distance: 0, delay: 0 }
  const search = (visit: number, onlyDay: number): boolean => {
    const isFresh = onlyDay < 0 || places.day[visit] === onlyDay
    best.day = isFresh ? -1 : places.day[visit]!
    best.at = places.at[visit]!
    best.distance = isFresh ? Number.POSITIVE_INFINITY : places.distance[visit]!
    best.delay = isFresh ? Number.POSITIVE_INFINITY : places.delay[visit]!
    if (isFresh)
      for (let day = 0; day < plan.counts.length; day++) plan.tryDay(visit, day, best, byDelay, never)
    else plan.tryDay(visit, onlyDay, best, byDelay, never)
    places.day[visit] = best.day
    places.at[visit] = best.at
    places.distance[visit] = best.distance
    places.delay[visit] = best.delay
    return best.day >= 0
  }
  let changed = -1
  while (count > 0) {
    let [chosen, most, kept] = [-1, Number.NEGATIVE_INFINITY, 0]
    for (let i = 0; i < count; i++) {
      const visit = open[i]!
      if (!search(visit, changed)) continue
      open[kept++] = visit
      const cost = Math.max(0, byDelay ? places.delay[visit]! : places.distance[visit]!) + 0.5
      const value = worth[visit]! / cost
      if (value > most) {
        most = value
        chosen = visit
      }
    }
    if (chosen < 0) return
    changed = places.day[chosen]!
    plan.insert(chosen, changed, places.at[chosen]!)
    count = 0
    for (let i = 0; i < kept; i++) if (open[i] !== chosen) open[count++] = open[i]!
  }
}
