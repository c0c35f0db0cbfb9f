import {
  type Blocked,
  type CellAddress,
  type CellChange,
  type PlanConstraints,
  type PlanSpread,
  type SpreadRefusal,
  spreadCells,
  spreadRatioCells,
} from '../allocation/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { type PlanChange, toggleChange } from './plan-change.ts'
import { additiveOf, measureOf, type PlanCube } from './plan-cube.ts'
import { spreadFreeCells } from './spread-free-cells.ts'
import { totalsOf } from './spread-plan.ts'

type ChangeOutcome = Outcome<
  PlanChange,
  SpreadRefusal,
  Blocked | { readonly at: CellAddress } | Readonly<Record<string, number>>
>

/** Makes a change of single cells, unless a sum would leave the safe whole numbers. */
function make(
  plan: PlanCube,
  measure: string,
  { cells, before, after }: CellChange,
): Outcome<PlanChange, 'too-large', Readonly<Record<string, number>>> {
  const { totals } = additiveOf(plan, measure)
  const [old, next] = [totalsOf(before), totalsOf(after)]
  const otherTotals = {
    sum: totals.sum - old.sum + next.sum,
    size: totals.size - old.size + next.size,
  }
  if (otherTotals.size > Number.MAX_SAFE_INTEGER) return impossible('too-large', { size: otherTotals.size })
  const change = { measure, place: { cells }, touched: cells.length, others: after.slice(), otherTotals }
  toggleChange(plan, change)
  return possible(change)
}

/**
 * Gives single cells other values, in place.
 * @returns the change; `too-large` where a sum would leave the safe whole numbers
 */
export function replaceCells(
  plan: PlanCube,
  measure: string,
  cells: Int32Array,
  after: Float64Array,
): Outcome<PlanChange, 'too-large', Readonly<Record<string, number>>> {
  const { values } = additiveOf(plan, measure)
  const before = Float64Array.from(cells, (cell) => values[cell]!)
  return make(plan, measure, { cells, before, after })
}

/**
 * Changes a plan in place by any method of spreading, around what is held and within bounds. Of a ratio the numerator
 * moves so that the quotient of the sums becomes what was asked, to half a unit of the numerator; held totals and bounds
 * are those of additive measures. Costs as much as the cells that it reads and writes.
 *
 * @returns the change, or what stands in the way
 * @throws RangeError for an unknown measure, dimension or member, or held totals or bounds of a ratio
 */
export function changePlan(
  plan: PlanCube,
  measureName: string,
  spread: PlanSpread,
  constraints: PlanConstraints = {},
): ChangeOutcome {
  const measure = measureOf(plan, measureName)
  if (measure.kind === 'additive') {
    const plain = spreadFreeCells(plan, measureName, spread, constraints)
    if (plain !== null) return plain
    const change = spreadCells(plan.shape, measure.values, spread, constraints)
    return change.ok ? make(plan, measureName, change.value) : change
  }
  const { heldLeaves = [], ...others } = constraints
  if (Object.values(others).some((list) => list.length > 0))
    throw new RangeError(`${measureName} is a ratio: totals and bounds are held of additive measures`)
  const parts = {
    numerators: additiveOf(plan, measure.numerator).values,
    denominators: additiveOf(plan, measure.denominator).values,
  }
  const change = spreadRatioCells(plan.shape, parts, spread, heldLeaves)
  return change.ok ? make(plan, measure.numerator, change.value) : change
}
