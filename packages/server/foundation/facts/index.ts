export { converted, rateOf } from './conversion.ts'
export { currencyDigits } from './currency.ts'
export { findOrderLines } from './find-order-lines.ts'
export { withoutLinkChecks } from './link-checks.ts'
export { type LoadResult, loadOrders, type OrderBatches } from './load-orders.ts'
export { rebuildRollups } from './rebuild-rollups.ts'
export { recordOrder } from './record-order.ts'
export { refreshRollups } from './refresh-rollups.ts'
export {
  type FactColumns,
  findSliceSpans,
  isSteady,
  membersOfSlice,
  rowsOfSlice,
  type SliceSpans,
  visibleRows,
} from './slice-filter.ts'
export type { SourceLine, SourceOrder } from './source-order.ts'
