import type { Tile } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../../api/client.ts'
import { factsOf } from '../../../api/live.ts'
import { type Metric, useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import type { BoardView } from './use-board.ts'

export type Answer = Outputs['dashboards']['computeTile']
export type AnswerRow = Answer['rows'][number]

/** What a tile shows; asked again only when a fact that it is made of changed. */
export function useTile({ form, metric, by, filter, period, compare }: Tile, view: BoardView, of: Metric) {
  const tile = { form, metric, by, filter, period, compare }
  return useQuery({
    ...api.dashboards.computeTile.queryOptions({
      input: { tile, period: view.period, days: view.days, filter: view.filter },
      meta: { facts: form === 'funnel' ? ['opportunity', 'stageEvent'] : factsOf(of.definition) },
    }),
    enabled: of.readable,
    placeholderData: keepPreviousData,
  })
}

/** How the figures of a tile are written. */
export function useTileText(metric: Metric) {
  const write = useFigureText(metric.unit)
  return (value: number | null | undefined) => write(value ?? null)
}
