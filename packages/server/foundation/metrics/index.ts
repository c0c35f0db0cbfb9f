export { type ActualCell, actualsByPlanCell, dataBounds } from './actuals.ts'
export { CATALOGUE } from './catalogue/index.ts'
export { computeMetric } from './compute-metric.ts'
export { computeTargets } from './compute-targets.ts'
export { defineMetric, editMetric, previewMetric, removeMetric } from './define-metric.ts'
export { findAllMetrics } from './definitions.store.ts'
export { findExplorations, removeExploration, saveExploration } from './explorations.ts'
export { findBuildingBlocks, findMetrics } from './find-metrics.ts'
export { findRows } from './find-rows.ts'
export {
  countsMoney,
  isAdditive,
  keptBreakdowns,
  type MetricCell,
  measureSides,
  metricCells,
  metricOf,
} from './metric-cells.ts'
export { publishLayers, publishTargets, type TargetCell, type TargetLayer } from './publish-targets.ts'
export { findQuotas, type QuotaOfPerson, type QuotaRow, quotaAttainment } from './quota-attainment.ts'
export { seenLayer } from './seen-layer.ts'
