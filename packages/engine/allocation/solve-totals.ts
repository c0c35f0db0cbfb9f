import { preciseSum } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { type Bounds, reachOf, spreadWithin } from './bounded-spread.ts'
import { spreadUnderRules } from './constrained-spread.ts'
import { findRelease } from './find-release.ts'
import { spreadInProportion } from './proportion.ts'
import { poseRelease, type ReleasedSet, type ReleaseProblem } from './release-problem.ts'
import { findSmallestRelease } from './smallest-release.ts'
import {
  type Blocked,
  type ConsolidationHold,
  finiteOrNull,
  type Release,
  type SpreadState,
} from './spread-state.ts'
import type { TotalRequest } from './total-request.ts'

export type SolveOutcome = Outcome<void, 'holds-and-bounds', Blocked>

function pick(values: ArrayLike<number>, cells: Int32Array): Float64Array {
  return Float64Array.from(cells, (cell) => values[cell]!)
}

function boundsOf({ cube, held, values }: SpreadState, cells: Int32Array): Bounds {
  const at = (bounds: Float64Array) =>
    Float64Array.from(cells, (cell) => (held[cell] === 1 ? values[cell]! : bounds[cell]!))
  return { low: at(cube.low), high: at(cube.high) }
}

function shareOf({ share }: TotalRequest, position: (i: number) => boolean) {
  if (share === 'proportional') return share
  return {
    base: share.base.filter((_, i) => position(i)),
    weights: share.weights.filter((_, i) => position(i)),
  }
}

/** One total without consolidation holds in the way: exact, by proportion and largest remainder. */
function solveOne(state: SpreadState, request: TotalRequest): SolveOutcome {
  const { cells, total } = request
  const isFree = (i: number) => state.held[cells[i]!] === 0
  const free = cells.filter((_, i) => isFree(i))
  const heldSum = preciseSum(pick(state.values, cells)) - preciseSum(pick(state.values, free))
  const bounds = boundsOf(state, free)
  const reach = reachOf(bounds)
  const wanted = total - heldSum
  if (wanted < reach.low || wanted > reach.high) {
    const missing = wanted > reach.high ? wanted - reach.high : wanted - reach.low
    return impossible('holds-and-bounds', {
      at: request.at,
      asked: total,
      least: finiteOrNull(reach.low + heldSum),
      greatest: finiteOrNull(reach.high + heldSum),
      release: findRelease(state, cells, missing),
      smallest: true,
    })
  }
  const share = shareOf(request, isFree)
  const answer =
    share === 'proportional'
      ? spreadInProportion(pick(state.values, free), bounds, wanted)
      : spreadWithin({ ...share, bounds }, wanted)
  if (answer === null) throw new Error('a total inside its reach was not found')
  for (const [i, cell] of free.entries()) state.values[cell] = answer[i]!
  return possible(undefined)
}

type Scope = {
  /** cells that may change */
  readonly cells: Int32Array
  readonly holds: readonly ConsolidationHold[]
}

function baseAndWeights(state: SpreadState, requests: readonly TotalRequest[], cells: Int32Array) {
  const base = pick(state.values, cells)
  const weights = base.map(Math.abs)
  const position = new Map(Array.from(cells, (cell, i) => [cell, i]))
  for (const { cells: asked, share } of requests) {
    if (share === 'proportional') continue
    for (const [i, cell] of asked.entries()) {
      const at = position.get(cell)
      if (at === undefined) continue
      base[at] = share.base[i]!
      weights[at] = share.weights[i]!
    }
  }
  return { base, weights, position }
}

/** All totals and holds at once over the cells of a scope; null where they cannot be kept together. */
function solveTogether(
  state: SpreadState,
  requests: readonly TotalRequest[],
  { cells, holds }: Scope,
  bounds: Bounds,
): Float64Array | null {
  const { base, weights, position } = baseAndWeights(state, requests, cells)
  const ruleOf = (all: Int32Array, total: number) => {
    const inside = all.filter((cell) => position.has(cell))
    const outside = all.filter((cell) => !position.has(cell))
    return {
      cells: inside.map((cell) => position.get(cell)!),
      total: total - preciseSum(pick(state.values, outside)),
    }
  }
  const rules = [...requests, ...holds].map(({ cells: all, total }) => ruleOf(all, total))
  if (rules.some((rule) => rule.cells.length === 0 && rule.total !== 0)) return null
  const used = rules.filter((rule) => rule.cells.length > 0)
  const proportional = requests.every(({ share }) => share === 'proportional')
  const noNegative = proportional && base.every((value) => value >= 0)
  const floors = { low: bounds.low.map((low) => Math.max(low, 0)), high: bounds.high }
  const first = noNegative ? spreadUnderRules({ base, weights, bounds: floors, rules: used }) : null
  return first ?? spreadUnderRules({ base, weights, bounds, rules: used })
}

/** The cells asked for, and with `wide` also those under the holds that they touch, as far as that reaches. */
export function scopeOf(
  state: SpreadState,
  requests: readonly Pick<TotalRequest, 'cells'>[],
  wide: boolean,
): Scope {
  const cells = new Set(requests.flatMap((request) => [...request.cells]))
  const holds = new Set<ConsolidationHold>()
  let grown = true
  while (grown) {
    grown = false
    for (const hold of state.consolidationHolds.values()) {
      if (holds.has(hold) || !hold.cells.some((cell) => cells.has(cell))) continue
      holds.add(hold)
      if (!wide) continue
      grown = true
      for (const cell of hold.cells) cells.add(cell)
    }
  }
  return { cells: Int32Array.from(cells).sort(), holds: [...holds] }
}

function solveScope(
  state: SpreadState,
  requests: readonly TotalRequest[],
): { cells: Int32Array; values: Float64Array } | null {
  for (const wide of [false, true]) {
    const scope = scopeOf(state, requests, wide)
    const values = solveTogether(state, requests, scope, boundsOf(state, scope.cells))
    if (values !== null) return { cells: scope.cells, values }
  }
  return null
}

/** What to release, and by how much: held totals, then what stands in the way within the atoms. */
function namesOf(
  state: SpreadState,
  { atoms, holds, requests, rows }: ReleaseProblem,
  released: ReleasedSet,
  changes: Float64Array,
): Release[] {
  const held = [...released.holds]
    .sort((a, b) => a - b)
    .map((h): Release => {
      const row = rows[requests.length + h]!
      const by = preciseSum(changes.map((change, a) => change * row[a]!))
      return { kind: 'consolidationHold', at: holds[h]!.at, by }
    })
  const leaves = atoms.flatMap(({ cells, present, low, high }, a) => {
    const after = present + changes[a]!
    if (after > high) return findRelease(state, cells, after - high)
    return after < low ? findRelease(state, cells, after - low) : []
  })
  return [...held, ...leaves]
}

/** The cells of atoms at their totals, each in the proportions asked for and inside its bounds. */
function fillAtoms(
  state: SpreadState,
  requests: readonly TotalRequest[],
  { cells }: Scope,
  { atoms }: ReleaseProblem,
  changes: Float64Array,
): Float64Array {
  const { base, weights, position } = baseAndWeights(state, requests, cells)
  const values = pick(state.values, cells)
  for (const [a, atom] of atoms.entries()) {
    const at = atom.cells.map((cell) => position.get(cell)!)
    const shift = { base: pick(base, at), weights: pick(weights, at), bounds: boundsOf(state, atom.cells) }
    const filled = spreadWithin(shift, atom.present + changes[a]!)
    if (filled === null) throw new Error('a total inside its reach was not found')
    for (const [i, place] of at.entries()) values[place] = filled[i]!
  }
  return values
}

/**
 * Whether whole values exist is proved first, over the few totals of atoms; then those nearest to the present are looked
 * for, and where rounding nearby finds none the proof's own are taken.
 */
function solveOrProve(
  state: SpreadState,
  requests: readonly TotalRequest[],
): { cells: Int32Array; values: Float64Array } | { release: Release[]; smallest: boolean } {
  const scope = scopeOf(state, requests, true)
  const problem = poseRelease(state, requests, scope.holds, scope.cells)
  const found = findSmallestRelease(problem)
  if (found.kind === 'found') {
    const release = namesOf(state, problem, found.released, found.changes)
    if (release.length > 0) return { release, smallest: true }
  }
  const solved = solveScope(state, requests)
  if (solved !== null) return solved
  if (found.kind !== 'found') return { release: [], smallest: false }
  return { cells: scope.cells, values: fillAtoms(state, requests, scope, problem, found.changes) }
}

/**
 * Brings cells to their totals, in place. Held leaves and consolidation holds stay; a hold whose inside is written
 * gives way within itself: its other cells take the opposite change.
 *
 * @param requests totals over disjoint cells
 * @returns what stands in the way and the smallest set to release, where it is impossible; then nothing has changed
 */
export function solveTotals(state: SpreadState, requests: readonly TotalRequest[]): SolveOutcome {
  const touched = scopeOf(state, requests, false).holds
  if (touched.length === 0) {
    const before = state.values.slice()
    for (const request of requests) {
      const solved = solveOne(state, request)
      if (solved.ok) continue
      state.values.set(before)
      return solved
    }
    return possible(undefined)
  }
  const solved = solveOrProve(state, requests)
  if ('release' in solved)
    return impossible('holds-and-bounds', {
      at: requests[0]!.at,
      asked: preciseSum(requests.map(({ total }) => total)),
      least: null,
      greatest: null,
      ...solved,
    })
  for (const [i, cell] of solved.cells.entries()) state.values[cell] = solved.values[i]!
  return possible(undefined)
}
