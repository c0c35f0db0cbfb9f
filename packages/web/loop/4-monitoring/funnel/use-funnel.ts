import type { FunnelFilter } from '@salesloom/contract'
import { addDays } from '@salesloom/engine/calendar'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Outputs } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import type { DealPartSearch, FunnelSearch } from '../../../app/search.ts'
import { daysOfPeriod } from '../../../foundation/metrics/explore-period.ts'

const route = getRouteApi('/in/monitoring/funnel')

export type Funnel = Outputs['monitoring']['getFunnel']
export type Stage = Funnel['stages'][number]

/** The part of the business that an address names. */
export function partOf({
  pipelineId,
  orgUnitId,
  personId,
  productId,
  customerTypeId,
  medium,
}: DealPartSearch): DealPartSearch {
  const part = { pipelineId, orgUnitId, personId, productId, customerTypeId, medium }
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
}

/** Which deals the page is of. */
export function useFunnelFilter(): FunnelFilter {
  const search = route.useSearch()
  const { workspace } = useSession()
  return { ...daysOfPeriod(workspace, search.period ?? 'twelve', search), ...partOf(search) }
}

/** Changes the address; an undefined part is taken out. */
export function useFunnelChange() {
  const navigate = route.useNavigate()
  return (change: { readonly [Key in keyof FunnelSearch]?: FunnelSearch[Key] | undefined }) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined),
        ) as FunnelSearch,
    })
}

export function useFunnel(filter: FunnelFilter) {
  return useQuery({
    ...api.monitoring.getFunnel.queryOptions({ input: filter }),
    placeholderData: keepPreviousData,
  })
}

const yearBack = (day: string) =>
  `${Number(day.slice(0, 4)) - 1}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`

/** The other side of a comparison: null is everybody else, in the same days. */
export function otherSide(
  filter: FunnelFilter,
  against: NonNullable<FunnelSearch['against']>,
): FunnelFilter | null {
  const { from, to } = filter
  if (against === 'others') return null
  if (against === 'lastYear') return { ...filter, from: yearBack(from), to: yearBack(to) }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  return { ...filter, from: addDays(from, -days), to: addDays(from, -1) }
}
