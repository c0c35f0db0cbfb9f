import { seededRandom } from '../random/index.ts'
import type { FitProblem } from './fit-problem.ts'

/** What a table for tests and measurements is like; `sets` name the dimensions that each set of margins adds up by. */
export type TableShape = {
  readonly sizes: readonly number[]
  readonly sets: readonly (readonly number[])[]
  /** share of the combinations that exist */
  readonly density: number
  /** share of the cells that are held, and of those that have a ceiling near their value */
  readonly held?: number
  readonly bounded?: number
  readonly seed: number
}

/**
 * A table whose margins are those of whole numbers, so that an exact answer exists; the weights are those numbers
 * disturbed by half.
 */
export function randomTable({ sizes, sets, density, held = 0, bounded = 0, seed }: TableShape): FitProblem {
  const random = seededRandom(seed)
  const all = sizes.reduce((product, size) => product * size, 1)
  const existing: number[] = []
  for (let at = 0; at < all; at++) if (random() < density) existing.push(at)
  const strides = sizes.map((_, d) => sizes.slice(0, d).reduce((product, size) => product * size, 1))
  const truth = Float64Array.from(existing, () => Math.floor(-Math.log(1 - random()) * 20))
  const low = new Float64Array(existing.length)
  const high = new Float64Array(existing.length).fill(Number.POSITIVE_INFINITY)
  for (const [cell, value] of truth.entries()) {
    if (random() < held) low[cell] = high[cell] = value
    else if (random() < bounded) high[cell] = value + Math.floor(3 * random())
  }
  return {
    weights: truth.map((value) => value * (0.5 + random()) + random()),
    low,
    high,
    sets: sets.map((dimensions) => {
      const of = Int32Array.from(existing, (at) =>
        dimensions.reduce((margin, d) => margin * sizes[d]! + (Math.floor(at / strides[d]!) % sizes[d]!), 0),
      )
      const totals = new Float64Array(dimensions.reduce((product, d) => product * sizes[d]!, 1))
      for (const [cell, value] of truth.entries()) totals[of[cell]!] = totals[of[cell]!]! + value
      return { of, totals }
    }),
  }
}
