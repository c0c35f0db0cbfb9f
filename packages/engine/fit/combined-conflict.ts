import type { FitProblem, MarginPlace } from './fit-problem.ts'

/** Margins taken some times each that together need more than all cells can give: a proof that anyone can add up. */
export type CombinedConflict = {
  readonly kind: 'combined'
  readonly margins: readonly (MarginPlace & { readonly times: number })[]
  /** Σ times × total */
  readonly needed: number
  /** the most that cells inside their bounds can add to it */
  readonly greatest: number
}

/** Multiples of the direction that are tried as whole numbers. */
const SCALES = 24

/** The most that cells can give to a weighted sum of margins; infinite without a ceiling, NaN beyond exact numbers. */
function greatestOf({ low, high, sets }: FitProblem, times: readonly Float64Array[]): number {
  const places = sets.map(({ of }) => of)
  let sum = 0
  for (let cell = 0; cell < low.length; cell++) {
    let weight = 0
    for (let s = 0; s < places.length; s++) {
      const margin = places[s]![cell]!
      if (margin >= 0) weight += times[s]![margin]!
    }
    if (weight !== 0) sum += weight * (weight > 0 ? high[cell]! : low[cell]!)
    if (sum === Number.POSITIVE_INFINITY) return sum
  }
  return Number.isSafeInteger(sum) ? sum : Number.NaN
}

function neededOf({ sets }: FitProblem, times: readonly Float64Array[]): number {
  return sets.reduce(
    (sum, { totals }, s) =>
      sum + totals.reduce((part, total, margin) => part + total * times[s]![margin]!, 0),
    0,
  )
}

/**
 * Whether margins of several sets contradict each other although every two sets agree. Where scaling does not settle,
 * the factors of its passes point to the contradiction (the dual grows without end: Farkas 1902); the direction is
 * rounded to small whole numbers and checked exactly, so that what is returned is a proof.
 *
 * @param growth of the logarithms of the factors over the last passes, by set and margin
 * @returns null where nothing was proved
 */
export function findCombinedConflict(
  problem: FitProblem,
  growth: readonly Float64Array[],
): CombinedConflict | null {
  const most = growth.reduce(
    (size, part) => part.reduce((big, value) => Math.max(big, Math.abs(value)), size),
    0,
  )
  if (!(most > 1e-9 && Number.isFinite(most))) return null
  for (let scale = 1; scale <= SCALES; scale++) {
    const times = growth.map((part) => part.map((value) => Math.round((value / most) * scale)))
    const needed = neededOf(problem, times)
    const greatest = greatestOf(problem, times)
    if (!(Number.isSafeInteger(needed) && needed > greatest)) continue
    const margins = times.flatMap((part, set) =>
      [...part.keys()]
        .filter((margin) => part[margin] !== 0)
        .map((margin) => ({ set, margin, times: part[margin]! })),
    )
    return { kind: 'combined', margins, needed, greatest }
  }
  return null
}
