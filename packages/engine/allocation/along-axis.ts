import { type CellAddress, type Cube, cellsBelow } from './cube.ts'
import { coveredRange, isLeafMember } from './dimension.ts'

/** The cells of one member of the axis. */
export type AxisStep = { readonly at: CellAddress; readonly cells: Int32Array }

/** Cuts the cells below an address along a dimension: one step for each of its leaf members, in order. */
export function stepsAlong(cube: Cube, at: CellAddress, axis: string): AxisStep[] {
  const dimension = cube.dimensions.find(({ name }) => name === axis)
  if (dimension === undefined) throw new RangeError(`there is no dimension ${axis}`)
  const [from, to] = coveredRange(dimension, at[axis])
  const steps: AxisStep[] = []
  for (let position = from; position < to; position++) {
    if (!isLeafMember(dimension, position)) continue
    const place = { ...at, [axis]: dimension.keys[position]! }
    const cells = cellsBelow(cube, place)
    if (cells.length > 0) steps.push({ at: place, cells })
  }
  return steps
}

/** n values in equal steps from the first to the last. */
export function straightLine(first: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) =>
    count === 1 ? first : first + ((last - first) * k) / (count - 1),
  )
}

/** n values, each so many percent above the one before; rounding of one does not carry into the next. */
export function growthLine(first: number, percent: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => first * (1 + percent / 100) ** k)
}

/** Rounds to the nearest whole number, halves away from zero. */
export function roundHalfAway(value: number): number {
  const magnitude = Math.round(Math.abs(value))
  return magnitude === 0 ? 0 : Math.sign(value) * magnitude
}
