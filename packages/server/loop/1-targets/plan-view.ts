import type { CellAddress, PlanAxis } from '@salesloom/contract'
import { type Dimension, type PlanShape, positionOf, sumRow } from '@salesloom/engine/allocation'
import { toMinorUnits } from '@salesloom/engine/money'
import { AppError } from '../../platform/app-error.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import type { DimensionAxis } from './decomposition/plan-address.ts'

/** Positions of the people in a plan that a caller may see: all, or those below the units they lead, and themselves. */
function visibleLeaves(shape: PlanShape, visibility: Visibility): (position: number) => boolean {
  if (visibility.whole) return () => true
  const organisation = shape.dimensions[0]
  if (organisation === undefined) return () => false
  const keys = [
    ...visibility.orgUnitIds.map((id) => `orgUnit:${id}`),
    ...visibility.personIds.map((id) => `person:${id}`),
  ]
  const ranges = keys
    .map((key) => positionOf(organisation, key))
    .filter((position) => position >= 0)
    .map((position) => [position, organisation.ends[position] ?? position] as const)
  return (position) => ranges.some(([from, to]) => position >= from && position < to)
}

function memberRange(dimension: Dimension, key: string | undefined): readonly [number, number] {
  if (key === undefined) return [0, dimension.keys.length]
  const position = positionOf(dimension, key)
  if (position < 0)
    throw new AppError('notFound', { what: dimension.name as DimensionAxis | 'time', id: key })
  return [position, dimension.ends[position] ?? position]
}

/**
 * Leaf combinations at an address that a caller may see. An address outside the caller's part of the organisation
 * is refused; one that is partly inside gives that part.
 */
export function visibleCombinations(shape: PlanShape, visibility: Visibility, at: CellAddress): Int32Array {
  const ranges = shape.dimensions.map((dimension) =>
    memberRange(dimension, at[dimension.name as DimensionAxis]),
  )
  const may = visibleLeaves(shape, visibility)
  const width = shape.dimensions.length
  const found: number[] = []
  let existing = 0
  for (let c = 0; c * width < shape.combinations.length; c++) {
    const inside = ranges.every(([from, to], d) => {
      const position = shape.combinations[c * width + d] ?? -1
      return position >= from && position < to
    })
    if (!inside) continue
    existing++
    if (may(shape.combinations[c * width] ?? -1)) found.push(c)
  }
  if (found.length === 0 && existing > 0 && at.organisation !== undefined)
    throw new AppError('outsideSubtree')
  return Int32Array.from(found)
}

/** Positions of the months at an address: one, a quarter, or all. */
export function monthsAt(shape: PlanShape, time: string | undefined): number[] {
  const all = shape.months.map((_, m) => m)
  if (time === undefined || time.startsWith('year:')) return all
  const [kind, value = ''] = time.split(':')
  const months =
    kind === 'month'
      ? all.filter((m) => shape.months[m] === value)
      : all.filter((m) => Math.floor(m / 3) + 1 === Number(value.split('-').at(-1)))
  if (months.length === 0) throw new AppError('notFound', { what: 'period', id: time })
  return months
}

type Cells = { readonly combinations: Int32Array; readonly months: readonly number[] }

/** Sum of base cells, and of what units have beyond them (both ledger units), in minor units, rounded once. */
export function baseOf(
  shape: PlanShape,
  base: Float64Array,
  cells: Cells,
  currencyDigits: number,
  beyond = 0,
): number {
  return toMinorUnits(BigInt(sumRow(shape, base, cells) + beyond), currencyDigits)
}

/** Refuses rows along a dimension that a plan does not have. */
export function checkAxes(shape: PlanShape, axes: readonly PlanAxis[]): void {
  const unknown = axes.find(
    (axis) => axis !== 'month' && axis !== 'quarter' && !shape.dimensions.some(({ name }) => name === axis),
  )
  if (unknown !== undefined) throw new AppError('notFound', { what: 'axis', id: unknown })
}
