/** The rates by which a sales target is followed back to visits. */
export type ActivityRates = {
  /** worth of a deal, in the unit of the target */
  readonly averageDeal: number
  /** deals ÷ opportunities with a proposal */
  readonly proposalWins: number
  /** opportunities with a proposal ÷ opportunities */
  readonly opportunityProposals: number
  /** leads that become an opportunity ÷ leads */
  readonly leadOpportunities: number
  readonly visitsPerOpportunity: number
}

export type ActivityStepName = 'deals' | 'proposals' | 'opportunities' | 'leads' | 'visits'

/** One step of the chain: `exact` is `from` ÷ `rate`, for visits `from` × `rate`; `needed` rounds up. */
export type ActivityStep = {
  readonly name: ActivityStepName
  readonly from: number
  readonly rate: number
  readonly exact: number
  readonly needed: number
}

/** Rounded up to whole ones; what floating point adds to a whole number is not another one. */
function roundedUp(exact: number): number {
  const nearest = Math.round(exact)
  return Math.abs(exact - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : Math.ceil(exact)
}

function step(name: ActivityStepName, from: number, rate: number, exact: number): ActivityStep {
  return { name, from, rate, exact, needed: roundedUp(exact) }
}

/**
 * What a sales target asks for: deals, proposals for these, opportunities for these, and the leads and visits that make so
 * many opportunities. Each step goes on from the exact figure before it, so that rounding does not add up.
 *
 * @param sales target, not negative, in the unit of the average deal
 * @throws RangeError for a rate that is not above 0, or a target below 0
 */
export function activityChain(sales: number, rates: ActivityRates): ActivityStep[] {
  if (!(sales >= 0)) throw new RangeError(`a sales target of ${sales} asks for nothing`)
  for (const [name, rate] of Object.entries(rates))
    if (!(rate > 0 && rate < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} is ${rate}, not above 0`)
  const deals = sales / rates.averageDeal
  const proposals = deals / rates.proposalWins
  const opportunities = proposals / rates.opportunityProposals
  return [
    step('deals', sales, rates.averageDeal, deals),
    step('proposals', deals, rates.proposalWins, proposals),
    step('opportunities', proposals, rates.opportunityProposals, opportunities),
    step('leads', opportunities, rates.leadOpportunities, opportunities / rates.leadOpportunities),
    step('visits', opportunities, rates.visitsPerOpportunity, opportunities * rates.visitsPerOpportunity),
  ]
}
