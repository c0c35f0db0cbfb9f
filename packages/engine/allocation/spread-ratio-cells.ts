import { preciseSum } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { roundHalfAway } from './along-axis.ts'
import { roundToTotal, unbounded } from './bounded-spread.ts'
import { type CellAddress, cellsBelow } from './cube.ts'
import { cutLocalCube } from './local-cube.ts'
import type { PlanShape } from './plan.ts'
import { applyRatioOperation } from './ratio-spread.ts'
import type { CellChange } from './spread.ts'
import type { PlanSpread } from './spread-cells.ts'
import type { SpreadRefusal } from './spread-cube.ts'
import { type Blocked, openState } from './spread-state.ts'

/** A ratio of a plan: whole numerators over denominators of 0 or more, one of each for every leaf cell. */
export type RatioCells = { readonly numerators: Float64Array; readonly denominators: Float64Array }

/**
 * Spreads over a ratio of a plan by moving its numerators: the ratios move as in `applyRatioOperation`, and the numerators
 * that follow are rounded to whole numbers with the nearest whole total. Cells without a denominator stay.
 *
 * @param spread amounts are ratios
 * @param heldLeaves addresses below which ratios keep their values
 * @returns the change of the numerators, or what stands in the way
 */
export function spreadRatioCells(
  shape: PlanShape,
  { numerators, denominators }: RatioCells,
  spread: PlanSpread,
  heldLeaves: readonly CellAddress[],
): Outcome<CellChange, SpreadRefusal, Blocked | { readonly at: CellAddress }> {
  const references = spread.method === 'relativeProportional' ? [spread.reference] : []
  const { cube, cells } = cutLocalCube(shape, numerators, [spread.at, ...references])
  const weights = Float64Array.from(cells, (cell) => denominators[cell]!)
  const ratios = cube.values.map((value, i) => (weights[i]! > 0 ? value / weights[i]! : 0))
  const state = openState({ ...cube, values: ratios, denominators: weights })
  for (const at of heldLeaves) for (const cell of cellsBelow(cube, at)) state.held[cell] = 1
  const done = applyRatioOperation(state, spread)
  if (!done.ok) return done
  const free = cellsBelow(cube, spread.at).filter((i) => weights[i]! > 0 && state.held[i] === 0)
  const reals = Float64Array.from(free, (i) => state.values[i]! * weights[i]!)
  const total = roundHalfAway(preciseSum(reals))
  const after = Number.isSafeInteger(total) ? roundToTotal(reals, total, unbounded(free.length)) : null
  if (after === null) return impossible('too-large', { at: spread.at })
  return possible({
    cells: free.map((i) => cells[i]!),
    before: Float64Array.from(free, (i) => cube.values[i]!),
    after,
  })
}
