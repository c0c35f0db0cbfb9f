import { mean, sampleVariance, studentTail } from '../statistics/index.ts'
import { BOUNDS, roundPercent, within } from './bounds.ts'

/** A slice's newest months beside the rest of the company. */
export type ShiftReview = {
  /** recent level ÷ the one before − 1, growth and season of the rest taken out */
  readonly change: number
  readonly statistic: number
  readonly degrees: number
  readonly pValue: number
  /** slice ÷ rest of each month, the mean of the months before = 1 */
  readonly index: readonly number[]
}

/** A shift is looked for in the newest three months against at least twelve before. */
export const SHIFT_RULE = { recent: 3, leastBefore: 12, level: 0.01, leastChange: 0.1 } as const

/**
 * Whether a slice left its level: the logarithm of slice ÷ rest takes growth and season out that all share (a difference
 * of differences); the newest months together are compared with the months before by Student’s t for new observations.
 * Months before that follow each other (a lag-one correlation above 0) count for fewer: n (1 − r) ÷ (1 + r) (Bayley and
 * Hammersley 1946).
 *
 * @returns null for a series too short, or with a month without sales on either side
 */
export function reviewShift(slice: readonly number[], rest: readonly number[]): ShiftReview | null {
  if (slice.length !== rest.length)
    throw new RangeError(`rest: expected ${slice.length} months, got ${rest.length}`)
  const { recent, leastBefore } = SHIFT_RULE
  if (slice.length < recent + leastBefore) return null
  if (slice.some((value) => !(value > 0)) || rest.some((value) => !(value > 0))) return null
  const ratios = slice.map((value, i) => Math.log(value / rest[i]!))
  const before = ratios.slice(0, -recent)
  const after = ratios.slice(-recent)
  const level = mean(before)!
  const variance = sampleVariance(before)!
  if (!(variance > 0)) return null
  const effective = effectiveCount(before, level)
  const difference = mean(after)! - level
  const statistic = difference / Math.sqrt(variance * (1 / recent + 1 / effective))
  const degrees = Math.max(1, effective - 1)
  return {
    change: Math.expm1(difference),
    statistic,
    degrees,
    pValue: studentTail(statistic, degrees),
    index: ratios.map((value) => Math.exp(value - level)),
  }
}

function effectiveCount(values: readonly number[], level: number): number {
  let [products, squares] = [0, 0]
  for (const [i, value] of values.entries()) {
    squares += (value - level) ** 2
    if (i > 0) products += (value - level) * (values[i - 1]! - level)
  }
  const correlation = within(products / squares, 0, 0.9)
  return (values.length * (1 - correlation)) / (1 + correlation)
}

/**
 * What of a shift is left when other people are counted: (1 + change) ÷ capacity ratio − 1, where it points the same way
 * as the shift and is large enough to be asked about; else 0.
 *
 * @param capacity people of the newest months, new ones by their ramp, ÷ people of the months before
 * @example sales + 27 % with capacity × 1.3: −2 %, explained; − 12 % with a third of the people gone: explained
 */
export function unexplainedShift(change: number, capacity: number): number {
  if (!(capacity > 0)) return 0
  const left = (1 + change) / capacity - 1
  return Math.sign(left) === Math.sign(change) && Math.abs(left) >= SHIFT_RULE.leastChange ? left : 0
}

/** Share of a month’s days on which an event acts; days are numbers of days. */
export function activeShare(
  month: { readonly first: number; readonly last: number },
  event: { readonly first: number; readonly last: number | null },
): number {
  const from = Math.max(month.first, event.first)
  const until = Math.min(month.last, event.last ?? month.last)
  return Math.max(0, until - from + 1) / (month.last - month.first + 1)
}

/** What a market event asks for: a lower (or higher) target, or a temporary share of promotion and the rest of it. */
export type MarketAnswer = {
  /** the effect that is counted with: what is seen where it can be seen, else what is expected */
  readonly effectPercent: number
  readonly targetPercent: number
  readonly promotionPercent: number
  /** change of the target beside the promotion */
  readonly restPercent: number
}

/** Short-term elasticity of sales to advertising, the mean of 751 estimates (Sethuraman, Tellis and Briesch 2011). */
export const ADVERTISING_ELASTICITY = 0.12

/**
 * The answer to a market event. Sales react to spend with a constant elasticity e: spend × (1 + p) brings (1 + p)^e. The
 * promotion is what would win the loss back, at most 30 %; what it cannot win back comes off the target.
 *
 * @param expectedPercent as the person who recorded it expects it
 * @param observedPercent change of the slice that was found in the data, null where none was
 */
export function answerEvent(expectedPercent: number, observedPercent: number | null): MarketAnswer {
  const seen = observedPercent !== null && Math.sign(observedPercent) === Math.sign(expectedPercent)
  const effect = seen ? observedPercent : expectedPercent
  const target = within(effect, -BOUNDS.down, BOUNDS.up)
  const ratio = Math.max(0.01, 1 + effect / 100)
  const wanted = effect >= 0 ? 0 : (ratio ** (-1 / ADVERTISING_ELASTICITY) - 1) * 100
  const promotion = Math.min(BOUNDS.promotion, wanted)
  const regained = ratio * (1 + promotion / 100) ** ADVERTISING_ELASTICITY
  return {
    effectPercent: roundPercent(effect),
    targetPercent: roundPercent(target),
    promotionPercent: roundPercent(promotion),
    restPercent: effect >= 0 ? 0 : roundPercent(within((regained - 1) * 100, -BOUNDS.down, 0)),
  }
}
