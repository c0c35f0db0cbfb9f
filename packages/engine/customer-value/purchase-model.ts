import digamma from '@stdlib/math-base-special-digamma'
import gammaln from '@stdlib/math-base-special-gammaln'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { mean } from '../statistics/index.ts'
import { checkHistory } from './check-history.ts'
import { fitPositive } from './logarithmic-fit.ts'

/**
 * BG/NBD (Fader, Hardie and Lee 2005, “Counting your customers the easy way”): while alive a customer buys at a rate
 * drawn from a gamma (shape r, scale α), and after each purchase drops out with a probability drawn from a beta (a, b).
 */
export type PurchaseModel = {
  readonly r: number
  /** in the unit of time of the history */
  readonly alpha: number
  readonly a: number
  readonly b: number
}

/** One entry for each customer, all in one unit of time. */
export type PurchaseHistory = {
  /** repeat purchases: all but the first */
  readonly frequency: Float64Array
  /** from the first purchase to the last; 0 without a repeat */
  readonly recency: Float64Array
  /** from the first purchase to now */
  readonly age: Float64Array
}

export type PurchaseFit = PurchaseModel & {
  readonly logLikelihood: number
  /** the data do not tell a parameter from zero or infinity: read the model with care */
  readonly atBoundary: boolean
}

/** Terms that depend on the number of purchases alone are worked out once for each number that occurs. */
function distinctCounts(frequency: Float64Array): { counts: Float64Array; index: Int32Array } {
  const positions = new Map<number, number>()
  const index = Int32Array.from(frequency, (count) => {
    const known = positions.get(count)
    if (known !== undefined) return known
    positions.set(count, positions.size)
    return positions.size - 1
  })
  return { counts: Float64Array.from(positions.keys()), index }
}

type CountTerms = {
  readonly value: Float64Array
  readonly byR: Float64Array
  readonly byA: Float64Array
  readonly byB: Float64Array
}

function termsOf(counts: Float64Array, { r, alpha, a, b }: PurchaseModel): CountTerms {
  const fixed = r * Math.log(alpha) - gammaln(r) + gammaln(a + b) - gammaln(b)
  const [psiR, psiAB, psiB] = [digamma(r), digamma(a + b), digamma(b)]
  return {
    value: counts.map((x) => fixed + gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x)),
    byR: counts.map((x) => digamma(r + x) - psiR + Math.log(alpha)),
    byA: counts.map((x) => psiAB - digamma(a + b + x)),
    byB: counts.map((x) => psiAB + digamma(b + x) - psiB - digamma(a + b + x)),
  }
}

function modelOf(parameters: ArrayLike<number>): PurchaseModel {
  return { r: parameters[0]!, alpha: parameters[1]!, a: parameters[2]!, b: parameters[3]! }
}

/** Mean log-likelihood of a customer, with its gradient by r, α, a and b. */
export function purchaseLikelihood(history: PurchaseHistory) {
  const { frequency, recency, age } = history
  const { counts, index } = distinctCounts(frequency)
  const customers = frequency.length
  return (parameters: Float64Array, gradient: Float64Array): number => {
    const model = modelOf(parameters)
    const { r, alpha, a, b } = model
    const terms = termsOf(counts, model)
    const logA = Math.log(a)
    let [sum, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0]
    for (let i = 0; i < customers; i++) {
      const x = frequency[i]!
      const at = index[i]!
      const logAge = Math.log(alpha + age[i]!)
      const alive = -(r + x) * logAge
      let gone = 0
      let logLast = 0
      let mixture = alive
      if (x > 0) {
        logLast = Math.log(alpha + recency[i]!)
        const left = logA - Math.log(b + x - 1) - (r + x) * logLast
        const high = Math.max(alive, left)
        mixture = high + Math.log1p(Math.exp(Math.min(alive, left) - high))
        gone = Math.exp(left - mixture)
      }
      const stays = 1 - gone
      sum += terms.value[at]! + mixture
      byR += terms.byR[at]! - stays * logAge - gone * logLast
      byAlpha += r / alpha - (r + x) * (stays / (alpha + age[i]!) + gone / (alpha + recency[i]!))
      byA += terms.byA[at]! + gone / a
      byB += terms.byB[at]! - (x > 0 ? gone / (b + x - 1) : 0)
    }
    gradient.set([byR / customers, byAlpha / customers, byA / customers, byB / customers])
    return sum / customers
  }
}

/**
 * Fits BG/NBD by maximum likelihood. Time is scaled by the mean age inside, so that any unit gives the same model.
 * @returns `no-repeat-purchases` where nobody bought twice: then nothing tells how often people buy
 * @throws RangeError naming the first entry that is no count or time of its kind
 */
export function fitPurchases(
  history: PurchaseHistory,
  iterations = 200,
): Outcome<PurchaseFit, 'no-repeat-purchases'> {
  checkHistory(history)
  const customers = history.frequency.length
  if (!history.frequency.some((count) => count > 0)) return impossible('no-repeat-purchases', { customers })
  const unit = mean(history.age)!
  const scaled = {
    frequency: history.frequency,
    recency: history.recency.map((time) => time / unit),
    age: history.age.map((time) => time / unit),
  }
  const fit = fitPositive(purchaseLikelihood(scaled), [0.5, 0.5, 1, 2], iterations)
  const model = modelOf(fit.parameters)
  const repeats = history.frequency.reduce((sum, count) => sum + count, 0)
  return possible({
    ...model,
    alpha: model.alpha * unit,
    logLikelihood: fit.logLikelihood * customers - repeats * Math.log(unit),
    atBoundary: fit.atBoundary,
  })
}
