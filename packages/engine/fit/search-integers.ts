import type { FitProblem } from './fit-problem.ts'

/** What a complete search knows in the end: whole numbers that fit, that there are none, or nothing within its limit. */
export type SearchResult =
  | { readonly kind: 'found'; readonly values: Float64Array }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }

/** Lists of numbers one after the other: list i is items[starts[i]] to items[starts[i + 1]]. */
type Lists = { readonly starts: Int32Array; readonly items: Int32Array }

/** Lists of what points where: of each target those that have it among their own. */
function listsOf(targets: readonly Int32Array[], count: number): Lists {
  const starts = new Int32Array(count + 1)
  for (const list of targets) for (const target of list) starts[target + 1] = starts[target + 1]! + 1
  for (let at = 0; at < count; at++) starts[at + 1] = starts[at + 1]! + starts[at]!
  const fill = starts.slice()
  const items = new Int32Array(starts[count]!)
  for (const [from, list] of targets.entries())
    for (const target of list) {
      items[fill[target]!] = from
      fill[target] = fill[target]! + 1
    }
  return { starts, items }
}

/** Every cell of a margin adds up to its total; `ranges` are what the cells can still be. */
class Ranges {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly total: Float64Array
  /** sums of the lows and highs of each margin, and how many of its cells are not settled */
  private readonly sumLow: Float64Array
  private readonly sumHigh: Float64Array
  readonly open: Int32Array
  readonly cellsOf: Lists
  readonly marginsOf: readonly Int32Array[]
  /** cell, low and high before the first change of each cell since each decision, three entries each */
  private readonly trail: number[] = []
  private readonly changedAt: Int32Array
  private decisions = 0
  private readonly queue: number[] = []
  private readonly isQueued: Uint8Array
  /** cells looked at so far: the measure of work, the same on every machine */
  work = 0

  constructor({ low, high, sets }: FitProblem) {
    const offsets = sets.map((_, s) => sets.slice(0, s).reduce((sum, { totals }) => sum + totals.length, 0))
    this.total = Float64Array.from(sets.flatMap(({ totals }) => [...totals]))
    this.marginsOf = Array.from(low, (_, cell) =>
      Int32Array.from(sets.flatMap(({ of }, s) => (of[cell]! < 0 ? [] : [offsets[s]! + of[cell]!]))),
    )
    this.cellsOf = listsOf(this.marginsOf, this.total.length)
    this.low = low.slice()
    this.high = high.map((most, cell) =>
      this.marginsOf[cell]!.reduce((least, margin) => Math.min(least, this.total[margin]!), most),
    )
    this.sumLow = new Float64Array(this.total.length)
    this.sumHigh = new Float64Array(this.total.length)
    this.open = new Int32Array(this.total.length)
    this.isQueued = new Uint8Array(this.total.length)
    this.changedAt = new Int32Array(low.length).fill(-1)
    for (const [cell, margins] of this.marginsOf.entries())
      for (const margin of margins) {
        this.sumLow[margin] = this.sumLow[margin]! + this.low[cell]!
        this.sumHigh[margin] = this.sumHigh[margin]! + this.high[cell]!
        if (this.low[cell]! < this.high[cell]!) this.open[margin] = this.open[margin]! + 1
      }
    for (let margin = 0; margin < this.total.length; margin++) this.enqueue(margin)
  }

  private enqueue(margin: number): void {
    if (this.isQueued[margin] === 1) return
    this.isQueued[margin] = 1
    this.queue.push(margin)
  }

  get mark(): number {
    return this.trail.length
  }

  private set(cell: number, low: number, high: number): void {
    const [oldLow, oldHigh] = [this.low[cell]!, this.high[cell]!]
    const change = (oldLow < oldHigh ? 1 : 0) - (low < high ? 1 : 0)
    this.low[cell] = low
    this.high[cell] = high
    for (const margin of this.marginsOf[cell]!) {
      this.sumLow[margin] = this.sumLow[margin]! + low - oldLow
      this.sumHigh[margin] = this.sumHigh[margin]! + high - oldHigh
      this.open[margin] = this.open[margin]! - change
    }
  }

  /** Narrows a cell and notes its margins for a look. */
  private narrow(cell: number, low: number, high: number): void {
    if (this.changedAt[cell] !== this.decisions) {
      this.changedAt[cell] = this.decisions
      this.trail.push(cell, this.low[cell]!, this.high[cell]!)
    }
    this.set(cell, low, high)
    for (const margin of this.marginsOf[cell]!) this.enqueue(margin)
  }

  /** Takes a decision, which can be taken back. */
  decide(cell: number, low: number, high: number): void {
    this.decisions++
    this.narrow(cell, low, high)
  }

  /** Takes back everything since a mark. */
  undo(mark: number): void {
    while (this.trail.length > mark) {
      const [high, low, cell] = [this.trail.pop()!, this.trail.pop()!, this.trail.pop()!]
      this.set(cell, low, high)
    }
    for (const margin of this.queue) this.isQueued[margin] = 0
    this.queue.length = 0
  }

  /** What the other cells of each margin leave to a cell, until nothing changes. @returns false where nothing is left */
  propagate(limit: number): boolean {
    const { starts, items } = this.cellsOf
    for (;;) {
      const margin = this.queue.pop()
      if (margin === undefined) return true
      this.isQueued[margin] = 0
      const [from, to] = [starts[margin]!, starts[margin + 1]!]
      this.work += 1 + to - from
      if (this.work > limit) return true
      const room = this.total[margin]! - this.sumLow[margin]!
      const spare = this.sumHigh[margin]! - this.total[margin]!
      if (room < 0 || spare < 0) return false
      if (this.open[margin] === 0) continue
      for (let k = from; k < to; k++) {
        const cell = items[k]!
        const [low, high] = [this.low[cell]!, this.high[cell]!]
        if (high - low > room || high - low > spare)
          this.narrow(cell, Math.max(low, high - spare), Math.min(high, low + room))
      }
    }
  }
}

/** Groups of margins that share open cells: each can be solved for itself. */
function independentParts({ open, cellsOf, marginsOf, low, high }: Ranges): number[][] {
  const seen = new Uint8Array(open.length)
  const parts: number[][] = []
  for (let first = 0; first < open.length; first++) {
    if (seen[first] === 1 || open[first] === 0) continue
    seen[first] = 1
    const part = [first]
    for (let at = 0; at < part.length; at++) {
      const margin = part[at]!
      for (let k = cellsOf.starts[margin]!; k < cellsOf.starts[margin + 1]!; k++) {
        const cell = cellsOf.items[k]!
        if (low[cell]! === high[cell]!) continue
        for (const next of marginsOf[cell]!)
          if (seen[next] === 0) {
            seen[next] = 1
            part.push(next)
          }
      }
    }
    parts.push(part)
  }
  return parts
}

/** The open cell to decide next: of the margin with the fewest open cells, the one with the fewest values. */
function chooseCell(ranges: Ranges, part: readonly number[]): number {
  let [tightest, fewest] = [-1, Number.POSITIVE_INFINITY]
  for (const margin of part) {
    const open = ranges.open[margin]!
    if (open > 0 && open < fewest) [tightest, fewest] = [margin, open]
  }
  ranges.work += part.length
  if (tightest < 0) return -1
  const { starts, items } = ranges.cellsOf
  let [chosen, least] = [-1, Number.POSITIVE_INFINITY]
  for (let k = starts[tightest]!; k < starts[tightest + 1]!; k++) {
    const cell = items[k]!
    const width = ranges.high[cell]! - ranges.low[cell]!
    if (width > 0 && width < least) [chosen, least] = [cell, width]
  }
  ranges.work += starts[tightest + 1]! - starts[tightest]!
  return chosen
}

/** What a decision may still be: the nearest value, then what lies below and above it. */
type Branch = { readonly mark: number; readonly cell: number; readonly ranges: [low: number, high: number][] }

function branchesOf(ranges: Ranges, cell: number, near: number): Branch['ranges'] {
  const [low, high] = [ranges.low[cell]!, ranges.high[cell]!]
  const value = Math.min(high, Math.max(low, Math.round(near)))
  const sides: Branch['ranges'] = [
    [value + 1, high],
    [low, value - 1],
  ]
  if (near > value) sides.reverse()
  return [...sides.filter(([from, to]) => from <= to), [value, value]]
}

/** Decides the cells of one part, taking back what fails. @returns null where the limit of work came first */
function solvePart(
  ranges: Ranges,
  part: readonly number[],
  near: Float64Array,
  limit: number,
  isStopped: () => boolean,
): boolean | null {
  const stack: Branch[] = []
  for (let step = 0; ; step++) {
    if (ranges.work > limit || (step % 256 === 0 && isStopped())) return null
    const cell = chooseCell(ranges, part)
    if (cell < 0) return true
    stack.push({ mark: ranges.mark, cell, ranges: branchesOf(ranges, cell, near[cell]!) })
    for (;;) {
      const branch = stack.at(-1)
      if (branch === undefined) return false
      const next = branch.ranges.pop()
      if (next === undefined) {
        ranges.undo(branch.mark)
        stack.pop()
        continue
      }
      ranges.undo(branch.mark)
      ranges.decide(branch.cell, ...next)
      if (ranges.propagate(limit)) break
      if (ranges.work > limit) return null
    }
  }
}

/**
 * A complete search for whole numbers inside the bounds that meet every margin: ranges are narrowed until nothing
 * changes, independent parts are solved apart, and a cell of the tightest margin is decided next, nearest value first
 * (branch and bound; constraint propagation after Mackworth 1977). `none` is a proof.
 *
 * @param near values to stay close to
 * @param limit cells looked at before it gives up; deterministic
 */
export function searchIntegers(
  problem: FitProblem,
  near: Float64Array,
  limit: number,
  isStopped: () => boolean = () => false,
): SearchResult {
  const ranges = new Ranges(problem)
  if (problem.low.some((low, cell) => low > ranges.high[cell]!)) return { kind: 'none' }
  if (!ranges.propagate(limit)) return { kind: 'none' }
  for (const part of independentParts(ranges)) {
    const solved = solvePart(ranges, part, near, limit, isStopped)
    if (solved === null) return { kind: 'unknown' }
    if (!solved) return { kind: 'none' }
  }
  if (ranges.work > limit) return { kind: 'unknown' }
  const values = ranges.low.map((low, cell) =>
    ranges.marginsOf[cell]!.length > 0
      ? low
      : Math.max(low, Math.min(problem.high[cell]!, Math.round(near[cell]!))),
  )
  return { kind: 'found', values }
}
