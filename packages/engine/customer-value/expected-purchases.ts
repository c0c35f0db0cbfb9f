import type { PurchaseModel } from './purchase-model.ts'

/** One customer: repeat purchases, time of the last, time watched; in the model's unit of time. */
export type Customer = { readonly frequency: number; readonly recency: number; readonly age: number }

/** Odds that the customer has left: 0 without a repeat purchase, because the model lets people go only after one. */
function oddsGone({ r, alpha, a, b }: PurchaseModel, { frequency, recency, age }: Customer): number {
  if (frequency === 0) return 0
  const ratio = Math.log(a) - Math.log(b + frequency - 1)
  return Math.exp(ratio + (r + frequency) * (Math.log(alpha + age) - Math.log(alpha + recency)))
}

/** Probability that a customer is still one, 0 to 1 (Fader, Hardie and Lee 2008, note on P(alive)). */
export function probabilityAlive(model: PurchaseModel, customer: Customer): number {
  return 1 / (1 + oddsGone(model, customer))
}

/** Gauss's series ₂F₁(a, b; c; z) for 0 ≤ z < 1, to the precision of doubles. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 1_000_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) break
  }
  return sum
}

/**
 * 1 − (1 − z)^(r+x) ₂F₁(r + x, b + x; a + b + x − 1; z). Euler's transformation takes the number of purchases out of
 * the exponents, so that a customer with thousands of them costs no precision; for a large it is the other way round.
 */
function shareBought({ r, a, b }: PurchaseModel, frequency: number, z: number): number {
  const c = a + b + frequency - 1
  if (a - 1 > r + frequency)
    return 1 - (1 - z) ** (r + frequency) * hypergeometric(r + frequency, b + frequency, c, z)
  return 1 - (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, c, z)
}

/** Where the formula divides zero by zero (a = 1, a + b + x = 1) its limit is taken from both sides. */
function aroundSingularity(model: PurchaseModel, frequency: number): PurchaseModel[] {
  const near = Math.abs(model.a - 1) < 1e-5 || Math.abs(model.a + model.b + frequency - 1) < 1e-5
  return near ? [-1e-4, 1e-4].map((step) => ({ ...model, a: model.a + step })) : [model]
}

/**
 * Purchases that a customer is expected to make within the next `horizon`, given the history (Fader, Hardie and Lee
 * 2005, equation 10).
 */
export function expectedPurchases(model: PurchaseModel, customer: Customer, horizon: number): number {
  if (horizon === 0) return 0
  const { frequency, age } = customer
  const z = horizon / (model.alpha + age + horizon)
  const values = aroundSingularity(model, frequency).map(
    (near) =>
      (((near.a + near.b + frequency - 1) / (near.a - 1)) * shareBought(near, frequency, z)) /
      (1 + oddsGone(near, customer)),
  )
  return Math.max(0, values.reduce((sum, value) => sum + value, 0) / values.length)
}
