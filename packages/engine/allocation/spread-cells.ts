import { preciseSum } from '../money/index.ts'
import { type Outcome, possible } from '../outcome.ts'
import { type CellAddress, cellsBelow } from './cube.ts'
import { cutLocalCube, type LocalCube, overlap, planDimensions } from './local-cube.ts'
import type { PlanShape } from './plan.ts'
import type { CellChange } from './spread.ts'
import { applyHold, applyOperation, type SpreadRefusal } from './spread-cube.ts'
import type { SpreadMethod } from './spread-operation.ts'
import { type Blocked, openState, type SpreadState } from './spread-state.ts'

/** What an edit of a plan must keep. Addresses name months, quarters and years by the dimension `time`. */
export type PlanConstraints = {
  /** every leaf below keeps its value */
  readonly heldLeaves?: readonly CellAddress[]
  /** the sum of each keeps its value */
  readonly heldTotals?: readonly CellAddress[]
  /** least and greatest value of every leaf below, whole numbers of the unit */
  readonly bounds?: readonly { readonly at: CellAddress; readonly low?: number; readonly high?: number }[]
}

/** A spread at an address of a plan. */
export type PlanSpread = SpreadMethod & { readonly at: CellAddress }

/** The held totals that a change at an address can reach: those that share a cell with it, and so on from these. */
function reachedHolds(shape: PlanShape, at: CellAddress, holds: readonly CellAddress[]): CellAddress[] {
  const dimensions = planDimensions(shape)
  const waiting = new Set(holds)
  const reached = [at]
  for (let r = 0; r < reached.length; r++)
    for (const hold of waiting) {
      if (!overlap(dimensions, reached[r]!, hold)) continue
      waiting.delete(hold)
      reached.push(hold)
    }
  return reached.slice(1)
}

function constrain(state: SpreadState, { heldLeaves = [], bounds = [] }: PlanConstraints): void {
  const { cube } = state
  for (const at of heldLeaves) for (const cell of cellsBelow(cube, at)) state.held[cell] = 1
  for (const { at, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } of bounds)
    for (const cell of cellsBelow(cube, at)) {
      cube.low[cell] = Math.max(cube.low[cell]!, low)
      cube.high[cell] = Math.min(cube.high[cell]!, high)
    }
}

/** A local cube with what must be kept in it. */
function openLocal({ cube }: LocalCube, heldTotals: readonly CellAddress[], constraints: PlanConstraints) {
  const state = openState(cube)
  constrain(state, constraints)
  for (const at of heldTotals) {
    const target = { at, cells: cellsBelow(cube, at) }
    const sum = (cells: Int32Array) => preciseSum(Float64Array.from(cells, (cell) => cube.values[cell]!))
    if (target.cells.length > 0) applyHold(state, target, 'consolidation', sum)
  }
  return state
}

/**
 * Spreads over cells of a plan by any method, keeping what is held and bounded: the cells below the address, those of
 * the reference and those of held totals that are reached are taken out of the plan, and the spread of `spreadCube` runs
 * over them. Costs as much as these cells, not as much as the plan.
 *
 * @param values one whole number of the unit for each leaf cell; not changed
 * @returns the cells below the address and all others that changed, or what stands in the way
 */
export function spreadCells(
  shape: PlanShape,
  values: Float64Array,
  spread: PlanSpread,
  constraints: PlanConstraints = {},
): Outcome<CellChange, SpreadRefusal, Blocked | { readonly at: CellAddress }> {
  const holds = reachedHolds(shape, spread.at, constraints.heldTotals ?? [])
  const references = spread.method === 'relativeProportional' ? [spread.reference] : []
  const local = cutLocalCube(shape, values, [spread.at, ...references, ...holds])
  const state = openLocal(local, holds, constraints)
  const done = applyOperation(state, spread)
  if (!done.ok) return done
  const touched = new Uint8Array(local.cells.length)
  for (const cell of cellsBelow(local.cube, spread.at)) touched[cell] = 1
  const kept = Int32Array.from(local.cells.keys()).filter(
    (i) => touched[i] === 1 || state.values[i] !== local.cube.values[i],
  )
  return possible({
    cells: kept.map((i) => local.cells[i]!),
    before: Float64Array.from(kept, (i) => local.cube.values[i]!),
    after: Float64Array.from(kept, (i) => state.values[i]!),
  })
}
