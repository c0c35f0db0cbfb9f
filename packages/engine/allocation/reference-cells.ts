import { type CellAddress, type Cube, cellsBelow } from './cube.ts'
import { coveredRange, type Dimension, isLeafMember } from './dimension.ts'

/** For each leaf below `key` the leaf below `reference` in the same place; one leaf stands for all. */
function matchLeaves(
  dimension: Dimension,
  key: string | undefined,
  reference: string | undefined,
): Map<number, number> | null {
  const leaves = ([from, to]: readonly [number, number]) =>
    Array.from({ length: to - from }, (_, i) => from + i).filter((p) => isLeafMember(dimension, p))
  const own = leaves(coveredRange(dimension, key))
  const other = leaves(coveredRange(dimension, reference))
  if (other.length !== own.length && other.length !== 1) return null
  return new Map(own.map((position, i) => [position, other.length === 1 ? other[0]! : other[i]!]))
}

/**
 * Values of the reference at the places that correspond to the cells: the same member where both addresses name the
 * same, else the leaf in the same place (January of one year to January of the other).
 *
 * @returns null where the reference has another number of leaves
 */
export function referenceValues(
  cube: Cube,
  values: Float64Array,
  target: { readonly at: CellAddress; readonly cells: Int32Array },
  reference: CellAddress,
): Float64Array | null {
  const width = cube.dimensions.length
  const matches = cube.dimensions.map((dimension) =>
    matchLeaves(dimension, target.at[dimension.name], reference[dimension.name]),
  )
  if (matches.some((match) => match === null)) return null
  const index = new Map<string, number>()
  for (const cell of cellsBelow(cube, reference))
    index.set(cube.coordinates.subarray(cell * width, (cell + 1) * width).join(), cell)
  return Float64Array.from(target.cells, (cell) => {
    const place = matches.map((match, d) => match?.get(cube.coordinates[cell * width + d]!) ?? -1)
    const found = index.get(place.join())
    return found === undefined ? 0 : values[found]!
  })
}
