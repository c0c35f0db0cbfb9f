import { preciseSum } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { type Bounds, reachOf, spreadWithin } from './bounded-spread.ts'
import { spreadUnderRules } from './constrained-spread.ts'
import { addressOf, type CellAddress, cellsBelow } from './cube.ts'
import { findRelease } from './find-release.ts'
import { spreadInProportion } from './proportion.ts'
import {
  type Blocked,
  type ConsolidationHold,
  finiteOrNull,
  type Release,
  type SpreadState,
} from './spread-state.ts'

/**
 * A total that cells must add up to, and how the change is shared: `proportional` to their values, or by weights onto
 * a base (0 where the base is replaced, the present value where something is added).
 */
export type TotalRequest = {
  readonly at: CellAddress
  readonly cells: Int32Array
  readonly total: number
  readonly share: 'proportional' | { readonly base: Float64Array; readonly weights: Float64Array }
}

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
function scopeOf(state: SpreadState, requests: readonly TotalRequest[], wide: boolean): Scope {
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

type Lock = Omit<Release, 'by'> & { readonly without: (state: SpreadState) => SpreadState }

/** Everything that could be released: consolidation holds first, then held leaves, then bounds. */
function locksOf(state: SpreadState, { cells, holds }: Scope): Lock[] {
  const consolidations = holds.map((hold): Lock => {
    const key = [...state.consolidationHolds].find(([, value]) => value === hold)?.[0] ?? ''
    return {
      kind: 'consolidationHold',
      at: hold.at,
      without: (from) => {
        const kept = new Map(from.consolidationHolds)
        kept.delete(key)
        return { ...from, consolidationHolds: kept }
      },
    }
  })
  const leaves = Array.from(cells).flatMap((cell): Lock[] => {
    const at = addressOf(state.cube, cell)
    if (state.held[cell] === 1)
      return [
        {
          kind: 'leafHold',
          at,
          without: (from) => ({ ...from, held: from.held.map((held, i) => (i === cell ? 0 : held)) }),
        },
      ]
    const unbind =
      (side: 'low' | 'high', value: number): Lock['without'] =>
      (from) => ({
        ...from,
        cube: { ...from.cube, [side]: from.cube[side].map((bound, i) => (i === cell ? value : bound)) },
      })
    return [
      ...(Number.isFinite(state.cube.high[cell])
        ? [{ kind: 'maximum' as const, at, without: unbind('high', Number.POSITIVE_INFINITY) }]
        : []),
      ...(Number.isFinite(state.cube.low[cell])
        ? [{ kind: 'minimum' as const, at, without: unbind('low', Number.NEGATIVE_INFINITY) }]
        : []),
    ]
  })
  return [...consolidations, ...leaves]
}

const MOST_TRIALS = 600
/** Cells × trials: a large plan gets fewer trials, so that a refusal comes in seconds. */
const MOST_TRIAL_CELLS = 2_000_000

function* setsOf(locks: readonly Lock[], size: number, from = 0): Generator<Lock[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let i = from; i < locks.length; i++)
    for (const rest of setsOf(locks, size - 1, i + 1)) yield [locks[i]!, ...rest]
}

function amountBeyond(state: SpreadState, lock: Lock, solved: ReadonlyMap<number, number>): number {
  const cells = cellsBelow(state.cube, lock.at)
  const after = preciseSum(Array.from(cells, (cell) => solved.get(cell) ?? state.values[cell]!))
  if (lock.kind === 'maximum') return after - state.cube.high[cells[0]!]!
  if (lock.kind === 'minimum') return after - state.cube.low[cells[0]!]!
  return after - preciseSum(pick(state.values, cells))
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

/** The smallest set of holds and bounds that makes the request possible: tried by size, within a limit of trials. */
function findReleaseByTrial(state: SpreadState, requests: readonly TotalRequest[]): Release[] {
  const scope = scopeOf(state, requests, true)
  const locks = locksOf(state, scope)
  const most = Math.min(MOST_TRIALS, Math.max(5, Math.floor(MOST_TRIAL_CELLS / scope.cells.length)))
  let trials = 0
  for (let size = 1; size <= locks.length; size++) {
    for (const set of setsOf(locks, size)) {
      if (++trials > most) return []
      const released = set.reduce((from, lock) => lock.without(from), state)
      const solved = solveScope(released, requests)
      if (solved === null) continue
      const values = new Map(Array.from(solved.cells, (cell, i) => [cell, solved.values[i]!]))
      return set.map((lock) => ({ kind: lock.kind, at: lock.at, by: amountBeyond(state, lock, values) }))
    }
  }
  return []
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
  const solved = solveScope(state, requests)
  if (solved === null) {
    const [first] = requests
    return impossible('holds-and-bounds', {
      at: first!.at,
      asked: preciseSum(requests.map(({ total }) => total)),
      least: null,
      greatest: null,
      release: findReleaseByTrial(state, requests),
    })
  }
  for (const [i, cell] of solved.cells.entries()) state.values[cell] = solved.values[i]!
  return possible(undefined)
}
