import {
  cellsAt,
  type CellAddress as EngineAddress,
  overlap,
  type PlanConstraints,
  type PlanShape,
  planDimensions,
} from '@salesloom/engine/allocation'
import { type Conflict, type FitProblem, fitMargins, type MarginSet } from '@salesloom/engine/fit'
import { impossible, type Outcome } from '@salesloom/engine/outcome'
import { additiveOf, type PlanChange, type PlanCube, replaceCells } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { PlanMeasure } from '../scenario.store.ts'
import { engineAddress } from './plan-address.ts'
import type { MarginWish, PlanOperation } from './plan-operation.ts'

type Fit = Extract<PlanOperation, { kind: 'fit' }>['payload']

/** The member of a margin as an address. */
function addressOf(shape: PlanShape, { dimension }: MarginWish, member: string): EngineAddress {
  return engineAddress(shape, { [dimension]: member })
}

/** Which margin of a set each cell belongs to; members that share a cell are refused. */
function marginSet(shape: PlanShape, wish: MarginWish, position: Map<number, number>): MarginSet {
  const of = new Int32Array(position.size).fill(-1)
  for (const [margin, { member }] of wish.totals.entries()) {
    for (const cell of cellsAt(shape, addressOf(shape, wish, member))) {
      const at = position.get(cell)
      if (at === undefined) continue
      if (of[at] !== -1) throw new AppError('invalidInput', { field: wish.dimension, reason: 'twice' })
      of[at] = margin
    }
  }
  return { of, totals: Float64Array.from(wish.totals, ({ total }) => total) }
}

function heldTotalSet(
  shape: PlanShape,
  values: Float64Array,
  at: EngineAddress,
  position: Map<number, number>,
) {
  const of = new Int32Array(position.size).fill(-1)
  let total = 0
  for (const cell of cellsAt(shape, at)) {
    const place = position.get(cell)
    if (place === undefined) continue
    of[place] = 0
    total += values[cell]!
  }
  return { of, totals: Float64Array.of(total) }
}

/** The cells of a fit as the engine takes them: held leaves are bounds of one value. */
function poseFit(
  { shape }: PlanCube,
  values: Float64Array,
  cells: Int32Array,
  at: EngineAddress,
  margins: readonly MarginWish[],
  { heldLeaves = [], heldTotals = [], bounds = [] }: PlanConstraints,
): FitProblem {
  const position = new Map(Array.from(cells, (cell, i) => [cell, i]))
  const weights = Float64Array.from(cells, (cell) => values[cell]!)
  const low = new Float64Array(cells.length)
  const high = new Float64Array(cells.length).fill(Number.POSITIVE_INFINITY)
  for (const { at: bounded, low: least, high: most } of bounds)
    for (const cell of cellsAt(shape, bounded)) {
      const i = position.get(cell)
      if (i === undefined) continue
      low[i] = Math.max(low[i]!, least ?? 0)
      high[i] = Math.min(high[i]!, most ?? Number.POSITIVE_INFINITY)
    }
  for (const leaves of heldLeaves)
    for (const cell of cellsAt(shape, leaves)) {
      const i = position.get(cell)
      if (i !== undefined) low[i] = high[i] = values[cell]!
    }
  const dimensions = planDimensions(shape)
  const held = heldTotals.filter((total) => overlap(dimensions, total, at))
  const sets = [
    ...margins.map((wish) => marginSet(shape, wish, position)),
    ...held.map((total) => heldTotalSet(shape, values, total, position)),
  ]
  return { weights, low, high, sets }
}

/**
 * Changes the cells below a place so that several sets of totals are met at once, exactly, in proportion to what is
 * there and around what is held.
 */
export function fitPlan(
  plan: PlanCube,
  measure: PlanMeasure,
  fit: Fit,
  constraints: PlanConstraints,
): Outcome<PlanChange, string, Readonly<Record<string, unknown>>> {
  if (measure.kind === 'ratio')
    throw new AppError('invalidInput', { field: 'measure', reason: 'ratioHasNoTotals' })
  const at = engineAddress(plan.shape, fit.at)
  const cells = cellsAt(plan.shape, at)
  if (cells.length === 0) return impossible('no-cells', { at })
  const { values } = additiveOf(plan, measure.code)
  if (cells.some((cell) => values[cell]! < 0)) return impossible('negative-cells', { at })
  const fitted = fitMargins(poseFit(plan, values, cells, at, fit.margins, constraints))
  if (fitted.ok) return replaceCells(plan, measure.code, cells, fitted.value.values)
  if (fitted.reason === 'conflicting-margins')
    return impossible(fitted.reason, { conflict: fitted.detail as Conflict })
  return impossible(fitted.reason, { ...fitted.detail })
}
