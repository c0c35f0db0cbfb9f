import type { FunnelAnswer, FunnelInput } from '@salesloom/contract/calc'
import { civilDateOf, dayNumber, fiscalPeriodOf } from '@salesloom/engine/calendar'
import {
  type Comparison,
  compareGroups,
  computeCohorts,
  computeSlippage,
  type Deal,
  type DueHistory,
  type PairComparison,
  snapshotFunnel,
} from '@salesloom/engine/funnel'
import { MalformedInput } from './calculation.ts'
import { DAY, endOf, namedFunnel, startOf } from './funnel-names.ts'

/** A request with its deals read; the sections below are empty where they were not asked for. */
type Request = { readonly input: FunnelInput; readonly deals: readonly Deal[]; readonly asOf: number }
type Section<K extends keyof FunnelAnswer> = Partial<Pick<FunnelAnswer, K>>

/** Group of each deal by its place in `groups`; −1 without one. */
function groupsOf({ deals, groups = [] }: FunnelInput): number[] {
  const twice = groups.findIndex((group, g) => groups.indexOf(group) < g)
  if (twice >= 0) throw new MalformedInput(`groups[${twice}]`, 'a name used once', groups[twice])
  return deals.map(({ group }, d) => {
    if (group === undefined || groups.length === 0) return -1
    const at = groups.indexOf(group)
    if (at < 0) throw new MalformedInput(`deals[${d}].group`, `one of the groups ${groups.join(', ')}`, group)
    return at
  })
}

function namedPairs(pairs: readonly PairComparison[], groups: readonly string[]) {
  return pairs.map((pair) => ({ ...pair, first: groups[pair.first]!, second: groups[pair.second]! }))
}

function namedComparison(comparison: Comparison | null, groups: readonly string[]) {
  if (comparison === null) return null
  const { statistic, degrees, pValue, method, observed, expected } = comparison.test
  return {
    statistic,
    degrees,
    pValue,
    adjusted: comparison.adjusted,
    method,
    observed: [...observed],
    expected: [...expected],
    pairs: namedPairs(comparison.pairs, groups),
  }
}

/** Groups against each other, with tests. */
export function comparisonOf({ input, deals, asOf }: Request): Section<'comparison'> {
  const { groups, stages, seed } = input
  if (groups === undefined) return {}
  const places = { groupOf: groupsOf(input), groups: groups.length }
  const found = compareGroups(stages.length, deals, places, asOf, seed)
  return {
    comparison: {
      groups: found.groups.map((funnel, g) => ({ group: groups[g]!, ...namedFunnel(funnel, stages) })),
      stages: found.stages.map(({ conversion, dwell }, s) => ({
        stage: stages[s]!,
        conversion: namedComparison(conversion, groups),
        dwell: namedComparison(dwell, groups),
      })),
      winRate: namedComparison(found.winRate, groups),
      averageWon: namedPairs(found.averageWon, groups),
    },
  }
}

type CohortInput = NonNullable<FunnelInput['cohorts']>

/** `2024-07`, `2024-Q3` or `2024`; quarters and years are fiscal ones. */
function cohortName(moment: number, { every, startMonth }: CohortInput): string {
  const date = civilDateOf(Math.floor(moment / DAY))
  if (every === 'month') return date.slice(0, 7)
  const { fiscalYear, quarter } = fiscalPeriodOf(date, startMonth)
  return every === 'year' ? String(fiscalYear) : `${fiscalYear}-Q${quarter}`
}

/** Funnels of deals that began, or entered a stage, together. */
export function cohortsOf({ input, deals, asOf }: Request): Section<'cohorts'> {
  const { cohorts, stages } = input
  if (cohorts === undefined) return {}
  const stage = cohorts.by === 'creation' ? null : stages.indexOf(cohorts.by)
  if (stage === -1)
    throw new MalformedInput('cohorts.by', `"creation" or one of the stages ${stages.join(', ')}`, cohorts.by)
  const found = computeCohorts(stages.length, deals, asOf, {
    stage,
    cohortOf: (moment) => cohortName(moment, cohorts),
    horizonDays: cohorts.withinDays,
  })
  return {
    cohorts: found.map(({ funnel, within, ...cohort }) => ({
      ...cohort,
      funnel: namedFunnel(funnel, stages),
      within: [...within],
    })),
  }
}

/** The funnel as it stood at the end of each of some days. */
export function snapshotsOf({ input, deals }: Request): Section<'snapshots'> {
  const { snapshots, stages } = input
  if (snapshots === undefined) return {}
  const late = snapshots.findIndex((date, d) => d > 0 && date <= snapshots[d - 1]!)
  if (late >= 0)
    throw new MalformedInput(`snapshots[${late}]`, 'a date after the one before', snapshots[late])
  const found = snapshotFunnel(stages.length, deals, snapshots.map(endOf))
  return {
    snapshots: found.map((snapshot, d) => ({
      at: snapshots[d]!,
      stages: snapshot.stages.map((sum, s) => ({ stage: stages[s]!, ...sum })),
      won: snapshot.won,
      lost: snapshot.lost,
    })),
  }
}

function readHistory(
  { due = [], amount }: FunnelInput['deals'][number],
  deal: Deal,
  group: number,
): DueHistory {
  const last = deal.events.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY)
  return {
    revisions: due.map((revision) => ({
      at: startOf(revision.at),
      dueDay: dayNumber(revision.date),
      amount: revision.amount ?? amount ?? 0,
    })),
    closedAt: deal.outcome === null ? null : (deal.closedAt ?? last),
    group,
  }
}

/** How expected close dates moved, and what slipped out of the period. */
export function slippageOf({ input, deals, asOf }: Request): Section<'slippage'> {
  const { period, groups = [] } = input
  if (period === undefined) return {}
  if (period.until <= period.from)
    throw new MalformedInput('period.until', `a date after from (${period.from})`, period.until)
  const places = groupsOf(input)
  const rest = groups.length
  const found = computeSlippage(
    deals.map((deal, d) => readHistory(input.deals[d]!, deal, places[d] === -1 ? rest : places[d]!)),
    { fromDay: dayNumber(period.from), untilDay: dayNumber(period.until) },
    asOf,
    rest + 1,
  )
  return {
    slippage: {
      ...found.all,
      groups: groups.map((group, g) => ({ group, ...found.groups[g]! })),
      slippedDeals: found.deals.flatMap(({ isSlipped }, d) => (isSlipped ? [input.deals[d]!.id] : [])),
    },
  }
}
