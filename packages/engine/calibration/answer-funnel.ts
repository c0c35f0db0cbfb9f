import { BOUNDS, roundPercent, within } from './bounds.ts'

/** What a changed funnel asks for: more leads, and what of the target they cannot bring back. */
export type FunnelAnswer = {
  /** leads (or deals under way) more or fewer than now, percent */
  readonly leadsPercent: number
  /** change of the target beside those leads */
  readonly restPercent: number
  /** change of the target where the leads stay as they are */
  readonly targetPercent: number
}

/**
 * Keeps sales = leads × yield. With the yield of a lead at `ratio` of what it was, 1 ÷ ratio times the leads are needed;
 * no more than the bound can be taken in, and the rest comes off the target, within its bound. A better yield needs fewer
 * leads and leaves the target alone.
 *
 * @param ratio recent yield ÷ baseline; for cycle times baseline days ÷ recent days (Little 1961: deals under way =
 * deals a day × days)
 * @example 0.8: 25 % more leads and no change of the target; 0.6: 25 % more leads, and 1 − 0.6 × 1.25 = 25 % less, of
 * which 15 % are proposed
 */
export function answerFunnel(ratio: number): FunnelAnswer {
  if (!(ratio > 0)) throw new RangeError(`ratio: expected more than 0, got ${ratio}`)
  const leads = within((1 / ratio - 1) * 100, -BOUNDS.leads, BOUNDS.leads)
  const reached = ratio * (1 + leads / 100)
  return {
    leadsPercent: roundPercent(leads),
    restPercent: roundPercent(within((Math.min(1, reached) - 1) * 100, -BOUNDS.down, 0)),
    targetPercent: roundPercent(within((Math.min(1, ratio) - 1) * 100, -BOUNDS.down, 0)),
  }
}
