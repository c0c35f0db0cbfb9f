import { seededRandom } from '../random/index.ts'

/** Scores of cases, each in one group. */
export type ScoredCases = {
  readonly scores: Float64Array
  /** group of each case, 0 to `groups` − 1 */
  readonly of: Int32Array
  readonly groups: number
}

export type PermutationResult = {
  readonly pValue: number
  /** every assignment was looked at, or a seeded draw of them */
  readonly method: 'exact' | 'permutation'
  readonly assignments: number
}

/** Assignments up to which all are looked at instead of a draw. */
const ALL = 20_000
const MOST_DRAWS = 9_999
const LEAST_DRAWS = 199
/** Cases that are dealt anew in all draws together: bounds the time whatever comes in. */
const MOST_DEALT = 2_000_000

function centred(scores: Float64Array): Float64Array {
  const middle = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return scores.map((score) => score - middle)
}

function sizesOf({ of, groups }: ScoredCases): number[] {
  const sizes = new Array<number>(groups).fill(0)
  for (const group of of) sizes[group] = sizes[group]! + 1
  return sizes
}

/** Ways to choose some of all, no more than a limit needs. */
function waysToChoose(all: number, some: number, limit: number): number {
  let ways = 1
  for (let k = 1; k <= Math.min(some, all - some); k++) {
    ways = (ways * (all - k + 1)) / k
    if (ways > limit) return Number.POSITIVE_INFINITY
  }
  return Math.round(ways)
}

/** Share of all ways to choose one group whose sum is as far out as the one seen. */
function enumerate(scores: Float64Array, size: number, seen: number): { hits: number; ways: number } {
  let [hits, ways] = [0, 0]
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      ways++
      if (Math.abs(sum) >= seen) hits++
      return
    }
    for (let at = from; at <= scores.length - left; at++) choose(at + 1, left - 1, sum + scores[at]!)
  }
  choose(0, size, 0)
  return { hits, ways }
}

/** Spread between groups: Σ (sum of the group)² ÷ its size. */
function betweenGroups(sums: Float64Array, sizes: readonly number[]): number {
  return sums.reduce(
    (total, sum, group) => (sizes[group] === 0 ? total : total + sum ** 2 / sizes[group]!),
    0,
  )
}

/** Deals the cases anew, all groups but the largest, which gets the rest. */
function drawOnce(
  scores: Float64Array,
  deck: Int32Array,
  sizes: readonly number[],
  largest: number,
  random: () => number,
  sums: Float64Array,
): void {
  sums.fill(0)
  let next = 0
  for (const [group, size] of sizes.entries()) {
    if (group === largest) continue
    for (let k = 0; k < size; k++, next++) {
      const other = next + Math.floor(random() * (deck.length - next))
      const card = deck[other]!
      deck[other] = deck[next]!
      deck[next] = card
      sums[group] = sums[group]! + scores[card]!
      sums[largest] = sums[largest]! - scores[card]!
    }
  }
}

/**
 * Whether groups differ in their scores beyond chance, without any assumption on the distribution: how often a random
 * assignment of the same cases to groups of the same sizes is as uneven as the one seen (Fisher 1935; counted as
 * Phipson and Smyth 2010, so that it is never 0). Right for any number of cases, where the groups were watched alike.
 * Two small groups are enumerated; else the assignments are drawn by the seed.
 */
export function permutationTest(cases: ScoredCases, seed: number): PermutationResult {
  const sizes = sizesOf(cases)
  const scores = centred(cases.scores)
  const sums = new Float64Array(cases.groups)
  for (const [i, group] of cases.of.entries()) sums[group] = sums[group]! + scores[i]!
  const tolerance = 1 - 1e-9
  const filled = sizes.filter((size) => size > 0)
  if (filled.length === 2 && waysToChoose(scores.length, filled[0]!, ALL) <= ALL) {
    const first = sizes.findIndex((size) => size > 0)
    const { hits, ways } = enumerate(scores, filled[0]!, Math.abs(sums[first]!) * tolerance - 1e-12)
    return { pValue: hits / ways, method: 'exact', assignments: ways }
  }
  const seen = betweenGroups(sums, sizes) * tolerance - 1e-12
  const largest = sizes.indexOf(Math.max(...sizes))
  const dealt = Math.max(1, scores.length - sizes[largest]!)
  const draws = Math.max(LEAST_DRAWS, Math.min(MOST_DRAWS, Math.floor(MOST_DEALT / dealt)))
  const deck = Int32Array.from(scores.keys())
  const random = seededRandom(seed)
  let hits = 0
  for (let draw = 0; draw < draws; draw++) {
    drawOnce(scores, deck, sizes, largest, random, sums)
    if (betweenGroups(sums, sizes) >= seen) hits++
  }
  return { pValue: (1 + hits) / (1 + draws), method: 'permutation', assignments: draws }
}
