import type { BreakdownName, ComparisonName, Slice } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { breakdownsIn, comparisonsIn, type ExploreSearch } from '../../app/search.ts'
import { daysOfPeriod } from './explore-period.ts'
import type { Metric } from './figure-value.tsx'

const route = getRouteApi('/in/metrics/explore')

/** Parts of a slice that the explorer may be narrowed to. */
export const SLICE_PARTS = [
  'channel',
  'orgUnitId',
  'personId',
  'regionId',
  'productId',
  'customerId',
  'customerTypeId',
  'stageId',
  'campaignId',
] as const
export type SlicePart = (typeof SLICE_PARTS)[number]

/** A question of the explorer with everything filled in. */
export type Question = {
  readonly metric: Metric
  readonly slice: Slice
  readonly by: readonly BreakdownName[]
  readonly compare: readonly ComparisonName[]
  readonly orgView: 'asWas' | 'asIs'
  readonly view: 'bars' | 'line' | 'table'
  readonly period: NonNullable<ExploreSearch['period']>
}

const TIMES: readonly BreakdownName[] = ['year', 'quarter', 'month', 'week', 'day']

export function isTime(name: BreakdownName | undefined): boolean {
  return name !== undefined && TIMES.includes(name)
}

/** The slice parts of an address that a metric knows. */
export function narrowedTo(search: ExploreSearch, metric: Metric): Partial<Slice> {
  const parts = SLICE_PARTS.filter((part) => search[part] !== undefined && metric.sliceParts.includes(part))
  return Object.fromEntries(parts.map((part) => [part, search[part]]))
}

/** The question that the address asks about a metric: what the metric cannot be asked for is left out. */
export function useQuestion(metric: Metric): Question {
  const search = route.useSearch()
  const { workspace } = useSession()
  const { period = 'year', view, orgView = 'asWas', compare, by } = search
  const chosen = by === undefined ? (['month'] as BreakdownName[]) : breakdownsIn(by)
  const known = chosen.filter((name) => metric.dimensions.includes(name))
  return {
    metric,
    slice: { ...daysOfPeriod(workspace, period, search), ...narrowedTo(search, metric) },
    by: known.filter((name, i) => !isTime(name) || known.findIndex(isTime) === i),
    compare: compare === undefined ? ['lastYear'] : comparisonsIn(compare),
    orgView,
    view: view ?? (isTime(known[0]) ? 'line' : 'bars'),
    period,
  }
}

/** The answer to a question. */
export function useAnswer({ metric, slice, by, compare, orgView }: Question) {
  return useQuery({
    ...api.metrics.computeMetric.queryOptions({
      input: {
        metric: metric.code,
        slice,
        by: [...by],
        compare: [...compare],
        comparedOver: 'elapsed',
        orgView,
        everyPeriod: true,
      },
    }),
    enabled: metric.readable,
    placeholderData: keepPreviousData,
  })
}

/** Changes the address of the explorer; an undefined part is taken out. */
export function useChange() {
  const navigate = route.useNavigate()
  return (part: { readonly [Key in keyof ExploreSearch]?: ExploreSearch[Key] | undefined }) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(Object.entries({ ...old, ...part }).filter(([, value]) => value !== undefined)),
      replace: false,
    })
}
