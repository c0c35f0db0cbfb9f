import digamma from '@stdlib/math-base-special-digamma'
import gammaln from '@stdlib/math-base-special-gammaln'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { fitPositive } from './logarithmic-fit.ts'

/**
 * Gamma-gamma (Fader and Hardie 2013): a purchase is gamma with shape p around the customer's own mean, whose scale is
 * gamma with shape q and scale γ over the customers. It takes spend to be independent of how often people buy.
 */
export type SpendModel = {
  readonly p: number
  readonly q: number
  /** in the unit of the amounts */
  readonly gamma: number
}

/** Customers with at least one repeat purchase: how many, and their mean amount (above 0). */
export type SpendHistory = { readonly frequency: Float64Array; readonly monetary: Float64Array }

export type SpendFit = SpendModel & { readonly logLikelihood: number; readonly atBoundary: boolean }

type CountTerms = { readonly value: number; readonly byP: number; readonly byQ: number }

/** Mean log-likelihood of a customer, with its gradient by p, q and γ. */
export function spendLikelihood({ frequency, monetary }: SpendHistory) {
  const distinct = [...new Set(frequency)]
  const customers = frequency.length
  return (parameters: Float64Array, gradient: Float64Array): number => {
    const [p, q, gamma] = [parameters[0]!, parameters[1]!, parameters[2]!]
    const [gammaQ, psiQ, logGamma] = [gammaln(q), digamma(q), Math.log(gamma)]
    const terms = new Map(
      distinct.map((x): [number, CountTerms] => [
        x,
        {
          value: gammaln(p * x + q) - gammaln(p * x) - gammaQ + q * logGamma + p * x * Math.log(x),
          byP: x * (digamma(p * x + q) - digamma(p * x) + Math.log(x)),
          byQ: digamma(p * x + q) - psiQ + logGamma,
        },
      ]),
    )
    let [sum, byP, byQ, byGamma] = [0, 0, 0, 0]
    for (let i = 0; i < customers; i++) {
      const x = frequency[i]!
      const m = monetary[i]!
      const term = terms.get(x)!
      const whole = x * m + gamma
      const logWhole = Math.log(whole)
      const logM = Math.log(m)
      sum += term.value + (p * x - 1) * logM - (p * x + q) * logWhole
      byP += term.byP + x * (logM - logWhole)
      byQ += term.byQ - logWhole
      byGamma += q / gamma - (p * x + q) / whole
    }
    gradient.set([byP / customers, byQ / customers, byGamma / customers])
    return sum / customers
  }
}

/**
 * Fits gamma-gamma by maximum likelihood; amounts are scaled by their mean inside.
 * @returns `no-amounts` where no customer with a repeat purchase has an amount above 0
 */
export function fitSpend(history: SpendHistory, iterations = 200): Outcome<SpendFit, 'no-amounts'> {
  const customers = history.frequency.length
  if (customers === 0) return impossible('no-amounts')
  const unit = history.monetary.reduce((sum, amount) => sum + amount, 0) / customers
  const scaled = { frequency: history.frequency, monetary: history.monetary.map((amount) => amount / unit) }
  const fit = fitPositive(spendLikelihood(scaled), [1, 2, 1], iterations)
  return possible({
    p: fit.parameters[0]!,
    q: fit.parameters[1]!,
    gamma: fit.parameters[2]! * unit,
    logLikelihood: fit.logLikelihood * customers - customers * Math.log(unit),
    atBoundary: fit.atBoundary,
  })
}

/**
 * Mean amount of a purchase to be expected of a customer: the customer's own mean and the mean of all, weighted by how
 * many purchases were seen.
 *
 * @param monetary mean amount of the repeat purchases; ignored without one
 * @returns null where the model has no finite mean
 */
export function expectedSpend(
  { p, q, gamma }: SpendModel,
  frequency: number,
  monetary: number,
): number | null {
  const weight = p * frequency + q - 1
  if (weight <= 0) return null
  return (p * (gamma + (frequency > 0 ? frequency * monetary : 0))) / weight
}
