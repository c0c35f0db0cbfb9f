import {
  type CustomerValueAnswer,
  type CustomerValueInput,
  customerValueInput,
} from '@salesloom/contract/calc'
import {
  type CustomerHistory,
  type CustomerValues,
  LEAST_AMOUNT,
  valueCustomers,
} from '@salesloom/engine/customer-value'
import { calculation, MalformedInput } from './calculation.ts'

function readHistory({ customers }: CustomerValueInput): CustomerHistory {
  const ids = new Set<string | number>()
  const withAmounts = customers.some((customer) => customer.monetary !== undefined)
  for (const [c, { id, frequency, recency, T, monetary }] of customers.entries()) {
    const path = `customers[${c}]`
    if (ids.has(id)) throw new MalformedInput(`${path}.id`, 'an id used once', id)
    ids.add(id)
    if (recency > T) throw new MalformedInput(`${path}.recency`, `at most T (${T})`, recency)
    if (frequency === 0 && recency > 0)
      throw new MalformedInput(`${path}.recency`, '0 without a repeat purchase', recency)
    if (withAmounts && frequency > 0 && (monetary ?? 0) === 0)
      throw new MalformedInput(`${path}.monetary`, 'an amount above 0 for repeat purchases', monetary)
    if (monetary !== undefined && monetary > 0 && monetary < LEAST_AMOUNT)
      throw new MalformedInput(`${path}.monetary`, `0 or an amount from ${LEAST_AMOUNT}`, monetary)
  }
  return {
    frequency: Float64Array.from(customers, (customer) => customer.frequency),
    recency: Float64Array.from(customers, (customer) => customer.recency),
    age: Float64Array.from(customers, (customer) => customer.T),
    monetary: withAmounts ? Float64Array.from(customers, (customer) => customer.monetary ?? 0) : null,
  }
}

function answerOf(
  customers: CustomerValueInput['customers'],
  { purchases, spend, alive, expectedPurchases, value }: CustomerValues,
): CustomerValueAnswer {
  const { r, alpha, a, b, logLikelihood } = purchases
  return {
    parameters: { r, alpha, a, b, ...(spend === null ? {} : { p: spend.p, q: spend.q, gamma: spend.gamma }) },
    logLikelihood,
    atBoundary: purchases.atBoundary || (spend?.atBoundary ?? false),
    customers: customers.map(({ id }, i) => ({
      id,
      alive: alive[i]!,
      expectedPurchases: expectedPurchases[i]!,
      ...(value === null ? {} : { value: Number.isFinite(value[i]) ? value[i]! : null }),
    })),
  }
}

export const customerValueCalculation = calculation({
  name: 'customer-value',
  summary: 'expected purchases, probability of being alive and value of customers',
  input: customerValueInput,
  calculate: (input) => {
    const valued = valueCustomers(readHistory(input), input)
    return valued.ok ? { ok: true, value: answerOf(input.customers, valued.value) } : valued
  },
})
