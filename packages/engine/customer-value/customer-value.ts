import { type Outcome, possible } from '../outcome.ts'
import { checkAmounts, checkHorizon, checkRequest } from './check-history.ts'
import { expectedPurchases, probabilityAlive } from './expected-purchases.ts'
import { fitPurchases, type PurchaseFit, type PurchaseHistory } from './purchase-model.ts'
import { expectedSpend, fitSpend, type SpendFit } from './spend-model.ts'

export type CustomerHistory = PurchaseHistory & {
  /** mean amount of the repeat purchases of each customer; null where amounts are not known at all */
  readonly monetary: Float64Array | null
}

export type ValueRequest = {
  /** in the unit of time of the history */
  readonly horizon: number
  /** for each unit of time: 0.01 is one percent */
  readonly discountRate: number
  /** share of an amount that is profit */
  readonly margin: number
}

export type CustomerValues = {
  readonly purchases: PurchaseFit
  readonly spend: SpendFit | null
  readonly alive: Float64Array
  readonly expectedPurchases: Float64Array
  /** discounted profit of the horizon; NaN where the spend has no finite mean; null without amounts */
  readonly value: Float64Array | null
}

/** Most slices of the horizon in which purchases are discounted one by one. */
const MOST_SLICES = 120

/** Expected purchases of a horizon, each slice discounted at its end. */
export function discountedPurchases(
  purchasesUntil: (time: number) => number,
  { horizon, discountRate }: ValueRequest,
): number {
  if (discountRate === 0) return purchasesUntil(horizon)
  const slices = Math.min(MOST_SLICES, Math.max(1, Math.ceil(horizon)))
  let [before, sum] = [0, 0]
  for (let k = 1; k <= slices; k++) {
    const time = (horizon * k) / slices
    const until = purchasesUntil(time)
    sum += (until - before) / (1 + discountRate) ** time
    before = until
  }
  return sum
}

function fitAmounts({ frequency, monetary }: CustomerHistory): SpendFit | null {
  if (monetary === null) return null
  const repeats = Array.from(frequency.keys()).filter((i) => frequency[i]! > 0 && monetary[i]! > 0)
  const fit = fitSpend({
    frequency: Float64Array.from(repeats, (i) => frequency[i]!),
    monetary: Float64Array.from(repeats, (i) => monetary[i]!),
  })
  return fit.ok ? fit.value : null
}

/**
 * What each customer is expected to do and to be worth: BG/NBD for how often, gamma-gamma for how much.
 * Value = margin × expected amount × expected purchases of the horizon, discounted.
 *
 * @throws RangeError naming the first entry that is no count, time or amount of its kind
 */
export function valueCustomers(
  history: CustomerHistory,
  request: ValueRequest,
): Outcome<CustomerValues, 'no-repeat-purchases'> {
  const { horizon, discountRate, margin } = request
  checkRequest({ horizon, discountRate, margin })
  if (history.monetary !== null) checkAmounts(history.monetary, history.frequency.length)
  const fit = fitPurchases(history)
  if (!fit.ok) return fit
  const shortest = history.age.reduce((least, age) => Math.min(least, age), Number.POSITIVE_INFINITY)
  checkHorizon(horizon, fit.value.alpha, shortest)
  const spend = fitAmounts(history)
  const count = history.frequency.length
  const alive = new Float64Array(count)
  const expected = new Float64Array(count)
  const value = spend === null ? null : new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const customer = { frequency: history.frequency[i]!, recency: history.recency[i]!, age: history.age[i]! }
    const until = (time: number) => expectedPurchases(fit.value, customer, time)
    alive[i] = probabilityAlive(fit.value, customer)
    expected[i] = until(request.horizon)
    if (value === null || spend === null) continue
    const amount = expectedSpend(spend, customer.frequency, history.monetary?.[i] ?? 0)
    value[i] = amount === null ? Number.NaN : request.margin * amount * discountedPurchases(until, request)
  }
  return possible({ purchases: fit.value, spend, alive, expectedPurchases: expected, value })
}
