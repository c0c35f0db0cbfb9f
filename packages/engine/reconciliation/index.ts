export {
  type Covariance,
  diagonalCovariance,
  errorVariances,
  shrinkageIntensity,
  shrunkCovariance,
} from './covariance.ts'
export { projectedVariances, projectionOf, projectLeaves } from './projection.ts'
export { type Reconciled, reconcile, type Weighting } from './reconcile.ts'
export { checkStructure, MOST_AGGREGATES, type Structure, seriesCount, sumUp } from './structure.ts'
