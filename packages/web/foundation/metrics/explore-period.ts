import type { Slice } from '@salesloom/contract'
import {
  addDays,
  fiscalPeriodOf,
  fiscalYearBounds,
  monthBounds,
  monthsOfFiscalYear,
} from '@salesloom/engine/calendar'
import type { Workspace } from '../../api/session.ts'
import type { ExplorePeriod, ExploreSearch } from '../../app/search.ts'

type Days = Pick<Slice, 'from' | 'to'>

/** The day that periods are seen from: today, or the last day with data where that is past. */
export function asOfDay({ today, dataUntil }: Workspace): string {
  return dataUntil !== null && dataUntil < today ? dataUntil : today
}

function quarterOf(day: string, startMonth: number): Days {
  const { fiscalYear, quarter } = fiscalPeriodOf(day, startMonth)
  const months = monthsOfFiscalYear(fiscalYear, startMonth).slice((quarter - 1) * 3, quarter * 3)
  return { from: monthBounds(months[0] ?? '').from, to: monthBounds(months[2] ?? '').to }
}

function yearOf(day: string, startMonth: number): Days {
  return fiscalYearBounds(fiscalPeriodOf(day, startMonth).fiscalYear, startMonth)
}

/** The days of a period that is named: it moves on with the data. */
export function daysOfPeriod(workspace: Workspace, period: ExplorePeriod, search: ExploreSearch = {}): Days {
  const asOf = asOfDay(workspace)
  const start = workspace.fiscalStartMonth
  const month = monthBounds(asOf.slice(0, 7))
  switch (period) {
    case 'month':
      return month
    case 'lastMonth':
      return monthBounds(addDays(month.from, -1).slice(0, 7))
    case 'quarter':
      return quarterOf(asOf, start)
    case 'lastQuarter':
      return quarterOf(addDays(quarterOf(asOf, start).from, -1), start)
    case 'year':
      return yearOf(asOf, start)
    case 'lastYear':
      return yearOf(addDays(yearOf(asOf, start).from, -1), start)
    case 'twelve':
      return { from: addDays(monthBounds(addDays(month.to, -364).slice(0, 7)).from, 0), to: month.to }
    case 'all':
      return { from: workspace.dataFrom ?? asOf, to: workspace.dataUntil ?? asOf }
    case 'days': {
      const year = yearOf(asOf, start)
      return { from: search.from ?? year.from, to: search.to ?? year.to }
    }
  }
}
