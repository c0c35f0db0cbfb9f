/**
 * How series add up. The first `leaves` series are the leaves; each further one is an aggregate, given as the set of
 * leaves it sums. Trees, crossed groups and any mixture are such sets.
 */
export type Structure = {
  readonly leaves: number
  readonly aggregates: readonly Int32Array[]
}

/** Most aggregates: their equations are solved as one dense system, 72 MB at this size. */
export const MOST_AGGREGATES = 3_000
/** Most pairs of aggregates that share a leaf, over all leaves. */
const MOST_OVERLAPS = 1e9

/** @throws RangeError with the place of what does not fit */
export function checkStructure({ leaves, aggregates }: Structure): void {
  if (!Number.isSafeInteger(leaves) || leaves < 1) throw new RangeError(`leaves: ${leaves} is no count`)
  if (aggregates.length > MOST_AGGREGATES)
    throw new RangeError(`aggregates: ${aggregates.length} are more than ${MOST_AGGREGATES}`)
  const seen = new Int32Array(leaves).fill(-1)
  const depth = new Float64Array(leaves)
  for (const [a, members] of aggregates.entries()) {
    if (members.length === 0) throw new RangeError(`aggregates[${a}]: sums nothing`)
    for (const [k, leaf] of members.entries()) {
      if (!(leaf >= 0 && leaf < leaves))
        throw new RangeError(`aggregates[${a}][${k}]: there is no leaf ${leaf}`)
      if (seen[leaf] === a) throw new RangeError(`aggregates[${a}][${k}]: leaf ${leaf} is named twice`)
      seen[leaf] = a
      depth[leaf] = depth[leaf]! + 1
    }
  }
  const overlaps = depth.reduce((sum, count) => sum + count ** 2, 0)
  if (overlaps > MOST_OVERLAPS) throw new RangeError(`aggregates: they overlap ${overlaps} times, too often`)
}

/** Number of series: leaves and aggregates. */
export function seriesCount({ leaves, aggregates }: Structure): number {
  return leaves + aggregates.length
}

/** Every series from its leaves: S b. */
export function sumUp({ leaves, aggregates }: Structure, bottom: Float64Array): Float64Array {
  const all = new Float64Array(leaves + aggregates.length)
  all.set(bottom)
  for (const [a, members] of aggregates.entries()) {
    let sum = 0
    for (const leaf of members) sum += bottom[leaf]!
    all[leaves + a] = sum
  }
  return all
}

/**
 * What has to be zero: a series named by `at` less the sum of `of`. An aggregate less its leaves, or a leaf alone where
 * it is held at zero.
 */
export type Constraint = { readonly at: number; readonly of: Int32Array }

export function constraintsOf({ leaves, aggregates }: Structure): Constraint[] {
  return aggregates.map((of, a) => ({ at: leaves + a, of }))
}

/** By how much a vector of all series breaks each constraint: U′ y. */
export function gaps(constraints: readonly Constraint[], values: Float64Array): Float64Array {
  return Float64Array.from(constraints, ({ at, of }) => {
    let gap = values[at]!
    for (const leaf of of) gap -= values[leaf]!
    return gap
  })
}

/** Weights of the constraints laid back onto the series: U λ. */
export function spreadBack(
  constraints: readonly Constraint[],
  weights: Float64Array,
  size: number,
): Float64Array {
  const all = new Float64Array(size)
  for (const [c, { at, of }] of constraints.entries()) {
    all[at] = all[at]! + weights[c]!
    for (const leaf of of) all[leaf] = all[leaf]! - weights[c]!
  }
  return all
}
