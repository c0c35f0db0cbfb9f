import { adjustHolm, compareMeans, compareShares, studentTail } from '../statistics/index.ts'

/** How many cases, and how many of them with the outcome: of one period. */
export type RateCount = { readonly cases: number; readonly wanted: number }

/** A recent rate beside the periods before it. */
export type RateReview = {
  readonly baseline: number
  readonly recent: number
  /** recent ÷ baseline − 1 */
  readonly change: number
  readonly baselineCases: number
  readonly recentCases: number
  /** how much more the past periods differ than by chance alone; 1 where no more */
  readonly dispersion: number
  readonly statistic: number
  /** of Student’s t; null where the past differs by chance alone and the binomial test holds */
  readonly degrees: number | null
  readonly pValue: number
}

/** What it takes to be reviewed at all, and to be found. */
export const FUNNEL_RULE = {
  leastRecent: 20,
  leastBaseline: 60,
  leastPeriods: 4,
  /** expected cases of either kind in the recent period: below it the distribution is not trusted (Cochran 1954) */
  leastExpected: 5,
  /** chance of any false finding in a run, by Holm over all slices of one level and question */
  level: 0.05,
  /** a change smaller than this is true and not worth a proposal */
  leastChange: 0.15,
} as const

function checkCount({ cases, wanted }: RateCount, name: string): void {
  if (!(Number.isSafeInteger(cases) && Number.isSafeInteger(wanted) && wanted >= 0 && wanted <= cases))
    throw new RangeError(`${name}: expected whole numbers, 0 ≤ wanted ≤ cases, got ${wanted} of ${cases}`)
}

function sumOf(counts: readonly RateCount[]): RateCount {
  return counts.reduce(
    (sum, { cases, wanted }) => ({ cases: sum.cases + cases, wanted: sum.wanted + wanted }),
    { cases: 0, wanted: 0 },
  )
}

/** Pearson’s dispersion of past periods around their common rate, at least 1 (McCullagh and Nelder 1989, 4.5). */
function dispersionOf(periods: readonly RateCount[], rate: number): number {
  const squares = periods.reduce(
    (sum, { cases, wanted }) => sum + (wanted - cases * rate) ** 2 / (cases * rate * (1 - rate)),
    0,
  )
  return Math.max(1, squares / (periods.length - 1))
}

/**
 * Whether a recent rate differs from the periods before it by more than they differ among themselves. Where these differ
 * by chance alone, the shares are compared as two groups (Pearson 1900; by permutation for few cases). Where they differ
 * more, the variance is scaled by their dispersion, and the quotient read from Student’s t with one degree less than
 * there are past periods: the quasi-binomial test (McCullagh and Nelder 1989, 4.5).
 *
 * @returns null for samples too small to tell, or where all cases are of one kind
 * @throws RangeError naming the count that is wrong
 */
export function reviewRate(history: readonly RateCount[], recent: RateCount): RateReview | null {
  for (const [i, count] of history.entries()) checkCount(count, `history[${i}]`)
  checkCount(recent, 'recent')
  const periods = history.filter(({ cases }) => cases > 0)
  const before = sumOf(periods)
  const { leastPeriods, leastRecent, leastBaseline, leastExpected } = FUNNEL_RULE
  if (periods.length < leastPeriods || recent.cases < leastRecent || before.cases < leastBaseline) return null
  const baseline = before.wanted / before.cases
  if (Math.min(baseline, 1 - baseline) * recent.cases < leastExpected) return null
  const dispersion = dispersionOf(periods, baseline)
  const all = (before.wanted + recent.wanted) / (before.cases + recent.cases)
  const error = Math.sqrt(dispersion * all * (1 - all) * (1 / before.cases + 1 / recent.cases))
  const rate = recent.wanted / recent.cases
  const statistic = (rate - baseline) / error
  const degrees = dispersion > 1 ? periods.length - 1 : null
  return {
    baseline,
    recent: rate,
    change: rate / baseline - 1,
    baselineCases: before.cases,
    recentCases: recent.cases,
    dispersion,
    statistic,
    degrees,
    pValue:
      degrees === null ? (compareShares([before, recent])?.pValue ?? 1) : studentTail(statistic, degrees),
  }
}

/** Least won deals for a comparison of cycle times. */
const CYCLE = { leastRecent: 15, leastBaseline: 60 } as const

/** Cycle times of deals in days beside those before. Means are geometric: durations are skewed. */
export type CycleReview = {
  readonly baseline: number
  readonly recent: number
  readonly change: number
  readonly baselineCases: number
  readonly recentCases: number
  readonly pValue: number
}

/**
 * Whether deals take another time than before: Welch’s test (1947) of the logarithms of days + 1.
 * @returns null for samples too small to tell or without any spread
 */
export function reviewCycle(history: ArrayLike<number>, recent: ArrayLike<number>): CycleReview | null {
  const logarithms = [recent, history].map((days, at) =>
    Float64Array.from(days, (value) => {
      if (!(value >= 0)) throw new RangeError(`${at === 0 ? 'recent' : 'history'}: negative days ${value}`)
      return Math.log1p(value)
    }),
  )
  const [after, before] = [logarithms[0]!, logarithms[1]!]
  if (after.length < CYCLE.leastRecent || before.length < CYCLE.leastBaseline) return null
  const found = compareMeans(after, before)
  if (found === null) return null
  const mean = (values: Float64Array) =>
    Math.expm1(values.reduce((sum, value) => sum + value, 0) / values.length)
  const [baseline, now] = [mean(before), mean(after)]
  return {
    baseline,
    recent: now,
    change: baseline > 0 ? now / baseline - 1 : 0,
    baselineCases: before.length,
    recentCases: after.length,
    pValue: found.pValue,
  }
}

/** A slice that is reviewed, and the one that it is part of among those reviewed. */
export type Reviewed<R> = { readonly key: string; readonly parent: string | null; readonly review: R | null }

/**
 * The slices whose change is beyond chance and large enough. The slices of one level are one family of tests (Holm 1979);
 * what is found in a whole is not reported again for its parts.
 */
export function findChanges<R extends { readonly pValue: number; readonly change: number }>(
  slices: readonly Reviewed<R>[],
  { level, leastChange }: { readonly level: number; readonly leastChange: number } = FUNNEL_RULE,
): { readonly key: string; readonly review: R; readonly adjusted: number }[] {
  const parents = new Map(slices.map(({ key, parent }) => [key, parent]))
  const depth = (key: string): number => {
    const parent = parents.get(key) ?? null
    return parent === null ? 0 : 1 + depth(parent)
  }
  const tested = slices.flatMap(({ review, ...slice }) => (review === null ? [] : [{ ...slice, review }]))
  const found = [...Map.groupBy(tested, ({ key }) => depth(key)).values()].flatMap((family) => {
    const adjusted = adjustHolm(family.map(({ review }) => review.pValue))
    return family
      .map((slice, i) => ({ ...slice, adjusted: adjusted[i]! }))
      .filter((slice) => slice.adjusted < level && Math.abs(slice.review.change) >= leastChange)
  })
  const keys = new Set(found.map(({ key }) => key))
  const within = (key: string): boolean => {
    const parent = parents.get(key) ?? null
    return parent !== null && (keys.has(parent) || within(parent))
  }
  return found
    .filter(({ key }) => !within(key))
    .map(({ key, review, adjusted: value }) => ({ key, review, adjusted: value }))
}
