import { type Factor, factorise, solve, solveLower } from './cholesky.ts'
import { type Covariance, timesCovariance, variancesOf } from './covariance.ts'
import { constraintsOf, gaps, type Structure, seriesCount, spreadBack } from './structure.ts'

/**
 * The projection of base forecasts onto what adds up: ỹ = ŷ − W U (Uᵀ W U)⁻¹ Uᵀ ŷ, the same as S (Sᵀ W⁻¹ S)⁻¹ Sᵀ W⁻¹ ŷ
 * (Wickramasuriya and others 2019, eq. 11), where Uᵀ y = 0 says that every aggregate is the sum of its leaves. W is
 * never inverted, and only one equation for each aggregate is solved.
 */
export type Projection = {
  readonly structure: Structure
  readonly covariance: Covariance
  readonly factor: Factor
  /** Uᵀ e for each row of errors */
  readonly errorGaps: readonly Float64Array[]
}

/** The aggregates above each leaf. */
function aggregatesAbove({ leaves, aggregates }: Structure): number[][] {
  const above: number[][] = Array.from({ length: leaves }, () => [])
  for (const [a, members] of aggregates.entries()) for (const leaf of members) above[leaf]!.push(a)
  return above
}

/** Lower triangle of Uᵀ W U. */
function constraintCovariance(
  { leaves, aggregates }: Structure,
  above: readonly (readonly number[])[],
  { diagonal, share }: Covariance,
  errorGaps: readonly Float64Array[],
): Float64Array[] {
  const matrix = aggregates.map((_, a) => new Float64Array(a + 1))
  for (const [a, row] of matrix.entries()) row[a] = diagonal[leaves + a]!
  for (const [leaf, list] of above.entries())
    for (const a of list) {
      const row = matrix[a]!
      for (const b of list) if (b <= a) row[b] = row[b]! + diagonal[leaf]!
    }
  for (const gap of errorGaps)
    for (const [a, row] of matrix.entries()) {
      const weight = (gap[a]! * share) / errorGaps.length
      if (weight === 0) continue
      for (let b = 0; b <= a; b++) row[b] = row[b]! + weight * gap[b]!
    }
  return matrix
}

/** Prepares the projection for a structure and a covariance of the base forecasts' errors. */
export function projectionOf(structure: Structure, covariance: Covariance): Projection {
  if (covariance.diagonal.length !== seriesCount(structure))
    throw new RangeError(
      `covariance: of ${covariance.diagonal.length} series, there are ${seriesCount(structure)}`,
    )
  const constraints = constraintsOf(structure)
  const errorGaps = covariance.errors.map((row) => gaps(constraints, row))
  const matrix = constraintCovariance(structure, aggregatesAbove(structure), covariance, errorGaps)
  return { structure, covariance, factor: factorise(matrix), errorGaps }
}

/** The reconciled leaves of one step: their sums are the reconciled aggregates. */
export function projectLeaves(
  { structure, covariance, factor }: Projection,
  base: Float64Array,
): Float64Array {
  const constraints = constraintsOf(structure)
  const weights = solve(factor, gaps(constraints, base))
  const change = timesCovariance(covariance, spreadBack(constraints, weights, base.length))
  return Float64Array.from({ length: structure.leaves }, (_, i) => base[i]! - change[i]!)
}

/** Uᵀ W eᵢ: how the error of one series stands to the gaps of all aggregates. */
function gapCovariance(
  { structure: { leaves }, covariance: { diagonal, errors, share }, errorGaps }: Projection,
  series: number,
  above: readonly (readonly number[])[],
): Float64Array {
  const all = new Float64Array(diagonal.length - leaves)
  if (series >= leaves) all[series - leaves] = diagonal[series]!
  else for (const a of above[series]!) all[a] = -diagonal[series]!
  for (const [t, gap] of errorGaps.entries()) {
    const weight = (errors[t]![series]! * share) / errors.length
    for (let a = 0; a < all.length; a++) all[a] = all[a]! + weight * gap[a]!
  }
  return all
}

/** Variances of all reconciled series: the diagonal of S (Sᵀ W⁻¹ S)⁻¹ Sᵀ = W − W U (Uᵀ W U)⁻¹ Uᵀ W. */
export function projectedVariances(projection: Projection): Float64Array {
  const above = aggregatesAbove(projection.structure)
  return variancesOf(projection.covariance).map((variance, series) => {
    const part = solveLower(projection.factor, gapCovariance(projection, series, above))
    return Math.max(0, variance - part.reduce((sum, value) => sum + value ** 2, 0))
  })
}

/** Covariance of one reconciled leaf with all leaves. */
export function leafCovariance(projection: Projection): (leaf: number) => Float64Array {
  const { structure, covariance, factor } = projection
  const above = aggregatesAbove(structure)
  const constraints = constraintsOf(structure)
  const size = seriesCount(structure)
  return (leaf) => {
    const weights = solve(factor, gapCovariance(projection, leaf, above))
    const direction = spreadBack(constraints, weights, size).map((value) => -value)
    direction[leaf] = direction[leaf]! + 1
    return timesCovariance(covariance, direction).slice(0, structure.leaves)
  }
}
