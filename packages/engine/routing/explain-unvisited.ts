import type { Plan } from './plan.ts'
import { simulateDay } from './simulate-day.ts'

/** Why a visit is on no day. */
export type UnvisitedReason =
  | { readonly code: 'load'; readonly load: number; readonly capacity: number }
  | {
      readonly code: 'window-closes'
      readonly day: number
      readonly earliest: number
      readonly closes: number
    }
  | { readonly code: 'day-too-short'; readonly day: number; readonly back: number; readonly closes: number }
  | {
      readonly code: 'displaces'
      readonly day: number
      readonly visits: readonly number[]
      readonly score: number
      readonly adds: number
    }
  | { readonly code: 'would-add'; readonly day: number; readonly adds: number; readonly distance: number }

/** Longest run of stops that a visit is tried in place of. */
const LONGEST_RUN = 6

/** Why a visit cannot be had on a day that holds nothing but its fixed stops; null where it can. */
function aloneReason(plan: Plan, visit: number, day: number): UnvisitedReason | null {
  const { problem, nodes } = plan
  const { load, duration } = problem.visits[visit]!
  const { capacity, window } = problem.days[day]!
  const fixed = plan.sequence(day).slice(0, plan.fixedCounts[day])
  const held = fixed.reduce((sum, v) => sum + problem.visits[v]!.load, 0)
  if (held + load > capacity) return { code: 'load', load, capacity: capacity - held }
  if (simulateDay(plan, day, [...fixed, visit]) !== null) return null
  const before = plan.before(day, fixed.length)
  const leaves =
    plan.earliest[before]! + (before < problem.visits.length ? problem.visits[before]!.duration : 0)
  const earliest = leaves + problem.durations[before * nodes + visit]!
  const start = plan.firstStart(visit, earliest)
  if (!Number.isFinite(start))
    return { code: 'window-closes', day, earliest, closes: problem.visits[visit]!.windows.at(-1)![1] }
  const home = problem.visits.length + 2 * day + 1
  return {
    code: 'day-too-short',
    day,
    back: start + duration + problem.durations[visit * nodes + home]!,
    closes: window[1],
  }
}

type Exchange = Extract<UnvisitedReason, { code: 'displaces' }> & { readonly distance: number }

/** The cheapest run of stops that a visit could stand in for on a day: least score lost, then least time. */
function cheapestExchange(plan: Plan, visit: number, day: number): Exchange | null {
  const { visits, days } = plan.problem
  const stops = plan.sequence(day)
  const now = simulateDay(plan, day, stops)?.starts.at(-1) ?? days[day]!.window[0]
  let best: Exchange | null = null
  for (let from = plan.fixedCounts[day]!; from <= stops.length; from++)
    for (let to = from; to <= Math.min(stops.length, from + LONGEST_RUN); to++) {
      const gone = stops.slice(from, to)
      const score = gone.reduce((sum, v) => sum + visits[v]!.score, 0)
      if (best !== null && score > best.score) continue
      const load = plan.loads[day]! + visits[visit]!.load - gone.reduce((sum, v) => sum + visits[v]!.load, 0)
      if (load > days[day]!.capacity) continue
      const after = simulateDay(plan, day, [...stops.slice(0, from), visit, ...stops.slice(to)])
      if (after === null) continue
      const adds = after.starts.at(-1)! - now
      if (best !== null && score === best.score && adds >= best.adds) continue
      best = {
        code: 'displaces',
        day,
        visits: gone,
        score,
        adds,
        distance: addedDistance(plan, visit, day, from, to),
      }
    }
  return best
}

function addedDistance(plan: Plan, visit: number, day: number, from: number, to: number): number {
  const { nodes } = plan
  const { distances } = plan.problem
  const [a, b] = [plan.before(day, from), plan.after(day, to)]
  let gone = 0
  for (let at = from; at <= to; at++) gone += distances[plan.before(day, at) * nodes + plan.after(day, at)]!
  return distances[a * nodes + visit]! + distances[visit * nodes + b]! - gone
}

/**
 * Why a visit is on no day, from the finished plan: what it would add, whom it would displace, which window closes. The
 * least harmful way first; where no day could hold it even empty, one reason for each day.
 */
export function explainUnvisited(plan: Plan, visit: number): UnvisitedReason[] {
  const days = plan.problem.days.map((_, day) => day)
  const exchanges = days
    .map((day) => cheapestExchange(plan, visit, day))
    .filter((exchange) => exchange !== null)
    .toSorted((a, b) => a.score - b.score || a.adds - b.adds)
  const [best] = exchanges
  if (best === undefined) return days.flatMap((day) => aloneReason(plan, visit, day) ?? [])
  const { distance, ...displaced } = best
  if (displaced.visits.length > 0) return [displaced]
  return [{ code: 'would-add', day: displaced.day, adds: displaced.adds, distance }]
}
