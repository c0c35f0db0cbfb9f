import { preciseSum } from '../money/index.ts'
import { findFeasible } from '../optimisation/index.ts'
import { addressOf } from './cube.ts'
import { type Atom, poseRelease, type Reach, type ReleaseProblem } from './release-problem.ts'
import { type Decide, findSmallestRelease, MOST_RELEASES } from './smallest-release.ts'
import { scopeOf } from './solve-totals.ts'
import type { Release, SpreadState } from './spread-state.ts'

/** What a ratio's numerators must add up to over some cells. */
export type NumeratorRequest = { readonly cells: Int32Array; readonly total: number }

/** How far cells could go if nothing held or bounded them, by cell, as numerators: 0 and the denominator for shares. */
type Limits = { readonly low: Float64Array; readonly high: Float64Array }

/** A ratio's cells as their numerators: a mean is then a total, and a held mean a held total. */
type Numerators = { readonly state: SpreadState; readonly limits: Limits }

/** What may be released of one leaf in one direction: its hold, then its bound. */
type Lock = { readonly kind: Release['kind']; readonly cell: number; readonly gain: number }

export type RatioRelease =
  | { readonly kind: 'release'; readonly release: readonly Release[]; readonly smallest: boolean }
  /** nothing needs releasing: numerators that every cell group may take */
  | { readonly kind: 'possible'; readonly groups: readonly { cells: Int32Array; total: number }[] }

const decideReal: Decide = (system, budget) =>
  budget.left-- <= 0 ? { kind: 'limit-reached' } : findFeasible(system)

/** An infinite bound of a cell without a denominator is no bound but nothing at all. */
function times(bound: number, denominator: number): number {
  return denominator === 0 ? 0 : bound * denominator
}

/**
 * @param fixed cells whose values the request itself gives: no release moves them
 * @param areShares whether values stay between 0 and 1
 */
function numeratorsOf(state: SpreadState, fixed: ReadonlySet<number>, areShares: boolean): Numerators {
  const { cube, values } = state
  const d = cube.denominators
  const isFree = (cell: number) => !fixed.has(cell)
  const limit = (natural: number) =>
    values.map((value, cell) => times(isFree(cell) ? natural : value, d[cell]!))
  const limits = {
    low: limit(areShares ? 0 : Number.NEGATIVE_INFINITY),
    high: limit(areShares ? 1 : Number.POSITIVE_INFINITY),
  }
  return {
    limits,
    state: {
      ...state,
      values: values.map((value, cell) => value * d[cell]!),
      held: state.held.map((held, cell) => (isFree(cell) ? held : 0)),
      cube: {
        ...cube,
        low: cube.low.map((low, cell) => Math.max(limits.low[cell]!, times(low, d[cell]!))),
        high: cube.high.map((high, cell) => Math.min(limits.high[cell]!, times(high, d[cell]!))),
      },
    },
  }
}

function locksOf({ state, limits }: Numerators, cell: number, upward: boolean): Lock[] {
  const { cube, held, values } = state
  const bound = upward ? cube.high[cell]! : cube.low[cell]!
  const limit = upward ? limits.high[cell]! : limits.low[cell]!
  const beyond: Lock = { kind: upward ? 'maximum' : 'minimum', cell, gain: Math.abs(limit - bound) }
  const locks = limit === bound ? [] : [beyond]
  return held[cell] === 1
    ? [{ kind: 'leafHold', cell, gain: Math.abs(bound - values[cell]!) }, ...locks]
    : locks
}

const sumOf = (locks: readonly Lock[]) => locks.reduce((sum, { gain }) => sum + gain, 0)

/** Cells of which at least as many as may be released give no more than these do: the others never matter. */
function strongest(all: readonly (readonly Lock[])[]): (readonly Lock[])[] {
  const by = (gain: (locks: readonly Lock[]) => number) =>
    all
      .filter((locks) => gain(locks) > 0)
      .toSorted((a, b) => gain(b) - gain(a) || a[0]!.cell - b[0]!.cell)
      .slice(0, MOST_RELEASES)
  return [...new Set([...by((locks) => locks[0]?.gain ?? 0), ...by(sumOf)])]
}

/**
 * The most that k releases give, for every k, and which: of each cell none, its first lock or both are chosen. A hold
 * before its bound, since a bound behind a hold frees nothing.
 */
function bestLocks(numerators: Numerators, cells: Int32Array, upward: boolean): readonly (readonly Lock[])[] {
  const all = Array.from(cells, (cell) => locksOf(numerators, cell, upward))
  let best: (readonly Lock[])[] = [[]]
  for (const locks of strongest(all)) {
    const next = [...best]
    for (const [k, chosen] of best.entries())
      for (let take = 1; take <= locks.length && k + take <= MOST_RELEASES; take++) {
        const more = [...chosen, ...locks.slice(0, take)]
        const known = next[k + take]
        if (known === undefined || sumOf(more) > sumOf(known)) next[k + take] = more
      }
    best = next
  }
  return best
}

function reachOf(numerators: Numerators, cells: Int32Array, upward: boolean): Reach {
  return bestLocks(numerators, cells, upward).map(sumOf)
}

/** The fewest locks of an atom that give what is needed, each with its part of it, as changes of ratios. */
function namesWithin(numerators: Numerators, { cells }: Atom, beyond: number): Release[] {
  const needed = Math.abs(beyond)
  const enough = bestLocks(numerators, cells, beyond > 0).find(
    (locks) => sumOf(locks) >= needed - 1e-9 * Math.max(1, needed),
  )
  let rest = needed
  return (enough ?? []).map(({ kind, cell, gain }) => {
    const part = Math.min(rest, gain)
    rest -= part
    const { cube } = numerators.state
    return { kind, at: addressOf(cube, cell), by: (Math.sign(beyond) * part) / cube.denominators[cell]! }
  })
}

function namesOf(
  numerators: Numerators,
  { atoms, holds, requests, rows }: ReleaseProblem,
  releasedHolds: ReadonlySet<number>,
  changes: Float64Array,
): Release[] {
  const { cube } = numerators.state
  const held = [...releasedHolds]
    .sort((a, b) => a - b)
    .map((h): Release => {
      const row = rows[requests.length + h]!
      const weight = preciseSum(Array.from(holds[h]!.cells, (cell) => cube.denominators[cell]!))
      return {
        kind: 'consolidationHold',
        at: holds[h]!.at,
        by: preciseSum(changes.map((change, a) => change * row[a]!)) / weight,
      }
    })
  const leaves = atoms.flatMap((atom, a) => {
    const after = atom.present + changes[a]!
    const slack = 1e-9 * Math.max(1, Math.abs(after))
    if (after > atom.high + slack) return namesWithin(numerators, atom, after - atom.high)
    return after < atom.low - slack ? namesWithin(numerators, atom, after - atom.low) : []
  })
  return [...held, ...leaves]
}

/**
 * What keeps ratios from a mean, and the fewest holds and bounds whose release makes it possible, with the change of each
 * as a ratio. Numerators add up like totals, so it is their problem in real numbers, and proved in the same way.
 *
 * @param fixed cells whose values the request itself gives
 * @param areShares whether values stay between 0 and 1: no release lets a share leave that
 */
export function findRatioRelease(
  state: SpreadState,
  request: NumeratorRequest,
  { fixed, areShares }: { readonly fixed: ReadonlySet<number>; readonly areShares: boolean },
): RatioRelease {
  const numerators = numeratorsOf(state, fixed, areShares)
  const scope = scopeOf(numerators.state, [request], true)
  const problem = poseRelease(numerators.state, [request], scope.holds, scope.cells, (cells, upward) =>
    reachOf(numerators, cells, upward),
  )
  const found = findSmallestRelease(problem, decideReal)
  if (found.kind !== 'found') return { kind: 'release', release: [], smallest: false }
  const { holds, up, down } = found.released
  if (holds.size === 0 && [...up, ...down].every((count) => count === 0))
    return {
      kind: 'possible',
      groups: problem.atoms.map(({ cells, present }, a) => ({ cells, total: present + found.changes[a]! })),
    }
  return { kind: 'release', release: namesOf(numerators, problem, holds, found.changes), smallest: true }
}
