export { type ActualCell, actualsByPlanCell, dataBounds, figuresUntil } from './actuals.ts'
export { isTime } from './ask.ts'
export { CATALOGUE } from './catalogue/index.ts'
export { askOf, computeMetric, type Figures, figuresOf, findTargetChannels } from './compute-metric.ts'
export { computeTargets } from './compute-targets.ts'
export { defineMetric, editMetric, previewMetric, removeMetric } from './define-metric.ts'
export { findAllMetrics, getMetric, type Metric } from './definitions.store.ts'
export { breakdownsOf, slicePartsOf } from './describe-metric.ts'
export { moneyPower } from './evaluate.ts'
export { findExplorations, removeExploration, saveExploration } from './explorations.ts'
export { findBuildingBlocks, findMetrics } from './find-metrics.ts'
export { findRows } from './find-rows.ts'
export { splitKeys } from './measure-query.ts'
export {
  countsMoney,
  isAdditive,
  keptBreakdowns,
  type MetricCell,
  measureSides,
  metricCells,
  metricOf,
} from './metric-cells.ts'
export { mayReadMetric } from './metric-guard.ts'
export type { FindMetricUses } from './metric-uses.ts'
export { type Period, periodsOf } from './periods.ts'
export { publishLayers, publishTargets, type TargetCell, type TargetLayer } from './publish-targets.ts'
export { findQuotas, type QuotaOfPerson, type QuotaRow, quotaAttainment } from './quota-attainment.ts'
export { seenLayer } from './seen-layer.ts'
export { channelsOfTarget, targetOf } from './target-metric.ts'
