/**
 * Attainment: actual against target. All figures are sums; ratios are formed from sums and never averaged, so a
 * 100 % share of 5 with a 50 % share of 10 is 10 of 15.
 */

/** Sums of a node: the period's target, the part of it due by today, and the actual, in minor units. */
export type AttainmentSums = { readonly target: number; readonly due: number; readonly actual: number }

export type Attainment = AttainmentSums & {
  /** actual ÷ target; null without a target */
  readonly attainment: number | null
  /** actual ÷ due; null where nothing is due yet */
  readonly pace: number | null
  /** actual − due in minor units; negative = behind */
  readonly gap: number
}

/** A ratio of two sums; null where the denominator is zero. */
export function ratioOf(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator
}

/**
 * Attainment of sums.
 * @example 1 200 of a target of 1 500 of which 1 300 is due: attainment 0.8, pace 0.923…, gap −100
 */
export function attainmentOf({ target, due, actual }: AttainmentSums): Attainment {
  return {
    target,
    due,
    actual,
    attainment: ratioOf(actual, target),
    pace: ratioOf(actual, due),
    gap: actual - due,
  }
}
