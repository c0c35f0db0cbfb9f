import type { Random } from '../random/index.ts'
import type { Plan } from './plan.ts'

/** For each visit all visits from the nearest on. */
export function neighboursOf({ problem, nodes }: Plan): Int32Array[] {
  const count = problem.visits.length
  return problem.visits.map((_, v) =>
    Int32Array.from({ length: count }, (__, u) => u).sort(
      (a, b) => problem.distances[v * nodes + a]! - problem.distances[v * nodes + b]! || a - b,
    ),
  )
}

/** Removes a run of stops around a position; a split run keeps some stops in its middle. */
function removeString(plan: Plan, day: number, around: number, length: number, random: Random): number[] {
  const first = plan.fixedCounts[day]!
  const movable = plan.counts[day]! - first
  const isSplit = length > 1 && length < movable && random() < 0.5
  let kept = 0
  if (isSplit) {
    kept = 1
    while (length + kept < movable && random() > 0.01 && random() < 0.5) kept++
  }
  const span = length + kept
  const low = Math.max(first, around - span + 1)
  const high = Math.min(around, plan.counts[day]! - span)
  const at = low + Math.floor(random() * (high - low + 1))
  if (!isSplit) return plan.remove(day, at, length)
  const head = 1 + Math.floor(random() * (length - 1))
  const tail = plan.remove(day, at + head + kept, length - head)
  return [...plan.remove(day, at, head), ...tail]
}

/** Strings of neighbouring stops are removed from several days (Christiaens and Vanden Berghe 2020). */
export function removeStrings(
  plan: Plan,
  neighbours: readonly Int32Array[],
  random: Random,
  average = 10,
  longest = 10,
): number[] {
  const used = plan.counts.filter((count) => count > 0).length
  if (used === 0) return []
  const limit = Math.min(longest, plan.visited / used)
  const most = (4 * average) / (1 + limit) - 1
  const strings = Math.floor(random() * most + 1)
  const seed = Math.floor(random() * plan.problem.visits.length)
  const ruined = new Set<number>()
  const removed: number[] = []
  for (const visit of neighbours[seed]!) {
    if (ruined.size >= strings) break
    const day = plan.dayOf[visit]!
    if (day < 0 || ruined.has(day)) continue
    const at = plan.positionOf(visit)
    const movable = plan.counts[day]! - plan.fixedCounts[day]!
    if (at < plan.fixedCounts[day]! || movable === 0) continue
    ruined.add(day)
    const length = Math.floor(random() * Math.min(movable, limit) + 1)
    removed.push(...removeString(plan, day, at, Math.min(length, movable), random))
  }
  return removed
}

/** One to six stops in a row leave a random day. */
export function removeRun(plan: Plan, random: Random): number[] {
  const day = Math.floor(random() * plan.counts.length)
  const first = plan.fixedCounts[day]!
  const movable = plan.counts[day]! - first
  if (movable === 0) return []
  const length = Math.min(movable, 1 + Math.floor(random() * 6))
  return plan.remove(day, first + Math.floor(random() * (movable - length + 1)), length)
}
