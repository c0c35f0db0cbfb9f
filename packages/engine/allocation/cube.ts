import { type Dimension, isLeafMember, leafPositionOf } from './dimension.ts'
import { cellsOfRuns, selectRuns } from './select-runs.ts'

/** Where a cell is: a member for each dimension that is narrowed; what is left out means the whole dimension. */
export type CellAddress = Readonly<Record<string, string>>

/** Whether two addresses narrow the same dimensions to the same members. */
export function sameAddress(a: CellAddress, b: CellAddress): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/**
 * A measure over any dimensions: the leaf cells that exist, in the order of the dimensions' leaves, with a floor and a
 * ceiling each. Values are whole numbers of the unit for an additive measure, real numbers for a ratio.
 */
export type Cube = {
  readonly dimensions: readonly Dimension[]
  /** member positions, one for each dimension and cell */
  readonly coordinates: Int32Array
  readonly values: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** weights of the ratios; empty for an additive measure */
  readonly denominators: Float64Array
}

export type CubeCell = {
  readonly keys: readonly string[]
  readonly value: number
  readonly low?: number
  readonly high?: number
  readonly denominator?: number
}

/** Positions of the members with nothing below them, in order. */
export function leafPositions(dimension: Dimension): number[] {
  return dimension.keys.map((_, position) => position).filter((position) => isLeafMember(dimension, position))
}

function everyCombination(dimensions: readonly Dimension[]): Int32Array {
  const leaves = dimensions.map(leafPositions)
  const count = leaves.reduce((product, list) => product * list.length, 1)
  const coordinates = new Int32Array(count * dimensions.length)
  let repeat = count
  for (const [d, list] of leaves.entries()) {
    repeat /= list.length
    for (let cell = 0; cell < count; cell++) {
      coordinates[cell * dimensions.length + d] = list[Math.floor(cell / repeat) % list.length]!
    }
  }
  return coordinates
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, d) => value !== b[d])
  return at < 0 ? 0 : a[at]! - b[at]!
}

/**
 * Makes a cube of the cells given; with `dense` every other combination of leaves exists with 0.
 * @throws RangeError for a member that is unknown or no leaf, or a cell given twice
 */
export function buildCube(
  dimensions: readonly Dimension[],
  cells: readonly CubeCell[],
  dense: boolean,
): Cube {
  const width = dimensions.length
  const rows = cells.map((cell) =>
    dimensions.map((dimension, d) => leafPositionOf(dimension, cell.keys[d] ?? '')),
  )
  const coordinates = dense
    ? everyCombination(dimensions)
    : Int32Array.from(rows.toSorted(compareRows).flat())
  const count = width === 0 ? 0 : coordinates.length / width
  const index = new Map<string, number>()
  for (let cell = 0; cell < count; cell++)
    index.set(coordinates.subarray(cell * width, (cell + 1) * width).join(), cell)
  if (!dense && index.size !== count) throw new RangeError('a cell is given twice')
  const cube = {
    dimensions,
    coordinates,
    values: new Float64Array(count),
    low: new Float64Array(count).fill(Number.NEGATIVE_INFINITY),
    high: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    denominators: new Float64Array(count),
  }
  const seen = new Set<number>()
  for (const [c, cell] of cells.entries()) {
    const at = index.get(rows[c]!.join())!
    if (seen.has(at)) throw new RangeError(`the cell ${cell.keys.join(' / ')} is given twice`)
    seen.add(at)
    cube.values[at] = cell.value
    cube.low[at] = cell.low ?? Number.NEGATIVE_INFINITY
    cube.high[at] = cell.high ?? Number.POSITIVE_INFINITY
    cube.denominators[at] = cell.denominator ?? 0
  }
  return cube
}

/** The leaf cells below an address, ascending. @throws RangeError for an unknown dimension or member */
export function cellsBelow({ dimensions, coordinates }: Cube, at: CellAddress): Int32Array {
  const { runs } = selectRuns({ dimensions, combinations: coordinates }, at)
  return cellsOfRuns(runs, [0], 1)
}

/** The address of a leaf cell, every dimension named. */
export function addressOf(cube: Cube, cell: number): CellAddress {
  const width = cube.dimensions.length
  return Object.fromEntries(
    cube.dimensions.map((dimension, d) => [
      dimension.name,
      dimension.keys[cube.coordinates[cell * width + d]!]!,
    ]),
  )
}
