import { dayNumber } from '@salesloom/engine/calendar'
import {
  discountedPurchases,
  expectedPurchases,
  expectedSpend,
  valueCustomers,
} from '@salesloom/engine/customer-value'
import type { GradingRule } from './grading-rule.ts'
import type { Bought } from './ground.store.ts'

/** What a customer is worth over the horizon, and what that is made of; money in minor units. */
export type CustomerWorth = {
  readonly value: number
  /** null before the first order */
  readonly alive: number | null
  readonly purchases: number
  readonly orderAmount: number
}

/** Days of a month on average: the unit of time of the model. */
const MONTH = 365.25 / 12

type Horizon = Pick<GradingRule, 'horizonMonths' | 'discountRate' | 'marginShare'>

function historyOf(buyers: readonly Bought[], today: string) {
  const days = (from: string | null, to: string | null) => dayNumber(to ?? today) - dayNumber(from ?? today)
  const months = (one: Bought, to: string | null) => days(one.firstOn, to) / MONTH
  return {
    frequency: Float64Array.from(buyers, ({ orders }) => orders - 1),
    recency: Float64Array.from(buyers, (one) => months(one, one.lastOn)),
    // Who bought first today has been watched for a day at least, so that there is a time at all.
    age: Float64Array.from(buyers, (one) => Math.max(months(one, today), 1 / MONTH)),
    monetary: Float64Array.from(buyers, ({ repeatAmount }) => repeatAmount ?? 0),
  }
}

/**
 * Lifetime value of all customers. Of who has not bought yet it is what a new customer brings: the first order and what
 * follows from it. Where the spread of spend has no mean, the mean of what was seen stands in.
 *
 * @returns null where nobody bought twice: then nothing tells how often people buy
 */
export function valueOfCustomers(
  customers: readonly Bought[],
  { horizonMonths, discountRate, marginShare }: Horizon,
  today: string,
): CustomerWorth[] | null {
  const buyers = customers.filter(({ orders }) => orders > 0)
  if (buyers.length === 0) return null
  const request = {
    horizon: horizonMonths,
    discountRate: (1 + discountRate) ** (1 / 12) - 1,
    margin: marginShare,
  }
  const fit = valueCustomers(historyOf(buyers, today), request)
  if (!fit.ok) return null
  const { purchases: model, spend, alive, expectedPurchases: expected, value } = fit.value
  const seen = buyers.reduce((sum, { amount }) => sum + (amount ?? 0), 0) / buyers.length
  const usual = (spend === null ? null : expectedSpend(spend, 0, 0)) ?? seen
  const places = new Map(buyers.map(({ customerId }, place) => [customerId, place]))
  const fresh = { frequency: 0, recency: 0, age: 1 / MONTH }
  const until = (time: number) => expectedPurchases(model, fresh, time)
  const [later, laterDiscounted] = [until(horizonMonths), discountedPurchases(until, request)]
  const prospect: CustomerWorth = {
    value: Math.round(marginShare * usual * (1 + laterDiscounted)),
    alive: null,
    purchases: 1 + later,
    orderAmount: Math.round(usual),
  }
  return customers.map(({ customerId, orders, repeatAmount }) => {
    const place = places.get(customerId)
    if (place === undefined) return prospect
    const amount = spend === null ? null : expectedSpend(spend, orders - 1, repeatAmount ?? 0)
    const own = value?.[place] ?? Number.NaN
    const purchases = expected[place] ?? 0
    return {
      value: Math.round(Number.isFinite(own) ? own : marginShare * usual * purchases),
      alive: alive[place] ?? null,
      purchases,
      orderAmount: Math.round(amount ?? usual),
    }
  })
}
