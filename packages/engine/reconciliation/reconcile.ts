import {
  type Covariance,
  diagonalCovariance,
  errorVariances,
  shrunkCovariance,
  variancesOf,
} from './covariance.ts'
import { holdNonNegative } from './hold-non-negative.ts'
import {
  leafCovariance,
  type Projection,
  projectedVariances,
  projectionOf,
  projectLeaves,
} from './projection.ts'
import { roundLeaves } from './round-coherently.ts'
import { checkStructure, type Structure, seriesCount, sumUp } from './structure.ts'

/**
 * How base forecasts are weighed: leaves only; all alike (ordinary least squares); by the number of leaves in each
 * (structural scaling); by the variance of past errors; by their covariance, shrunk (minimum trace).
 */
export type Weighting = 'bottom-up' | 'ols' | 'structural' | 'variance' | 'minimum-trace'

export type Reconciled = {
  /** one vector for each step ahead, leaves first, aggregates in the order of the structure; sums are exact */
  readonly forecasts: readonly Float64Array[]
  /** variance of each series one step ahead, ÷ that of its base forecast; null where errors are not known */
  readonly varianceRatios: Float64Array | null
  /** false where leaves below zero had to be cut off instead of finding the nearest non-negative ones */
  readonly nearest: boolean
}

type Request = {
  readonly structure: Structure
  /** one vector for each step ahead: leaves, then aggregates */
  readonly forecasts: readonly Float64Array[]
  readonly weighting: Weighting
  /** one-step errors of the base forecasts, one vector for each past origin; [] where they are not known */
  readonly errors?: readonly Float64Array[]
  readonly nonNegative?: boolean
  /** whole numbers in every leaf, and so in every sum */
  readonly whole?: boolean
}

function checkForecasts({ structure, forecasts }: Request): void {
  const size = seriesCount(structure)
  for (const [h, step] of forecasts.entries()) {
    if (step.length !== size)
      throw new RangeError(`forecasts[${h}]: ${step.length} values, ${size} are expected`)
    const wrong = step.findIndex((value) => !Number.isFinite(value))
    if (wrong >= 0) throw new RangeError(`forecasts[${h}][${wrong}]: ${step[wrong]} is not finite`)
  }
}

function covarianceBy({ structure, weighting, errors = [] }: Request): Covariance {
  const size = seriesCount(structure)
  switch (weighting) {
    case 'variance':
      return diagonalCovariance(errorVariances(errors))
    case 'minimum-trace':
      return shrunkCovariance(errors)
    case 'structural':
      return diagonalCovariance(sumUp(structure, new Float64Array(structure.leaves).fill(1)))
    default:
      return diagonalCovariance(new Float64Array(size).fill(1))
  }
}

/** Variances of sums of leaf forecasts under a covariance: the diagonal of S W_b Sᵀ. */
function summedVariances(structure: Structure, { diagonal, errors, share }: Covariance): Float64Array {
  const result = sumUp(structure, diagonal.subarray(0, structure.leaves))
  for (const row of errors) {
    const sums = sumUp(structure, row.subarray(0, structure.leaves))
    for (let i = 0; i < result.length; i++) result[i] = result[i]! + (share * sums[i]! ** 2) / errors.length
  }
  return result
}

function varianceRatios(request: Request, projection: Projection | null): Float64Array | null {
  const { structure, weighting, errors = [] } = request
  if (errors.length === 0 || weighting === 'ols' || weighting === 'structural') return null
  const covariance = projection?.covariance ?? shrunkCovariance(errors)
  const after = projection === null ? summedVariances(structure, covariance) : projectedVariances(projection)
  const before = variancesOf(covariance)
  return after.map((variance, i) => variance / before[i]!)
}

/**
 * Makes the forecasts of a hierarchy add up. Unbiased base forecasts stay unbiased, forecasts that add up already stay
 * as they are. With `nonNegative` no leaf falls below zero; with `whole` every number is whole.
 *
 * Scale: any number of leaves, up to 3,000 aggregates; with A aggregates, n series and T origins about
 * A³ ÷ 3 + n · (A² ÷ 2 + A · T) operations.
 *
 * @throws RangeError with the place of what does not fit; where errors are needed and there are none
 * @see docs/methods/reconciliation.md (Wickramasuriya, Athanasopoulos and Hyndman 2019)
 */
export function reconcile(request: Request): Reconciled {
  const { structure, weighting, errors = [], nonNegative = false, whole = false } = request
  checkStructure(structure)
  checkForecasts(request)
  if ((weighting === 'variance' || weighting === 'minimum-trace') && errors.length === 0)
    throw new RangeError(`errors: “${weighting}” needs them`)
  const projection = weighting === 'bottom-up' ? null : projectionOf(structure, covarianceBy(request))
  const columns = new Map<number, Float64Array>()
  const covarianceOf = projection === null ? null : leafCovariance(projection)
  const columnOf = (leaf: number) => {
    const column = columns.get(leaf) ?? covarianceOf!(leaf)
    columns.set(leaf, column)
    return column
  }
  let nearest = true
  const forecasts = request.forecasts.map((base) => {
    let leaves = projection === null ? base.slice(0, structure.leaves) : projectLeaves(projection, base)
    if (nonNegative && leaves.some((value) => value < 0)) {
      const held =
        projection === null
          ? { leaves: leaves.map((value) => Math.max(0, value)), nearest: true }
          : holdNonNegative(leaves, columnOf)
      leaves = held.leaves
      nearest &&= held.nearest
    }
    return sumUp(structure, whole ? roundLeaves(structure, leaves) : leaves)
  })
  return { forecasts, varianceRatios: varianceRatios(request, projection), nearest }
}
