import { coveredRange, type Dimension } from './dimension.ts'

/**
 * Combinations as runs of neighbours: from, to, from, to, …; ascending, none empty, no two that touch.
 * What lies below an organisation unit is one run.
 */
export type Runs = Int32Array

/** Combinations of each member position, ascending within it: those of position p are at starts[p] to starts[p + 1]. */
type Postings = { readonly starts: Int32Array; readonly order: Int32Array }

/** Sorted combinations of leaf positions, with what has been indexed of them. */
type Rows = { readonly dimensions: readonly Dimension[]; readonly combinations: Int32Array }

const indexes = new WeakMap<Int32Array, (Postings | undefined)[]>()

/** Counting sort of the combinations by one dimension; made once for a plan. */
function postingsOf({ dimensions, combinations }: Rows, d: number): Postings {
  const made = indexes.get(combinations) ?? []
  indexes.set(combinations, made)
  const known = made[d]
  if (known !== undefined) return known
  const width = dimensions.length
  const starts = new Int32Array(dimensions[d]!.keys.length + 1)
  for (let i = d; i < combinations.length; i += width) starts[combinations[i]! + 1]!++
  for (let p = 1; p < starts.length; p++) starts[p]! += starts[p - 1]!
  const next = starts.slice()
  const order = new Int32Array(combinations.length / width)
  for (let c = 0; c < order.length; c++) order[next[combinations[c * width + d]!]!++] = c
  const postings = { starts, order }
  made[d] = postings
  return postings
}

/** The first combination whose member of the first dimension is at `position` or after. */
function lowerBound({ dimensions, combinations }: Rows, position: number): number {
  const width = dimensions.length
  let [low, high] = [0, combinations.length / width]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (combinations[middle * width]! < position) low = middle + 1
    else high = middle
  }
  return low
}

type Narrowing = { readonly d: number; readonly from: number; readonly to: number }

function narrowingsOf({ dimensions }: Rows, members: Readonly<Record<string, string>>): Narrowing[] {
  const unknown = Object.keys(members).find((name) => !dimensions.some((each) => each.name === name))
  if (unknown !== undefined) throw new RangeError(`there is no dimension ${unknown}`)
  return dimensions.flatMap((dimension, d) => {
    const [from, to] = coveredRange(dimension, members[dimension.name])
    return from === 0 && to === dimension.keys.length ? [] : [{ d, from, to }]
  })
}

/** Ascending combinations as runs. */
export function joinRuns(combinations: ArrayLike<number>): Runs {
  const runs: number[] = []
  for (let i = 0; i < combinations.length; i++) {
    const c = combinations[i]!
    if (runs.length > 0 && runs.at(-1) === c) runs[runs.length - 1] = c + 1
    else runs.push(c, c + 1)
  }
  return Int32Array.from(runs)
}

/** How many combinations the runs hold. */
export function countRuns(runs: Runs): number {
  let count = 0
  for (let r = 0; r < runs.length; r += 2) count += runs[r + 1]! - runs[r]!
  return count
}

/** Where to look: the neighbours below the member of the first dimension, or an index of another that has fewer. */
function shortestList(rows: Rows, narrowings: readonly Narrowing[]): Int32Array | readonly [number, number] {
  const first = narrowings.find(({ d }) => d === 0)
  const count = rows.combinations.length / rows.dimensions.length
  const range = [
    first === undefined ? 0 : lowerBound(rows, first.from),
    first === undefined ? count : lowerBound(rows, first.to),
  ] as const
  let shortest: Int32Array | readonly [number, number] = range
  let length = range[1] - range[0]
  for (const { d, from, to } of narrowings) {
    if (d === 0) continue
    const { starts, order } = postingsOf(rows, d)
    const listed = starts[to]! - starts[from]!
    if (listed >= length) continue
    length = listed
    shortest = order.slice(starts[from]!, starts[to]!)
    if (to - from > 1) shortest.sort()
  }
  return shortest
}

/**
 * The combinations below a member of each dimension that is narrowed, by search and not by looking at all of them.
 *
 * @returns the runs, and how many combinations were looked at one by one: none below an organisation unit, else those
 *   of the narrowing that has the fewest
 * @throws RangeError for an unknown dimension or member
 */
export function selectRuns(
  rows: Rows,
  members: Readonly<Record<string, string>>,
): { readonly runs: Runs; readonly examined: number } {
  const narrowings = narrowingsOf(rows, members)
  const list = shortestList(rows, narrowings)
  const width = rows.dimensions.length
  const isRange = !(list instanceof Int32Array)
  if (isRange && narrowings.every(({ d }) => d === 0)) {
    const [from, to] = list
    return { runs: Int32Array.from(from < to ? [from, to] : []), examined: 0 }
  }
  const [from, to] = isRange ? list : [0, list.length]
  const found: number[] = []
  for (let i = from; i < to; i++) {
    const c = isRange ? i : list[i]!
    const inside = narrowings.every((narrowing) => {
      const position = rows.combinations[c * width + narrowing.d]!
      return position >= narrowing.from && position < narrowing.to
    })
    if (inside) found.push(c)
  }
  return { runs: joinRuns(found), examined: to - from }
}

/** Cells of the runs in some months, ascending. */
export function cellsOfRuns(runs: Runs, months: readonly number[], monthCount: number): Int32Array {
  const cells = new Int32Array(countRuns(runs) * months.length)
  let k = 0
  for (let r = 0; r < runs.length; r += 2)
    for (let c = runs[r]!; c < runs[r + 1]!; c++)
      for (const month of months) cells[k++] = c * monthCount + month
  return cells
}
