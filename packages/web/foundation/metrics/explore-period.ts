import type { Slice } from '@salesloom/contract'
import { addDays, type FiscalPartName, fiscalPartBefore, fiscalPartHolding } from '@salesloom/engine/calendar'
import type { Workspace } from '../../api/session.ts'
import type { ExplorePeriod, ExploreSearch } from '../../app/search.ts'

type Days = Pick<Slice, 'from' | 'to'>

/** The day that periods are seen from: today, or the last day with data where that is past. */
export function asOfDay({ today, dataUntil }: Workspace): string {
  return dataUntil !== null && dataUntil < today ? dataUntil : today
}

function partOf(day: string, part: FiscalPartName, { calendar }: Workspace): Days {
  const { from, until } = fiscalPartHolding(day, part, calendar)
  return { from, to: addDays(until, -1) }
}

function partBefore(day: string, part: FiscalPartName, { calendar }: Workspace): Days {
  const { from, until } = fiscalPartBefore(day, part, calendar)
  return { from, to: addDays(until, -1) }
}

/** The days of a period that is named: it moves on with the data. */
export function daysOfPeriod(workspace: Workspace, period: ExplorePeriod, search: ExploreSearch = {}): Days {
  const asOf = asOfDay(workspace)
  switch (period) {
    case 'month':
      return partOf(asOf, 'month', workspace)
    case 'lastMonth':
      return partBefore(asOf, 'month', workspace)
    case 'quarter':
      return partOf(asOf, 'quarter', workspace)
    case 'lastQuarter':
      return partBefore(asOf, 'quarter', workspace)
    case 'year':
      return partOf(asOf, 'year', workspace)
    case 'lastYear':
      return partBefore(asOf, 'year', workspace)
    case 'twelve': {
      const { to } = partOf(asOf, 'month', workspace)
      return { from: partOf(addDays(to, -364), 'month', workspace).from, to }
    }
    case 'all':
      return { from: workspace.dataFrom ?? asOf, to: workspace.dataUntil ?? asOf }
    case 'days': {
      const year = partOf(asOf, 'year', workspace)
      return { from: search.from ?? year.from, to: search.to ?? year.to }
    }
  }
}
