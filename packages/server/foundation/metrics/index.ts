export { type ActualCell, actualsByPlanCell, dataBounds } from './actuals.ts'
export { findMetrics, METRICS } from './catalogue.ts'
export { computeMetric } from './compute-metric.ts'
export { type QuotaRow, quotaAttainment } from './quota-attainment.ts'
