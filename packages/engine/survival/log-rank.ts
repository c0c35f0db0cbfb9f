import {
  chiSquareTail,
  FEW_EXPECTED,
  type GroupTest,
  permutationTest,
  quadraticForm,
} from '../statistics/index.ts'
import type { Course } from './cumulative-incidence.ts'
import type { Span } from './kaplan-meier.ts'

/** A time of one group; groups are numbered from 0. */
export type GroupedSpan = Span & { readonly group: number }

/** A course of one group, and for how long the case could have been watched: from its beginning to the day looked at. */
export type GroupedCourse = Course & { readonly group: number; readonly watchedDays: number }

type Sweep = {
  readonly observed: number[]
  readonly expected: number[]
  /** covariance of observed − expected, hypergeometric at each time */
  readonly covariance: number[][]
  /** ended (1 or 0) − expected, of each case: they add up to observed − expected in each group */
  readonly scores: Float64Array
}

function addCovariance(covariance: number[][], atRisk: readonly number[], all: number, ended: number): void {
  if (all < 2) return
  const scale = (ended * (all - ended)) / (all - 1)
  for (let g = 0; g < atRisk.length; g++) {
    const row = covariance[g]!
    const share = (scale * atRisk[g]!) / all
    for (let h = 0; h < atRisk.length; h++) row[h] = row[h]! + share * ((g === h ? 1 : 0) - atRisk[h]! / all)
  }
}

/** Goes through the times in order; at each, what ended is compared with what was at risk in each group. */
function sweep(spans: readonly GroupedSpan[], groups: number): Sweep {
  const order = [...spans.keys()].sort((a, b) => spans[a]!.days - spans[b]!.days)
  const atRisk = new Array<number>(groups).fill(0)
  for (const { group } of spans) atRisk[group] = atRisk[group]! + 1
  const observed = new Array<number>(groups).fill(0)
  const expected = new Array<number>(groups).fill(0)
  const covariance = atRisk.map(() => new Array<number>(groups).fill(0))
  const scores = new Float64Array(spans.length)
  let [hazard, all] = [0, spans.length]
  for (let from = 0; from < order.length; ) {
    const { days } = spans[order[from]!]!
    let [to, ended] = [from, 0]
    for (; to < order.length && spans[order[to]!]!.days === days; to++) if (spans[order[to]!]!.ended) ended++
    if (ended > 0) {
      hazard += ended / all
      for (let g = 0; g < groups; g++) expected[g] = expected[g]! + (ended * atRisk[g]!) / all
      addCovariance(covariance, atRisk, all, ended)
    }
    for (; from < to; from++) {
      const at = order[from]!
      const span = spans[at]!
      scores[at] = (span.ended ? 1 : 0) - hazard
      if (span.ended) observed[span.group] = observed[span.group]! + 1
      atRisk[span.group] = atRisk[span.group]! - 1
      all--
    }
  }
  return { observed, expected, covariance, scores }
}

/**
 * Whether times to an end differ between groups beyond chance, spans that are not over censored: the log-rank test
 * (Mantel 1966; Peto and Peto 1972). Where fewer than 5 ends are to be expected in a group, its scores are permuted.
 *
 * @param groups how many there are; some may be empty
 * @returns null where there is nothing to compare: under two groups ever at risk together, or no end
 */
export function compareSpans(spans: readonly GroupedSpan[], groups: number, seed = 1): GroupTest | null {
  for (const [i, { group, days }] of spans.entries()) {
    if (!(Number.isInteger(group) && group >= 0 && group < groups))
      throw new RangeError(`spans[${i}].group: expected 0 to ${groups - 1}, got ${group}`)
    if (!(days >= 0)) throw new RangeError(`spans[${i}].days: expected 0 or more, got ${days}`)
  }
  const { observed, expected, covariance, scores } = sweep(spans, groups)
  const { value, rank } = quadraticForm(
    observed.map((count, g) => count - expected[g]!),
    covariance,
  )
  if (rank === 0) return null
  const least = Math.min(...expected.filter((count) => count > 0))
  const judged =
    least < FEW_EXPECTED
      ? permutationTest({ scores, of: Int32Array.from(spans, ({ group }) => group), groups }, seed)
      : { pValue: chiSquareTail(value, rank), method: 'chi-square' as const }
  return {
    statistic: value,
    degrees: rank,
    pValue: judged.pValue,
    method: judged.method,
    observed,
    expected,
  }
}

/**
 * Whether the share that comes to the wanted end differs between groups, another end competing (after Gray 1988). Who
 * came to the other end can no longer come to the wanted one but stays among those who might have, for as long as the
 * case could have been watched: known here for every case, so that the log-rank test of the subdistribution is exact
 * for censoring (“censoring complete” data, Fine and Gray 1999, section 3.1).
 */
export function compareIncidence(
  courses: readonly GroupedCourse[],
  groups: number,
  seed = 1,
): GroupTest | null {
  const spans = courses.map(({ group, days, end, watchedDays }) => ({
    group,
    days: end === 'other' ? Math.max(days, watchedDays) : days,
    ended: end === 'wanted',
  }))
  return compareSpans(spans, groups, seed)
}
