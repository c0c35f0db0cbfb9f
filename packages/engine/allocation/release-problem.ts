import { preciseSum } from '../money/index.ts'
import type { LinearSystem } from '../optimisation/index.ts'
import { atomsOf } from './constrained-spread.ts'
import type { ConsolidationHold, SpreadState } from './spread-state.ts'
import type { TotalRequest } from './total-request.ts'

/** How far releases move the total of an atom in one direction: entry k with the best k of them, entry 0 is 0. */
export type Reach = readonly number[]

/** Cells that stand in the same sums: of them only the total matters. */
export type Atom = {
  /** cells of the plan */
  readonly cells: Int32Array
  /** what they hold now, the base of the equations: these are over changes, so that they start from the present */
  readonly present: number
  readonly low: number
  readonly high: number
  readonly upward: Reach
  readonly downward: Reach
}

/** Requests and held totals as equations over the totals of atoms. */
export type ReleaseProblem = {
  readonly atoms: readonly Atom[]
  readonly requests: readonly Pick<TotalRequest, 'cells' | 'total'>[]
  readonly holds: readonly ConsolidationHold[]
  /** which atoms each request, then each hold, adds up */
  readonly rows: readonly Float64Array[]
}

/** What is released: held totals by number, and for each atom how many locks upward and downward. */
export type ReleasedSet = {
  readonly holds: ReadonlySet<number>
  readonly up: readonly number[]
  readonly down: readonly number[]
}

/**
 * One release frees most where a leaf has no other bound. Held leaves with a bound free what lies between; a leaf
 * released from both is free altogether, so two are always enough.
 */
function reachOf({ cube, held, values }: SpreadState, cells: Int32Array, upward: boolean): Reach {
  let first = 0
  for (const cell of cells) {
    const bound = upward ? cube.high[cell]! : cube.low[cell]!
    const gain = held[cell] === 1 ? Math.abs(bound - values[cell]!) : Number.POSITIVE_INFINITY
    if (gain > first) first = gain
  }
  return [0, first, Number.POSITIVE_INFINITY]
}

function boundOf({ cube, held, values }: SpreadState, cells: Int32Array, side: 'low' | 'high'): number {
  return preciseSum(
    Float64Array.from(cells, (cell) => (held[cell] === 1 ? values[cell]! : cube[side][cell]!)),
  )
}

/** Cuts the cells of requests and holds into atoms. */
export function poseRelease(
  state: SpreadState,
  requests: readonly Pick<TotalRequest, 'cells' | 'total'>[],
  holds: readonly ConsolidationHold[],
  cells: Int32Array,
  reach: (cells: Int32Array, upward: boolean) => Reach = (own, upward) => reachOf(state, own, upward),
): ReleaseProblem {
  const position = new Map(Array.from(cells, (cell, i) => [cell, i]))
  const sums = [...requests, ...holds].map((sum) => ({
    cells: sum.cells.map((cell) => position.get(cell)!),
    total: sum.total,
  }))
  const parts = atomsOf(cells.length, sums)
  const atoms = parts.map((part): Atom => {
    const own = part.cells.map((i) => cells[i]!)
    return {
      cells: own,
      present: preciseSum(Float64Array.from(own, (cell) => state.values[cell]!)),
      low: boundOf(state, own, 'low'),
      high: boundOf(state, own, 'high'),
      upward: reach(own, true),
      downward: reach(own, false),
    }
  })
  const rows = sums.map((_, r) => Float64Array.from(parts, ({ rules }) => (rules.includes(r) ? 1 : 0)))
  return { atoms, requests, holds, rows }
}

function extended(count: number, reach: Reach): number {
  return reach[Math.min(count, reach.length - 1)]!
}

/** The equations over the changes of the atoms that are left when a set is released. */
export function systemWithout(problem: ReleaseProblem, released: ReleasedSet): LinearSystem {
  const { atoms, requests, holds, rows } = problem
  const kept = holds.map((_, h) => h).filter((h) => !released.holds.has(h))
  const numbers = [...requests.map((_, r) => r), ...kept.map((h) => requests.length + h)]
  const present = (row: Float64Array) => atoms.reduce((sum, atom, a) => sum + row[a]! * atom.present, 0)
  return {
    rows: numbers.map((number) => rows[number]!),
    totals: Float64Array.from(
      numbers,
      (number) => [...requests, ...holds][number]!.total - present(rows[number]!),
    ),
    low: Float64Array.from(
      atoms,
      (atom, a) => atom.low - atom.present - extended(released.down[a]!, atom.downward),
    ),
    high: Float64Array.from(
      atoms,
      (atom, a) => atom.high - atom.present + extended(released.up[a]!, atom.upward),
    ),
  }
}
