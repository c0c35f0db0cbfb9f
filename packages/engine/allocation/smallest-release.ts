import { findWhole, type LinearSystem, type WholeFeasibility } from '../optimisation/index.ts'
import { type Reach, type ReleasedSet, type ReleaseProblem, systemWithout } from './release-problem.ts'

/** A set to release, and whole changes of the atoms that are then possible. */
export type SmallestRelease =
  | { readonly kind: 'found'; readonly released: ReleasedSet; readonly changes: Float64Array }
  | { readonly kind: 'none' }
  | { readonly kind: 'limit-reached' }

/** Systems that may be solved, and their size, before the search gives up; larger ones are fewer, so that nothing hangs. */
const MOST_SYSTEMS = 4_000
const MOST_COEFFICIENTS = 200_000
const MOST_STEPS = 1_000_000_000
export const MOST_RELEASES = 12
const TINY = 1e-9

/** How a system is decided, in whole numbers or in real ones; what it solves it takes off the budget. */
export type Decide = (system: LinearSystem, budget: { left: number }) => WholeFeasibility

type Search = {
  readonly problem: ReleaseProblem
  readonly decide: Decide
  readonly budget: { left: number }
  readonly seen: Set<string>
}

function keyOf({ holds, up, down }: ReleasedSet): string {
  return `${[...holds].sort((a, b) => a - b).join()}|${up.join()}|${down.join()}`
}

function releaseHold(released: ReleasedSet, hold: number): ReleasedSet {
  return { ...released, holds: new Set([...released.holds, hold]) }
}

function releaseAtom(released: ReleasedSet, direction: 'up' | 'down', atom: number): ReleasedSet {
  return { ...released, [direction]: released[direction].with(atom, released[direction][atom]! + 1) }
}

/**
 * The releases of which at least one is in every set that helps: a proof of impossibility by multipliers rests only on
 * the held totals and bounds that it uses. Without such a proof any lock may be the one. Held totals come first.
 */
function branches(problem: ReleaseProblem, released: ReleasedSet, found: WholeFeasibility): ReleasedSet[] {
  const { atoms, requests, holds, rows } = problem
  const kept = holds.map((_, h) => h).filter((h) => !released.holds.has(h))
  const multipliers = found.kind === 'infeasible' ? found.multipliers : null
  const used = (h: number) =>
    multipliers === null || Math.abs(multipliers[requests.length + kept.indexOf(h)]!) > TINY
  const active = [...requests.map((_, r) => r), ...kept.map((h) => requests.length + h)]
  const pull = (a: number) =>
    multipliers === null ? null : active.reduce((sum, row, i) => sum + multipliers[i]! * rows[row]![a]!, 0)
  const { low, high } = systemWithout(problem, released)
  return [
    ...kept.filter(used).map((h) => releaseHold(released, h)),
    ...atoms.flatMap(({ upward, downward }, a) => {
      const force = pull(a)
      const next: ReleasedSet[] = []
      if ((force === null || force > TINY) && Number.isFinite(high[a]) && canGive(upward, released.up[a]!))
        next.push(releaseAtom(released, 'up', a))
      if (
        (force === null || force < -TINY) &&
        Number.isFinite(low[a]) &&
        canGive(downward, released.down[a]!)
      )
        next.push(releaseAtom(released, 'down', a))
      return next
    }),
  ]
}

/** Whether one more release would let an atom move further. */
function canGive(reach: Reach, count: number): boolean {
  return reach.slice(count + 1).some((further) => further > reach[Math.min(count, reach.length - 1)]!)
}

function descend(search: Search, released: ReleasedSet, releases: number): SmallestRelease {
  const key = keyOf(released)
  if (search.seen.has(key)) return { kind: 'none' }
  search.seen.add(key)
  const found = search.decide(systemWithout(search.problem, released), search.budget)
  if (found.kind === 'feasible') return { kind: 'found', released, changes: found.values }
  if (found.kind === 'limit-reached' || search.budget.left <= 0) return { kind: 'limit-reached' }
  if (releases === 0) return { kind: 'none' }
  for (const next of branches(search.problem, released, found)) {
    const below = descend(search, next, releases - 1)
    if (below.kind !== 'none') return below
  }
  return { kind: 'none' }
}

/**
 * The fewest held totals, held leaves and bounds to release so that all requests can be met in whole numbers: none,
 * then one, two, … are tried, each time only those that the proof of impossibility rests on, so that what is found
 * first is provably the fewest. `limit-reached` where the problem is too large to prove it.
 */
export function findSmallestRelease(problem: ReleaseProblem, decide: Decide = findWhole): SmallestRelease {
  const { atoms, rows } = problem
  if (atoms.length * rows.length > MOST_COEFFICIENTS) return { kind: 'limit-reached' }
  const nothing = atoms.map(() => 0)
  const steps = 2 * atoms.length * rows.length ** 2
  const budget = { left: Math.min(MOST_SYSTEMS, Math.ceil(MOST_STEPS / Math.max(1, steps))) }
  for (let releases = 0; releases <= MOST_RELEASES; releases++) {
    const search = { problem, decide, budget, seen: new Set<string>() }
    const found = descend(search, { holds: new Set(), up: nothing, down: nothing }, releases)
    if (found.kind !== 'none') return found
  }
  return { kind: 'limit-reached' }
}
