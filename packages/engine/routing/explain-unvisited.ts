import { delayBetween } from './find-place.ts'
import type { Plan } from './plan.ts'
import { simulateDay } from './simulate-day.ts'

type OnDay = { readonly day: number }

/** What stands in the way of a visit on a day, in the units of the problem. */
export type Obstacle = OnDay &
  (
    | { readonly code: 'load'; readonly load: number; readonly capacity: number }
    /** `visit` (the asked one, or a stop behind it) is reached at `earliest`, after its last window closed at `closes` */
    | {
        readonly code: 'window-closes'
        readonly visit: number
        readonly earliest: number
        readonly closes: number
      }
    | { readonly code: 'day-too-short'; readonly back: number; readonly closes: number }
    | { readonly code: 'break-missed'; readonly opens: number; readonly closes: number }
  )

/** What a visit would take: the day ends `adds` later and is `distance` longer. */
type Price = OnDay & { readonly adds: number; readonly distance: number }

/** Why a visit is on no day. */
export type UnvisitedReason =
  | Obstacle
  | (Price & { readonly code: 'would-add' })
  /** these stops, worth `score`, would have to go */
  | (Price & { readonly code: 'displaces'; readonly visits: readonly number[]; readonly score: number })

/** Longest run of stops that a visit is tried in place of. */
const LONGEST_RUN = 6

/** Earliest leaving of a node, whatever breaks are taken. */
function earliestLeave(plan: Plan, day: number, node: number): number {
  const { nodes, leave } = plan
  let earliest = Number.POSITIVE_INFINITY
  for (let k = 0; k <= plan.compiled.breakCount[day]!; k++)
    earliest = Math.min(earliest, leave[k * nodes + node]!)
  return earliest
}

/** What keeps the end of a day from being in time when every stop can be reached. */
function lateEnd(plan: Plan, day: number): Obstacle {
  const { compiled, layers, leave, nodes } = plan
  const closes = plan.problem.days[day]!.window[1]
  const ends = Array.from(
    { length: compiled.breakCount[day]! + 1 },
    (_, k) => leave[k * nodes + plan.endOf(day)]!,
  )
  const missed = ends.findLastIndex((end) => end <= closes)
  if (missed < 0) return { code: 'day-too-short', day, back: Math.min(...ends), closes }
  const at = day * (layers - 1) + missed
  return { code: 'break-missed', day, opens: compiled.breakOpen[at]!, closes: compiled.breakClose[at]! }
}

/** What cannot be kept when a day has these stops; null where all can. The day is put back as it was. */
function obstacleOf(plan: Plan, day: number, stops: readonly number[]): Obstacle | null {
  const before = plan.sequence(day)
  plan.setDay(day, stops)
  const read = (): Obstacle | null => {
    if (plan.isKept(day)) return null
    const visit = stops.find((stop) => earliestLeave(plan, day, stop) === Number.POSITIVE_INFINITY)
    if (visit === undefined) return lateEnd(plan, day)
    const { place, durationsFrom } = plan.compiled
    const from = plan.previous[visit]!
    const travel = durationsFrom[place[from]! * plan.nodes + visit]!
    const closes = plan.problem.visits[visit]!.windows.at(-1)![1]
    return { code: 'window-closes', day, visit, earliest: earliestLeave(plan, day, from) + travel, closes }
  }
  const obstacle = read()
  plan.setDay(day, before)
  return obstacle
}

function heldStops(plan: Plan, day: number): number[] {
  const stops = plan.sequence(day)
  return stops.slice(0, stops.indexOf(plan.lastFixed[day]!) + 1)
}

function latenessOf(obstacle: Obstacle): number {
  if (obstacle.code === 'window-closes') return obstacle.earliest - obstacle.closes
  return obstacle.code === 'day-too-short' ? obstacle.back - obstacle.closes : Number.POSITIVE_INFINITY
}

/** What stands in the way of adding a visit to a day as it is, at the place where least is late. */
function obstacleOn(plan: Plan, visit: number, day: number): Obstacle | null {
  const { load } = plan.problem.visits[visit]!
  if (plan.loads[day]! + load > plan.capacities[day]!)
    return { code: 'load', day, load, capacity: plan.problem.days[day]!.capacity - plan.loads[day]! }
  const stops = plan.sequence(day)
  let least: Obstacle | null = null
  for (let at = heldStops(plan, day).length; at <= stops.length; at++) {
    const obstacle = obstacleOf(plan, day, stops.toSpliced(at, 0, visit))
    if (obstacle === null) return null
    if (least === null || latenessOf(obstacle) < latenessOf(least)) least = obstacle
  }
  return least
}

/** Why a visit cannot be had on a day that holds nothing but its fixed stops; null where it can. */
function obstacleAlone(plan: Plan, visit: number, day: number): Obstacle | null {
  const held = heldStops(plan, day)
  const { load } = plan.problem.visits[visit]!
  const capacity =
    plan.problem.days[day]!.capacity - held.reduce((sum, v) => sum + plan.problem.visits[v]!.load, 0)
  if (load > capacity) return { code: 'load', day, load, capacity }
  return obstacleOf(plan, day, [...held, visit])
}

type Exchange = OnDay & {
  /** node behind which the visit would go */
  readonly before: number
  readonly visits: readonly number[]
  readonly required: number
  readonly score: number
  readonly distance: number
}

function isBetter(one: Exchange, other: Exchange | null): boolean {
  if (other === null) return true
  return (one.required - other.required || one.score - other.score || one.distance - other.distance) < 0
}

/** The cheapest run of stops of a day that a visit could stand in for: least score lost, then least distance. */
function cheapestExchange(plan: Plan, visit: number, day: number): Exchange | null {
  const { problem, compiled, nodes } = plan
  const { place, distancesFrom } = compiled
  const room = plan.capacities[day]! - plan.loads[day]! - compiled.load[visit]!
  let best: Exchange | null = null
  for (let before = plan.lastFixed[day]!; before !== plan.endOf(day); before = plan.next[before]!) {
    const visits: number[] = []
    let [score, load, required, gone] = [0, 0, 0, 0]
    for (let after = plan.next[before]!; ; after = plan.next[after]!) {
      gone += plan.edge[after]!
      const there = distancesFrom[place[before]! * nodes + visit]!
      const distance = there + distancesFrom[visit * nodes + place[after]!]! - gone
      const exchange = { day, before, visits, score, required, distance }
      const fits = room + load >= 0 && isBetter(exchange, best)
      if (fits && delayBetween(plan, visit, day, before, after) < Number.POSITIVE_INFINITY)
        best = { ...exchange, visits: [...visits] }
      if (after >= compiled.visits || visits.length === LONGEST_RUN) break
      visits.push(after)
      score += problem.visits[after]!.score
      load += compiled.load[after]!
      if (problem.visits[after]!.required) required++
    }
  }
  return best
}

/** How much later the day ends. */
function addedTime(plan: Plan, visit: number, { day, before, visits }: Exchange): number {
  const stops = plan.sequence(day)
  const endOf = (sequence: readonly number[]) =>
    simulateDay(plan.problem, day, sequence)?.starts.at(-1) ?? Number.NaN
  return endOf(stops.toSpliced(stops.indexOf(before) + 1, visits.length, visit)) - endOf(stops)
}

/**
 * Why a visit is on no day, from the finished plan. First the least harmful way to have it after all: what it would add,
 * and which stops would have to go (none required if that can be helped, then the least score, then the least distance).
 * Where stops would go, then what stands in the way of simply adding it on that day: whose window closes when, the end
 * of the day, a break, the load. Where no day could hold it even without its free stops, what stands in the way on each.
 */
export function explainUnvisited(plan: Plan, visit: number): UnvisitedReason[] {
  let best: Exchange | null = null
  for (let day = 0; day < plan.compiled.days; day++) {
    const exchange = cheapestExchange(plan, visit, day)
    if (exchange !== null && isBetter(exchange, best)) best = exchange
  }
  if (best === null) return plan.problem.days.flatMap((_, day) => obstacleAlone(plan, visit, day) ?? [])
  const { day, visits, score, distance } = best
  const price = { day, adds: addedTime(plan, visit, best), distance }
  if (visits.length === 0) return [{ code: 'would-add', ...price }]
  const obstacle = obstacleOn(plan, visit, day)
  return [{ code: 'displaces', ...price, visits, score }, ...(obstacle === null ? [] : [obstacle])]
}
