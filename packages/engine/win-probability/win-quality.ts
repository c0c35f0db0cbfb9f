import { mean, wilsonInterval } from '../statistics/index.ts'
import { logLoss } from './calibrate.ts'

/** A probability with its 95 % interval. */
export type WinChance = { readonly probability: number; readonly low: number; readonly high: number }

/** Measured on deals that the model had not seen. */
export type WinQuality = {
  readonly deals: number
  readonly won: number
  readonly logLoss: number
  /** loss of saying the base rate for every deal; the model is of use below it */
  readonly baseLogLoss: number
  readonly brier: number
  /** probability that a deal that was won is ranked above one that was lost */
  readonly rankQuality: number
  /** mean distance between said and happened over ten groups, weighted by their size */
  readonly calibrationError: number
  /** ten groups of deals by what was said, lowest first: whether what was said has happened */
  readonly reliability: readonly ReliabilityGroup[]
}

/** Deals of which about the same was said: mean probability said, share won with its 95 % interval. */
export type ReliabilityGroup = WinChance & { readonly deals: number; readonly happened: number }

/** Area under the ROC curve by ranks, ties counting half (Mann and Whitney 1947). */
function rankQuality(probabilities: readonly number[], outcomes: readonly boolean[]): number {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!)
  let [ranks, won] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && probabilities[order[to]!] === probabilities[order[from]!]) to++
    for (const i of order.slice(from, to))
      if (outcomes[i]) [ranks, won] = [ranks + (from + to + 1) / 2, won + 1]
    from = to
  }
  const lost = order.length - won
  return (ranks - (won * (won + 1)) / 2) / (won * lost)
}

/** The reliability table (Murphy 1973): deals in ten groups of equal size, by what was said of them. */
function reliabilityOf(probabilities: readonly number[], outcomes: readonly boolean[]): ReliabilityGroup[] {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!)
  const groups = Array.from({ length: 10 }, (_, group) =>
    order.slice((group * order.length) / 10, ((group + 1) * order.length) / 10),
  )
  return groups
    .filter(({ length }) => length > 0)
    .map((members) => {
      const happened = members.filter((i) => outcomes[i]).length / members.length
      const probability = mean(members.map((i) => probabilities[i]!))!
      return { deals: members.length, probability, happened, ...wilsonInterval(happened, members.length) }
    })
}

/** How good probabilities were, now that the outcomes are known. */
export function qualityOf(probabilities: readonly number[], outcomes: readonly boolean[]): WinQuality {
  const won = outcomes.filter(Boolean).length
  const base = won / outcomes.length
  const reliability = reliabilityOf(probabilities, outcomes)
  return {
    deals: outcomes.length,
    won,
    logLoss: logLoss(probabilities, outcomes),
    baseLogLoss: logLoss(
      outcomes.map(() => base),
      outcomes,
    ),
    brier: probabilities.reduce((sum, p, i) => sum + (p - (outcomes[i] ? 1 : 0)) ** 2, 0) / outcomes.length,
    rankQuality: rankQuality(probabilities, outcomes),
    calibrationError:
      reliability.reduce(
        (sum, { deals, probability, happened }) => sum + deals * Math.abs(probability - happened),
        0,
      ) / outcomes.length,
    reliability,
  }
}
