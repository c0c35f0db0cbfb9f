import type { Slice } from '@salesloom/contract'
import { namedDays } from '@salesloom/engine/calendar'
import type { Workspace } from '../../api/session.ts'
import type { ExplorePeriod, ExploreSearch } from '../../app/search.ts'

type Days = Pick<Slice, 'from' | 'to'>

/** The day that periods are seen from: today, or the last day with data where that is past. */
export function asOfDay({ today, dataUntil }: Workspace): string {
  return dataUntil !== null && dataUntil < today ? dataUntil : today
}

/** The days of a period that is named: it moves on with the data. */
export function daysOfPeriod(workspace: Workspace, period: ExplorePeriod, search: ExploreSearch = {}): Days {
  const asOf = asOfDay(workspace)
  if (period === 'all') return { from: workspace.dataFrom ?? asOf, to: workspace.dataUntil ?? asOf }
  if (period !== 'days') return namedDays(period, asOf, workspace.calendar)
  const year = namedDays('year', asOf, workspace.calendar)
  return { from: search.from ?? year.from, to: search.to ?? year.to }
}
