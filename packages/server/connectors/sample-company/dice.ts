import { type Random, seededRandom } from '@salesloom/engine/random'

/** Chance for one purpose: the same for the same seed and purpose, whatever else is generated. */
export type Dice = {
  /** from 0 (inclusive) to 1 (exclusive) */
  readonly roll: Random
  /** a number between two bounds */
  readonly between: (low: number, high: number) => number
  /** a whole number from low to high, both inclusive */
  readonly whole: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  /** a position with a chance in proportion to its weight */
  readonly weighted: (weights: readonly number[]) => number
  /** a factor around 1 (its median) whose logarithm is normal */
  readonly spread: (sigma: number) => number
}

/** Mixes whole numbers into one seed (FNV-1a over their digits). */
function mix(parts: readonly (number | string)[]): number {
  let state = 0x811c9dc5
  for (const letter of parts.join('/')) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return state
}

/** The dice of a purpose. @param parts the seed and what the dice are for */
export function diceFor(...parts: readonly (number | string)[]): Dice {
  const roll = seededRandom(mix(parts))
  const between = (low: number, high: number) => low + (high - low) * roll()
  return {
    roll,
    between,
    whole: (low, high) => low + Math.floor((high - low + 1) * roll()),
    chance: (probability) => roll() < probability,
    pick: (items) => {
      const item = items[Math.floor(roll() * items.length)]
      if (item === undefined) throw new RangeError('items: there is nothing to pick from')
      return item
    },
    weighted: (weights) => {
      let rest = roll() * weights.reduce((sum, weight) => sum + weight, 0)
      const found = weights.findIndex((weight) => {
        rest -= weight
        return rest < 0
      })
      return found < 0 ? weights.length - 1 : found
    },
    spread: (sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll())
      return Math.exp(sigma * Math.max(-2.5, Math.min(2.5, normal)))
    },
  }
}
