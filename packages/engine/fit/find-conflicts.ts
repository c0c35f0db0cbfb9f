import { balancePair, type Cut } from './balance-pair.ts'
import type { CombinedConflict } from './combined-conflict.ts'
import { type FitProblem, isBounded, type MarginPlace, type MarginSet } from './fit-problem.ts'

/** Why margins cannot be met together. */
export type Conflict =
  | {
      readonly kind: 'totals-differ'
      readonly sets: readonly [number, number]
      readonly totals: readonly [number, number]
      readonly by: number
    }
  | {
      readonly kind: 'out-of-reach'
      readonly place: MarginPlace
      readonly total: number
      readonly least: number
      readonly greatest: number
      readonly by: number
    }
  | CombinedConflict
  | { readonly kind: 'pair'; readonly sets: readonly [number, number]; readonly cut: Cut }

function totalOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function differingTotals({ sets }: FitProblem): Conflict | null {
  const all = sets.map(({ of, totals }, set) => ({ of, set, total: totalOf(totals) }))
  if (all.every(({ total }) => total === all[0]!.total)) return null
  const whole = all.filter(({ of }) => !of.includes(-1))
  const [first] = whole
  const other = whole.find(({ total }) => total !== first!.total)
  if (first === undefined || other === undefined) return null
  return {
    kind: 'totals-differ',
    sets: [first.set, other.set],
    totals: [first.total, other.total],
    by: other.total - first.total,
  }
}

/** What the cells of each margin of a set must be at least, and can be at most. */
function reachOf({ of, totals }: MarginSet, { low, high }: FitProblem, hasBounds: boolean) {
  const least = new Float64Array(totals.length)
  const greatest = new Float64Array(totals.length)
  if (!hasBounds) {
    let missing = totals.length
    for (let cell = 0; cell < of.length && missing > 0; cell++) {
      const margin = of[cell]!
      if (margin < 0 || greatest[margin]! > 0) continue
      greatest[margin] = Number.POSITIVE_INFINITY
      missing--
    }
    return { least, greatest }
  }
  for (let cell = 0; cell < of.length; cell++) {
    const margin = of[cell]!
    if (margin < 0) continue
    least[margin] = least[margin]! + low[cell]!
    greatest[margin] = greatest[margin]! + high[cell]!
  }
  return { least, greatest }
}

function unreachable(problem: FitProblem): Conflict | null {
  const hasBounds = isBounded(problem)
  for (const [set, marginSet] of problem.sets.entries()) {
    const reach = reachOf(marginSet, problem, hasBounds)
    for (const [margin, total] of marginSet.totals.entries()) {
      const [least, greatest] = [reach.least[margin]!, reach.greatest[margin]!]
      if (total >= least && total <= greatest) continue
      const by = total < least ? total - least : total - greatest
      return { kind: 'out-of-reach', place: { set, margin }, total, least, greatest, by }
    }
  }
  return null
}

/** Tables of pairs up to this size are laid out whole, larger ones by the pairs that occur. */
const DIRECT = 2_000_000

type PairTable = {
  /** both margins as one number */
  readonly keys: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly values: Float64Array
}

/** Numbers the pairs of margins that occur, in the order in which they are met. */
function numberPairs(
  first: MarginSet,
  second: MarginSet,
  width: number,
): { of: Int32Array; keys: Float64Array } {
  const index = new Map<number, number>()
  const of = new Int32Array(first.of.length)
  for (let cell = 0; cell < of.length; cell++) {
    const key = (first.of[cell]! + 1) * width + second.of[cell]! + 1
    const known = index.get(key)
    if (known === undefined) index.set(key, index.size)
    of[cell] = known ?? index.size - 1
  }
  return { of, keys: Float64Array.from(index.keys()) }
}

/** The cells of two sets, those between the same two margins taken together. */
function pairTable({ sets, low, high }: FitProblem, near: Float64Array, a: number, b: number): PairTable {
  const [first, second] = [sets[a]!, sets[b]!]
  const width = second.totals.length + 1
  const size = (first.totals.length + 1) * width
  const sparse = size > DIRECT ? numberPairs(first, second, width) : null
  const keys = sparse?.keys ?? Float64Array.from({ length: size }, (_, key) => key)
  const table = {
    keys,
    low: new Float64Array(keys.length),
    high: new Float64Array(keys.length),
    values: new Float64Array(keys.length),
  }
  const [ofFirst, ofSecond] = [first.of, second.of]
  for (let cell = 0; cell < near.length; cell++) {
    const entry = sparse === null ? (ofFirst[cell]! + 1) * width + ofSecond[cell]! + 1 : sparse.of[cell]!
    table.low[entry] = table.low[entry]! + low[cell]!
    table.high[entry] = table.high[entry]! + high[cell]!
    table.values[entry] = table.values[entry]! + near[cell]!
  }
  return table
}

function conflictOfPair(problem: FitProblem, near: Float64Array, a: number, b: number): Conflict | null {
  const { keys, low, high, values } = pairTable(problem, near, a, b)
  const [first, second] = [problem.sets[a]!, problem.sets[b]!]
  const width = second.totals.length + 1
  const sets = [
    { of: Int32Array.from(keys, (key) => Math.floor(key / width) - 1), totals: first.totals },
    { of: Int32Array.from(keys, (key) => (key % width) - 1), totals: second.totals },
  ] as const
  const cut = balancePair({ low, high, sets }, values)
  return cut === null ? null : { kind: 'pair', sets: [a, b], cut }
}

/** What can be seen without fitting: sums that differ, and margins that their own cells cannot reach. */
export function findPlainConflict(problem: FitProblem): Conflict | null {
  return differingTotals(problem) ?? unreachable(problem)
}

/**
 * Two sets of margins that cannot be met together whatever the others are: a maximum flow for each pair.
 * @param near whole numbers inside the bounds from which the flow starts; the nearer, the quicker
 */
export function findPairConflict(problem: FitProblem, near: Float64Array): Conflict | null {
  for (let a = 0; a < problem.sets.length; a++)
    for (let b = a + 1; b < problem.sets.length; b++) {
      const conflict = conflictOfPair(problem, near, a, b)
      if (conflict !== null) return conflict
    }
  return null
}
