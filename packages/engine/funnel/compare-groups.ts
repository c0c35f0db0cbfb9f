import {
  adjustHolm,
  compareMeans,
  compareShares,
  differenceInterval,
  type Estimate,
  type GroupTest,
  wilsonInterval,
} from '../statistics/index.ts'
import { compareIncidence, compareSpans } from '../survival/index.ts'
import { checkDeals, type Deal, type DealPath, pathsOf } from './deal-path.ts'
import { type Funnel, funnelOf } from './funnel.ts'
import { conversionCourse, DAY, dwellSpan, firstEntry, hasBeenIn } from './stage-courses.ts'

/** Two groups: the difference, first − second, where one can be told, and how likely it is by chance. */
export type PairComparison = {
  readonly first: number
  readonly second: number
  readonly difference: Estimate | null
  readonly pValue: number
  /** by Holm over all pairs (and stages) of the same question */
  readonly adjusted: number
}

export type Comparison = {
  readonly test: GroupTest
  /** by Holm over the stages of the same question */
  readonly adjusted: number
  readonly pairs: readonly PairComparison[]
}

export type GroupComparison = {
  readonly groups: readonly Funnel[]
  /** null where there is nothing to compare: fewer than two groups there, or nobody came to the end */
  readonly stages: readonly { readonly conversion: Comparison | null; readonly dwell: Comparison | null }[]
  /** won of the closed deals */
  readonly winRate: Comparison | null
  /** mean amount of the deals won, pair by pair (Welch 1947) */
  readonly averageWon: readonly PairComparison[]
}

/** Most groups: pairs grow with their square, and so does what Holm takes from each. */
const MOST_GROUPS = 20

/** A question put to all groups, or to two of them alone. */
type Question = {
  readonly test: (groups: readonly number[]) => GroupTest | null
  readonly estimateOf: (group: number) => Estimate | null
}

type Member = { readonly path: DealPath; readonly group: number }

function pairsOf(groups: number): [number, number][] {
  return Array.from({ length: groups }, (_, first) => first).flatMap((first) =>
    Array.from({ length: groups - first - 1 }, (_, k): [number, number] => [first, first + 1 + k]),
  )
}

/** Spreads Holm's adjusted values of one family over its findings, those without one left out. */
function withAdjusted<T extends { readonly pValue: number }>(
  findings: readonly T[],
): (T & { adjusted: number })[] {
  const adjusted = adjustHolm(findings.map(({ pValue }) => pValue))
  return findings.map((finding, i) => ({ ...finding, adjusted: adjusted[i]! }))
}

function differenceOf(first: Estimate | null, second: Estimate | null): Estimate | null {
  return first === null || second === null ? null : differenceInterval(first, second)
}

/** Asks a family of questions (the same of every stage) of all groups and of each pair. */
function answer(questions: readonly Question[], groups: number): (Comparison | null)[] {
  const all = Array.from({ length: groups }, (_, group) => group)
  const overall = questions.map(({ test }) => test(all))
  const tests = withAdjusted(
    overall.flatMap((test, at) => (test === null ? [] : [{ at, test, pValue: test.pValue }])),
  )
  const pairs = withAdjusted(
    questions.flatMap(({ test, estimateOf }, at) =>
      overall[at] === null
        ? []
        : pairsOf(groups).flatMap(([first, second]) => {
            const found = groups === 2 ? overall[at]! : test([first, second])
            if (found === null) return []
            const difference = differenceOf(estimateOf(first), estimateOf(second))
            return [{ at, first, second, difference, pValue: found.pValue }]
          }),
    ),
  )
  return questions.map((_, at) => {
    const found = tests.find((one) => one.at === at)
    if (found === undefined) return null
    const own = pairs.filter((pair) => pair.at === at).map(({ at: _question, ...pair }) => pair)
    return { test: found.test, adjusted: found.adjusted, pairs: own }
  })
}

/** Cases of some groups, numbered anew in the order of the groups. */
function among<T extends { readonly group: number }>(cases: readonly T[], groups: readonly number[]): T[] {
  const position = new Map(groups.map((group, at) => [group, at]))
  return cases
    .filter(({ group }) => position.has(group))
    .map((one) => ({ ...one, group: position.get(one.group)! }))
}

/** By their days, once for all tests: what is in order already is sorted quickly again. */
function inOrder<T extends { readonly days: number }>(cases: readonly T[]): T[] {
  return cases.toSorted((a, b) => a.days - b.days)
}

function conversionQuestion(
  members: readonly Member[],
  funnels: readonly Funnel[],
  stage: number,
  asOf: number,
  seed: number,
): Question {
  const courses = inOrder(
    members
      .filter(({ path }) => hasBeenIn(path, stage))
      .map(({ path, group }) => ({
        ...conversionCourse(path, stage),
        group,
        watchedDays: (asOf - firstEntry(path, stage)) / DAY,
      })),
  )
  return {
    test: (groups) => compareIncidence(among(courses, groups), groups.length, seed),
    estimateOf: (group) => funnels[group]!.stages[stage]!.conversion,
  }
}

function dwellQuestion(members: readonly Member[], stage: number, seed: number): Question {
  const spans = inOrder(
    members
      .filter(({ path }) => hasBeenIn(path, stage))
      .map(({ path, group }) => ({ ...dwellSpan(path, stage), group })),
  )
  return {
    test: (groups) => compareSpans(among(spans, groups), groups.length, seed),
    estimateOf: () => null,
  }
}

function winQuestion(funnels: readonly Funnel[], seed: number): Question {
  const count = (group: number) => ({
    wanted: funnels[group]!.won,
    cases: funnels[group]!.won + funnels[group]!.lost,
  })
  return {
    test: (groups) => compareShares(groups.map(count), seed),
    estimateOf: (group) => {
      const { wanted, cases } = count(group)
      if (cases === 0) return null
      return { estimate: wanted / cases, ...wilsonInterval(wanted / cases, cases) }
    },
  }
}

function compareWonAmounts(members: readonly Member[], groups: number): PairComparison[] {
  const amounts = Array.from({ length: groups }, (_, at) =>
    members.filter(({ path, group }) => group === at && path.state === 'won').map(({ path }) => path.amount),
  )
  return withAdjusted(
    pairsOf(groups).flatMap(([first, second]) => {
      const found = compareMeans(amounts[first]!, amounts[second]!)
      if (found === null) return []
      const { estimate, low, high, pValue } = found
      return [{ first, second, difference: { estimate, low, high }, pValue }]
    }),
  )
}

/**
 * Compares groups of deals (teams, sources, regions) stage by stage: conversion by a log-rank test of the cumulative
 * incidence (after Gray 1988) with the interval of the difference (Newcombe 1998; Zou and Donner 2008), dwell by the
 * log-rank test (Mantel 1966), win rate of closed deals by chi-square; small groups by permutation. Every family of
 * tests is adjusted for its number (Holm 1979).
 *
 * @param groupOf group of each deal, 0 to groups − 1; −1 leaves it out
 * @param seed of the permutations
 * @throws RangeError naming the field that is wrong
 */
export function compareGroups(
  stageCount: number,
  deals: readonly Deal[],
  { groupOf, groups }: { readonly groupOf: ArrayLike<number>; readonly groups: number },
  asOf: number,
  seed = 1,
): GroupComparison {
  checkDeals(stageCount, deals, asOf)
  if (!(Number.isInteger(groups) && groups >= 2 && groups <= MOST_GROUPS))
    throw new RangeError(`groups: expected 2 to ${MOST_GROUPS}, got ${groups}`)
  for (let d = 0; d < deals.length; d++) {
    const group = groupOf[d]!
    if (!(Number.isInteger(group) && group >= -1 && group < groups))
      throw new RangeError(`groupOf[${d}]: expected −1 to ${groups - 1}, got ${group}`)
  }
  const members = pathsOf(deals, asOf).flatMap(({ path, deal }) =>
    groupOf[deal] === -1 ? [] : [{ path, group: groupOf[deal]! }],
  )
  const funnels = Array.from({ length: groups }, (_, at) =>
    funnelOf(
      stageCount,
      members.filter(({ group }) => group === at).map(({ path }) => path),
    ),
  )
  const stages = Array.from({ length: stageCount }, (_, stage) => stage)
  const conversions = answer(
    stages.map((stage) => conversionQuestion(members, funnels, stage, asOf, seed)),
    groups,
  )
  const dwells = answer(
    stages.map((stage) => dwellQuestion(members, stage, seed)),
    groups,
  )
  return {
    groups: funnels,
    stages: stages.map((stage) => ({ conversion: conversions[stage]!, dwell: dwells[stage]! })),
    winRate: answer([winQuestion(funnels, seed)], groups)[0]!,
    averageWon: compareWonAmounts(members, groups),
  }
}
