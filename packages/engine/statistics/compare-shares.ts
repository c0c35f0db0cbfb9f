import { type PermutationResult, permutationTest } from './permutation-test.ts'
import { chiSquareTail } from './tail-probability.ts'

/** What a test of groups found; `method` says which distribution the probability is from. */
export type GroupTest = {
  readonly statistic: number
  readonly degrees: number
  /** probability of a difference like this, or a greater one, were all groups alike */
  readonly pValue: number
  readonly method: 'chi-square' | PermutationResult['method']
  /** cases with the outcome in each group, and how many were to be expected were all alike */
  readonly observed: readonly number[]
  readonly expected: readonly number[]
}

/** Expected cases below which the chi-square distribution is not trusted (Cochran 1954). */
export const FEW_EXPECTED = 5

/** Of a group: how many, and how many of them with the outcome. */
export type GroupCount = { readonly cases: number; readonly wanted: number }

function checkCounts(groups: readonly GroupCount[]): void {
  for (const [g, { cases, wanted }] of groups.entries())
    if (!(Number.isSafeInteger(cases) && Number.isSafeInteger(wanted) && wanted >= 0 && wanted <= cases))
      throw new RangeError(
        `groups[${g}]: expected whole numbers, 0 ≤ wanted ≤ cases, got ${wanted} of ${cases}`,
      )
}

function exactly(groups: readonly GroupCount[], seed: number): PermutationResult {
  const of = Int32Array.from(groups.flatMap(({ cases }, g) => new Array<number>(cases).fill(g)))
  const scores = Float64Array.from(
    groups.flatMap(({ cases, wanted }) => Array.from({ length: cases }, (_, i) => (i < wanted ? 1 : 0))),
  )
  return permutationTest({ scores, of, groups: groups.length }, seed)
}

/**
 * Whether shares of groups differ beyond chance, every case being closed: Pearson’s chi-square (1900); where fewer than
 * 5 cases of either kind are to be expected in a group, by permutation.
 *
 * @returns null where there is nothing to compare: under two groups with cases, or all cases of one kind
 */
export function compareShares(groups: readonly GroupCount[], seed = 1): GroupTest | null {
  checkCounts(groups)
  const filled = groups.filter(({ cases }) => cases > 0)
  const all = filled.reduce((sum, { cases }) => sum + cases, 0)
  const wanted = filled.reduce((sum, group) => sum + group.wanted, 0)
  if (filled.length < 2 || wanted === 0 || wanted === all) return null
  const share = wanted / all
  const expected = groups.map(({ cases }) => cases * share)
  const statistic = groups.reduce(
    (sum, group, g) => sum + (group.cases === 0 ? 0 : (group.wanted - expected[g]!) ** 2 / expected[g]!),
    0,
  )
  const least = Math.min(share, 1 - share) * Math.min(...filled.map(({ cases }) => cases))
  const degrees = filled.length - 1
  const value = statistic / (1 - share)
  const judged =
    least < FEW_EXPECTED
      ? exactly(groups, seed)
      : { pValue: chiSquareTail(value, degrees), method: 'chi-square' as const }
  return {
    statistic: value,
    degrees,
    pValue: judged.pValue,
    method: judged.method,
    observed: groups.map((group) => group.wanted),
    expected,
  }
}
