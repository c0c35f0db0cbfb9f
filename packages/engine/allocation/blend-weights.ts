import { preciseSum } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { combinationCount, type PlanShape } from './plan.ts'

/** One of the references that a plan is spread by, with its part in percent. */
export type WeightPart = { readonly name: string; readonly percent: number; readonly weights: Float64Array }

/** Parts that a blend may have. */
const MOST_PARTS = 6

function round(percent: number): number {
  return Math.round(percent * 1e6) / 1e6
}

/**
 * Weights blended from several references: Σ percent ÷ 100 × weight ÷ Σ weights, so that each reference counts as much
 * as its percentage and not as much as its unit. Negative weights count as nothing.
 *
 * @returns `not-100` where the percentages do not add up to 100 (they are not scaled in silence), `too-many` beyond six,
 *   `empty` naming a part that has no weight at all
 */
export function blendWeights(
  parts: readonly WeightPart[],
): Outcome<Float64Array, 'not-100' | 'too-many' | 'empty'> {
  if (parts.length > MOST_PARTS) return impossible('too-many', { parts: parts.length, most: MOST_PARTS })
  const all = round(parts.reduce((sum, { percent }) => sum + percent, 0))
  if (all !== 100 || parts.some(({ percent }) => !(percent > 0)))
    return impossible('not-100', { percent: all })
  const blended = new Float64Array(parts[0]!.weights.length)
  for (const { name, percent, weights } of parts) {
    const kept = weights.map((weight) => Math.max(0, weight))
    const sum = preciseSum(kept)
    if (!(sum > 0)) return impossible('empty', { name })
    for (let cell = 0; cell < blended.length; cell++) blended[cell]! += (percent / 100) * (kept[cell]! / sum)
  }
  return possible(blended)
}

/** What a member gets in a month: a factor that is known for it alone, such as a person's capacity. */
export type MemberFactors = ReadonlyMap<string, ArrayLike<number>>

function memberOf(shape: PlanShape, combination: number, d: number): string {
  const { dimensions, combinations } = shape
  return dimensions[d]!.keys[combinations[combination * dimensions.length + d]!]!
}

/**
 * Weights of cells from a factor that is known for the members of one dimension and each month: a member's factor, shared
 * among its combinations as a profile is (over the whole year, since a profile of single months is thin). A member whose
 * profile is empty shares equally.
 *
 * @param profile one weight for each cell, such as last year's actual
 * @param factors leaf members of the dimension and twelve (or as many as months) numbers each; members left out get nothing
 * @throws RangeError for an unknown dimension
 */
export function weightsOfMembers(
  shape: PlanShape,
  profile: Float64Array,
  dimension: string,
  factors: MemberFactors,
): Float64Array {
  const d = shape.dimensions.findIndex(({ name }) => name === dimension)
  if (d < 0) throw new RangeError(`there is no dimension ${dimension}`)
  const months = shape.months.length
  const shares = yearShares(shape, profile, d)
  const weights = new Float64Array(profile.length)
  for (let c = 0; c < combinationCount(shape); c++) {
    const own = factors.get(memberOf(shape, c, d))
    if (own === undefined) continue
    for (let m = 0; m < months; m++) weights[c * months + m] = (own[m] ?? 0) * shares[c]!
  }
  return weights
}

/** The share that each combination has in its member's year. */
function yearShares(shape: PlanShape, profile: Float64Array, d: number): Float64Array {
  const months = shape.months.length
  const years = new Float64Array(combinationCount(shape))
  const sums = new Map<string, { sum: number; count: number }>()
  for (let c = 0; c < years.length; c++) {
    for (let m = 0; m < months; m++) years[c]! += Math.max(0, profile[c * months + m]!)
    const key = memberOf(shape, c, d)
    const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 }
    sums.set(key, { sum: sum + years[c]!, count: count + 1 })
  }
  return years.map((year, c) => {
    const { sum, count } = sums.get(memberOf(shape, c, d))!
    return sum > 0 ? year / sum : 1 / count
  })
}

/**
 * The same year of every combination, spread over the months by other shares than its own: a seasonality that somebody
 * sets, or 4-4-5 weeks.
 *
 * @param shares one for each month, not negative, not all zero
 * @throws RangeError for shares of another number, or none above zero
 */
export function reshapeMonths(
  shape: PlanShape,
  weights: Float64Array,
  shares: readonly number[],
): Float64Array {
  const months = shape.months.length
  const sum = shares.reduce((total, share) => total + share, 0)
  if (shares.length !== months || !(sum > 0) || shares.some((share) => !(share >= 0)))
    throw new RangeError(`${shares.length} month shares that add up to ${sum} for ${months} months`)
  const reshaped = new Float64Array(weights.length)
  for (let c = 0; c < combinationCount(shape); c++) {
    let year = 0
    for (let m = 0; m < months; m++) year += weights[c * months + m]!
    for (let m = 0; m < months; m++) reshaped[c * months + m] = (year * shares[m]!) / sum
  }
  return reshaped
}
