import { type Dimension, isLeafMember, type PlanShape } from '../allocation/index.ts'

function checkPositions(dimensions: readonly Dimension[], positions: Int32Array): void {
  const width = dimensions.length
  if (width === 0 || positions.length % width !== 0)
    throw new RangeError(`${positions.length} positions are no rows of ${width} dimensions`)
  for (let i = 0; i < positions.length; i++) {
    const dimension = dimensions[i % width]!
    const position = positions[i]!
    if (!(position >= 0 && position < dimension.keys.length))
      throw new RangeError(
        `combination ${Math.floor(i / width)}: ${dimension.name} has no position ${position}`,
      )
    if (!isLeafMember(dimension, position))
      throw new RangeError(
        `combination ${Math.floor(i / width)}: ${dimension.name} ${dimension.keys[position]} is no leaf`,
      )
  }
}

/** Rows in ascending order: counting sorts from the last dimension to the first, each keeping what the one before did. */
function sortedRows(dimensions: readonly Dimension[], positions: Int32Array): Int32Array {
  const width = dimensions.length
  let order = Int32Array.from({ length: positions.length / width }, (_, row) => row)
  for (let d = width - 1; d >= 0; d--) {
    const next = new Int32Array(dimensions[d]!.keys.length + 1)
    for (const row of order) next[positions[row * width + d]! + 1]!++
    for (let p = 1; p < next.length; p++) next[p]! += next[p - 1]!
    const sorted = new Int32Array(order.length)
    for (const row of order) sorted[next[positions[row * width + d]!]!++] = row
    order = sorted
  }
  return order
}

/**
 * The shape of a large plan from leaf positions, in time that grows with their number only.
 *
 * @param positions `dimensions.length` leaf positions for each combination, combinations in any order
 * @returns the shape, and for each of its combinations the row that it came from
 * @throws RangeError for a position that is no leaf, or a combination given twice
 */
export function orderPlan(
  dimensions: readonly Dimension[],
  positions: Int32Array,
  months: readonly string[],
): { readonly shape: PlanShape; readonly order: Int32Array } {
  checkPositions(dimensions, positions)
  const width = dimensions.length
  const order = sortedRows(dimensions, positions)
  const combinations = new Int32Array(positions.length)
  for (let c = 0; c < order.length; c++) {
    let differs = c === 0
    for (let d = 0; d < width; d++) {
      const position = positions[order[c]! * width + d]!
      combinations[c * width + d] = position
      if (!differs && combinations[(c - 1) * width + d] !== position) differs = true
    }
    if (!differs) {
      const names = dimensions.map(({ keys }, d) => keys[combinations[c * width + d]!])
      throw new RangeError(`the combination ${names.join(' / ')} is given twice`)
    }
  }
  return { shape: { dimensions, combinations, months }, order }
}

/** Values of the rows that a plan was ordered from, months dense in each, in the order of its cells. */
export function orderCells(order: Int32Array, values: Float64Array, monthCount: number): Float64Array {
  if (values.length !== order.length * monthCount)
    throw new RangeError(`${values.length} values for ${order.length} combinations of ${monthCount} months`)
  const ordered = new Float64Array(values.length)
  for (let c = 0; c < order.length; c++)
    for (let m = 0; m < monthCount; m++) ordered[c * monthCount + m] = values[order[c]! * monthCount + m]!
  return ordered
}
