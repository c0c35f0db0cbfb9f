export {
  type Cohort,
  type CohortAtHorizon,
  type CohortRequest,
  computeCohorts,
} from './cohort-funnel.ts'
export {
  type Comparison,
  compareGroups,
  type GroupComparison,
  type PairComparison,
} from './compare-groups.ts'
export { type Bottleneck, findBottlenecks } from './find-bottlenecks.ts'
export { computeFunnel, type Deal, type Funnel, type StageFigures } from './funnel.ts'
export {
  bridgePipeline,
  MOVEMENTS,
  type Movement,
  type PipelineBridge,
  type PipelineDeal,
} from './pipeline-bridge.ts'
export { coverage, velocity } from './pipeline-ratios.ts'
export {
  computeSlippage,
  type DateMoves,
  type DealSlippage,
  type DueHistory,
  type DuePeriod,
  type DueRevision,
  type Slippage,
  type SlippageFigures,
} from './slippage.ts'
export { type DealSum, type FunnelSnapshot, snapshotFunnel } from './snapshot-funnel.ts'
export { type StageDays, stageAt, stageDays } from './stage-days.ts'
