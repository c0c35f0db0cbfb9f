export { currencyDigits } from './currency.ts'
export { editOrder, getOrder, removeOrder } from './edit-order.ts'
export { editOrderHead } from './edit-order-head.ts'
export { eachOrderLine, findOrderLines, type OrderLine } from './find-order-lines.ts'
export { withoutLinkChecks } from './link-checks.ts'
export { type LoadResult, loadOrders, type OrderBatches } from './load-orders.ts'
export { ledgerText } from './order-of-lines.ts'
export { putFacts } from './put-facts.ts'
export { recordOrder } from './record-order.ts'
export { removeFacts } from './remove-facts.ts'
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
