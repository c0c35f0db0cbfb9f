export { LEAST_AMOUNT } from './check-history.ts'
export {
  type CustomerHistory,
  type CustomerValues,
  discountedPurchases,
  type ValueRequest,
  valueCustomers,
} from './customer-value.ts'
export { expectedPurchases, probabilityAlive } from './expected-purchases.ts'
export { fitPurchases, type PurchaseFit, type PurchaseHistory, type PurchaseModel } from './purchase-model.ts'
export { expectedSpend, fitSpend, type SpendFit, type SpendHistory, type SpendModel } from './spend-model.ts'
