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

function refuse(path: string, expected: string, got: number): never {
  throw new RangeError(`${path}: expected ${expected}, got ${got}`)
}

/** Whole numbers that bound a cell: the lower one finite, the upper one may be infinite. */
function refuseCell({ weights, low, high }: FitProblem, cell: number): never {
  const [weight, from, to] = [weights[cell]!, low[cell]!, high[cell]!]
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
    refuse(`weights[${cell}]`, 'a finite number of 0 or more', weight)
  if (!(from >= 0 && Number.isSafeInteger(from))) refuse(`low[${cell}]`, 'a whole number of 0 or more', from)
  refuse(`high[${cell}]`, `a whole number of at least ${from}, or Infinity`, to)
}

function checkCells(problem: FitProblem): void {
  const { weights, low, high } = problem
  const most = Number.MAX_SAFE_INTEGER
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = weights[cell]!
    const from = low[cell]!
    const to = high[cell]!
    const isRight =
      weight >= 0 &&
      weight < Number.POSITIVE_INFINITY &&
      from >= 0 &&
      from <= most &&
      Math.floor(from) === from &&
      to >= from &&
      (to === Number.POSITIVE_INFINITY || (to <= most && Math.floor(to) === to))
    if (!isRight) refuseCell(problem, cell)
  }
}

function checkPlaces(of: Int32Array, margins: number, path: string): void {
  for (let cell = 0; cell < of.length; cell++) {
    const margin = of[cell]!
    if (margin < -1 || margin >= margins) refuse(`${path}[${cell}]`, `−1 to ${margins - 1}`, margin)
  }
}

/**
 * @throws RangeError naming the first field that is no number of its kind, or points nowhere; totals of a set must stay
 * within the safe integers
 */
export function checkProblem(problem: FitProblem): void {
  const { weights, low, high, sets } = problem
  if (low.length !== weights.length) refuse('low', `${weights.length} cells`, low.length)
  if (high.length !== weights.length) refuse('high', `${weights.length} cells`, high.length)
  checkCells(problem)
  for (const [s, { of, totals }] of sets.entries()) {
    if (of.length !== weights.length) refuse(`sets[${s}].of`, `${weights.length} cells`, of.length)
    let sum = 0
    for (const [margin, total] of totals.entries()) {
      if (!(total >= 0 && Number.isSafeInteger(total)))
        refuse(`sets[${s}].totals[${margin}]`, 'a whole number of 0 or more', total)
      sum += total
    }
    if (!Number.isSafeInteger(sum)) refuse(`sets[${s}].totals`, 'a sum within the safe integers', sum)
    checkPlaces(of, totals.length, `sets[${s}].of`)
  }
}

/** Whether any cell has a floor above 0 or a ceiling: without them nothing needs to be kept inside bounds. */
export function isBounded({ low, high }: FitProblem): boolean {
  for (let cell = 0; cell < low.length; cell++)
    if (low[cell]! > 0 || high[cell]! < Number.POSITIVE_INFINITY) return true
  return false
}

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
