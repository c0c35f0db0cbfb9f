import type { CellAddress, Cube } from './cube.ts'
import { coveredRange, type Dimension, isLeafMember } from './dimension.ts'
import { type PlanShape, type Selection, selectMonths } from './plan.ts'
import { cellsOfRuns, selectRuns } from './select-runs.ts'
import { timeDimension } from './time-dimension.ts'

/** Some cells of a plan as a cube of their own, months as the dimension `time`, and which cells of the plan they are. */
export type LocalCube = { readonly cube: Cube; readonly cells: Int32Array }

/** The dimensions of a plan with its months as the last. */
export function planDimensions(shape: PlanShape): Dimension[] {
  return [...shape.dimensions, timeDimension(shape)]
}

/** Positions of the months below a member of time, ascending; all without one. */
export function monthsBelow(shape: PlanShape, key: string | undefined): number[] {
  const time = timeDimension(shape)
  const [from, to] = coveredRange(time, key)
  const first = time.keys.slice(0, from).filter((_, position) => isLeafMember(time, position)).length
  const count = time.keys.slice(from, to).filter((_, position) => isLeafMember(time, from + position)).length
  return Array.from({ length: count }, (_, m) => first + m)
}

/**
 * A selection as an address with a member of time.
 * @throws RangeError for months that are no month, quarter or year of the plan together
 */
export function addressOfSelection(shape: PlanShape, selection: Selection): CellAddress {
  const months = [...new Set(selectMonths(shape, selection))].sort((a, b) => a - b)
  const at = { ...selection.members }
  if (months.length === shape.months.length) return at
  const time = timeDimension(shape).keys.find((key) => monthsBelow(shape, key).join() === months.join())
  if (time === undefined)
    throw new RangeError(`${selection.months?.join(', ')} are no month, quarter or year of the plan`)
  return { ...at, time }
}

/** Cells of a plan below an address, ascending. @throws RangeError for an unknown dimension or member */
export function cellsAt(shape: PlanShape, { time, ...members }: CellAddress): Int32Array {
  return cellsOfRuns(selectRuns(shape, members).runs, monthsBelow(shape, time), shape.months.length)
}

/** Whether two addresses can have a cell in common. */
export function overlap(dimensions: readonly Dimension[], a: CellAddress, b: CellAddress): boolean {
  return dimensions.every((dimension) => {
    const [from, to] = coveredRange(dimension, a[dimension.name])
    const [otherFrom, otherTo] = coveredRange(dimension, b[dimension.name])
    return from < otherTo && otherFrom < to
  })
}

function union(lists: readonly Int32Array[]): Int32Array {
  if (lists.length === 1) return lists[0]!
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  all.sort()
  return all.filter((cell, i) => i === 0 || cell !== all[i - 1])
}

/** Cuts the cells below some addresses out of a plan. Costs as much as these cells. */
export function cutLocalCube(
  shape: PlanShape,
  values: Float64Array,
  addresses: readonly CellAddress[],
): LocalCube {
  const dimensions = planDimensions(shape)
  const cells = union(addresses.map((at) => cellsAt(shape, at)))
  const [width, months] = [dimensions.length, shape.months.length]
  const time = timeDimension(shape)
  const leaves = time.keys.flatMap((_, position) => (isLeafMember(time, position) ? [position] : []))
  const coordinates = new Int32Array(cells.length * width)
  for (let i = 0; i < cells.length; i++) {
    const c = Math.floor(cells[i]! / months)
    for (let d = 0; d < width - 1; d++) coordinates[i * width + d] = shape.combinations[c * (width - 1) + d]!
    coordinates[i * width + width - 1] = leaves[cells[i]! % months]!
  }
  const cube = {
    dimensions,
    coordinates,
    values: Float64Array.from(cells, (cell) => values[cell]!),
    low: new Float64Array(cells.length).fill(Number.NEGATIVE_INFINITY),
    high: new Float64Array(cells.length).fill(Number.POSITIVE_INFINITY),
    denominators: new Float64Array(cells.length),
  }
  return { cube, cells }
}
