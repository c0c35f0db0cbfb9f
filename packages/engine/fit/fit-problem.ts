/** One set of margins: each cell belongs to one of them, or to none (−1). */
export type MarginSet = {
  readonly of: Int32Array
  /** whole numbers, one for each margin */
  readonly totals: Float64Array
}

/** Cells to be filled with whole numbers in proportion to their weights, so that every margin is met. */
export type FitProblem = {
  /** not negative */
  readonly weights: Float64Array
  /** whole numbers; equal where a cell is held; `high` may be Infinity */
  readonly low: Float64Array
  readonly high: Float64Array
  readonly sets: readonly MarginSet[]
}

/** A margin by its set and its place in it. */
export type MarginPlace = { readonly set: number; readonly margin: number }

/** What each margin still lacks (positive) or has too much. */
export function deficitsOf({ sets }: FitProblem, values: Float64Array): Float64Array[] {
  return sets.map(({ of, totals }) => {
    const lacking = totals.slice()
    for (let cell = 0; cell < values.length; cell++) {
      const margin = of[cell]!
      if (margin >= 0) lacking[margin] = lacking[margin]! - values[cell]!
    }
    return lacking
  })
}

/** Sum of what all margins lack or have too much, and the place where it is most. */
export function deviationOf(deficits: readonly Float64Array[]): {
  readonly sum: number
  readonly worst: MarginPlace & { readonly by: number }
} {
  let sum = 0
  let worst = { set: 0, margin: 0, by: 0 }
  for (const [set, lacking] of deficits.entries())
    for (const [margin, by] of lacking.entries()) {
      sum += Math.abs(by)
      if (Math.abs(by) > Math.abs(worst.by)) worst = { set, margin, by }
    }
  return { sum, worst }
}
