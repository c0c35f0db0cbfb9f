import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { studentTail } from '../statistics/index.ts'

/** What may come of a figure: Student’s t around a centre. With no spread the centre is certain. */
export type Outlook = { readonly centre: number; readonly spread: number; readonly degrees: number }

/** Outlooks from different evidence with the weight of each; weights add up to 1. */
export type Blend = ReadonlyArray<{ readonly outlook: Outlook; readonly weight: number }>

export type Better = 'higher' | 'lower'

/** A chance with its 80 % interval, 0 to 1. */
export type Chance = { readonly chance: number; readonly low: number; readonly high: number }

/** 90 % point of the normal distribution: the interval of a chance is at 80 %. */
const NORMAL_90 = 1.281_551_565_545

/** Share of Student’s t below a value. */
function below(t: number, degrees: number): number {
  if (t === Number.POSITIVE_INFINITY) return 1
  if (t === Number.NEGATIVE_INFINITY) return 0
  const tail = studentTail(t, degrees) / 2
  return t > 0 ? 1 - tail : tail
}

/** How many spreads the centre lies on the good side of the target. */
function lead({ centre, spread }: Outlook, target: number, better: Better): number {
  const ahead = better === 'higher' ? centre - target : target - centre
  if (spread > 0) return ahead / spread
  return ahead >= 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
}

function chanceAlone(outlook: Outlook, target: number, better: Better): Chance {
  const z = lead(outlook, target, better)
  const { degrees } = outlook
  if (!Number.isFinite(z)) {
    const certain = z > 0 ? 1 : 0
    return { chance: certain, low: certain, high: certain }
  }
  const count = degrees + 1
  const doubt = NORMAL_90 * Math.sqrt(1 / count + z ** 2 / (2 * count))
  return { chance: below(z, degrees), low: below(z - doubt, degrees), high: below(z + doubt, degrees) }
}

function check(blend: Blend): void {
  const sum = blend.reduce((total, { weight }) => total + weight, 0)
  if (blend.length === 0 || Math.abs(sum - 1) > 1e-9 || blend.some(({ weight }) => weight < 0))
    throw new RangeError(`weights: they add up to ${sum}, not to 1`)
}

/**
 * Chance that a figure reaches a target, with the 80 % interval that the few past errors behind it leave: z = (centre −
 * target) ÷ spread is known to ± 1.28 · √(1 ÷ n + z² ÷ 2n). Of several outlooks the weighted mean (a linear pool).
 */
export function chanceOf(blend: Blend, target: number, better: Better): Chance {
  check(blend)
  const parts = blend.map(({ outlook, weight }) => ({ weight, ...chanceAlone(outlook, target, better) }))
  const pool = (pick: (one: Chance) => number) =>
    parts.reduce((sum, part) => sum + part.weight * pick(part), 0)
  return { chance: pool((one) => one.chance), low: pool((one) => one.low), high: pool((one) => one.high) }
}

/** The value that a single outlook stays below with a probability. */
function quantile({ centre, spread, degrees }: Outlook, probability: number): number {
  return spread > 0 ? centre + spread * tQuantile(probability, degrees) : centre
}

const STEPS = 80

/** The value that is reached with a given chance: the inverse of {@link chanceOf}. @param chance above 0 and below 1 */
export function valueAtChance(blend: Blend, chance: number, better: Better): number {
  check(blend)
  if (!(chance > 0 && chance < 1)) throw new RangeError(`chance: ${chance} is not between 0 and 1`)
  const probability = better === 'higher' ? 1 - chance : chance
  const ends = blend.map(({ outlook }) => quantile(outlook, probability))
  let [low, high] = [Math.min(...ends), Math.max(...ends)]
  for (let step = 0; step < STEPS && high > low; step++) {
    const middle = (low + high) / 2
    const tooGood = chanceOf(blend, middle, better).chance < chance
    if (tooGood === (better === 'higher')) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/** Height of the pooled density at a value, for drawing: Student’s t, scaled so that each outlook’s peak is 1. */
export function relativeDensity(blend: Blend, value: number): number {
  return blend.reduce((sum, { outlook: { centre, spread, degrees }, weight }) => {
    if (!(spread > 0)) return sum
    const t = (value - centre) / spread
    return sum + weight * (1 + t ** 2 / degrees) ** (-(degrees + 1) / 2)
  }, 0)
}
