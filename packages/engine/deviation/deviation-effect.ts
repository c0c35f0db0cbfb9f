import { type Blend, type Chance, chanceOf, valueAtChance } from '../goals/index.ts'

/** A gap that the method asks about by name: 15 % of the target. */
export const FAR_OFF = 0.15
/** Ends of the band in which the figure comes four times of five. */
const [LIKELY, UNLIKELY] = [0.9, 0.1]

/** What a period comes to beside its target; amounts in whole minor units. */
export type DeviationEffect = {
  readonly expected: number
  /** expected − target: negative is short of it */
  readonly gap: number
  /** gap ÷ target; null without a target */
  readonly gapShare: number | null
  /** that the target is reached, with the interval that few past errors leave */
  readonly reached: Chance
  /** that {@link FAR_OFF} of the target or more is missing, likewise */
  readonly farOff: Chance
  /** 80 % band of what comes */
  readonly low: number
  readonly high: number
}

function opposite({ chance, low, high }: Chance): Chance {
  return { chance: 1 - chance, low: 1 - high, high: 1 - low }
}

/**
 * The effect of a deviation as a distribution: the expected gap, the chances that the target is reached and that 15 % of it
 * or more is missing, and the band in which the figure comes with 80 %.
 *
 * @param outlooks what may come of the period, as `flowOutlook` says it, minor units
 * @param target above 0, minor units
 * @throws RangeError where the target is no amount above 0
 */
export function deviationEffect(outlooks: Blend, target: number): DeviationEffect {
  if (!(target > 0)) throw new RangeError(`target is ${target}`)
  const expected = Math.round(outlooks.reduce((sum, { outlook, weight }) => sum + outlook.centre * weight, 0))
  return {
    expected,
    gap: expected - target,
    gapShare: (expected - target) / target,
    reached: chanceOf(outlooks, target, 'higher'),
    farOff: opposite(chanceOf(outlooks, target * (1 - FAR_OFF), 'higher')),
    low: Math.round(valueAtChance(outlooks, LIKELY, 'higher')),
    high: Math.round(valueAtChance(outlooks, UNLIKELY, 'higher')),
  }
}
