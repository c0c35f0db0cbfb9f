import { type CombinationKeys, combinationCount, type PlanShape, shapePlan } from './plan.ts'

/** Member keys of every combination, in the order of the shape. */
export function combinationKeys(shape: PlanShape): CombinationKeys[] {
  const width = shape.dimensions.length
  return Array.from({ length: combinationCount(shape) }, (_, c) =>
    shape.dimensions.map((dimension, d) => dimension.keys[shape.combinations[c * width + d]!]!),
  )
}

/** Position of each combination by its keys, joined by `/`. */
export function combinationIndex(shape: PlanShape): Map<string, number> {
  return new Map(combinationKeys(shape).map((keys, c) => [keys.join('/'), c]))
}

/** A shape that has more combinations besides its own, such as those where something was sold without a target. */
export function mergeShape(shape: PlanShape, more: readonly CombinationKeys[]): PlanShape {
  return shapePlan(shape.dimensions, [...combinationKeys(shape), ...more], shape.months)
}

/** Values of one shape in the cells of a wider one; cells that the first does not have are 0. */
export function alignCells(from: PlanShape, values: Float64Array, to: PlanShape): Float64Array {
  const index = combinationIndex(to)
  const months = from.months.length
  const aligned = new Float64Array(combinationCount(to) * months)
  combinationKeys(from).forEach((keys, c) => {
    const target = index.get(keys.join('/'))
    if (target === undefined) throw new RangeError(`the wider shape lacks ${keys.join('/')}`)
    aligned.set(values.subarray(c * months, (c + 1) * months), target * months)
  })
  return aligned
}
