import type { CellAddress, Slice } from '@salesloom/contract'
import { type FiscalCalendar, periodBounds, periodsOfYearTo } from '@salesloom/engine/calendar'

export type Period = { readonly from: string; readonly to: string }

/** First and last day of a time member within a fiscal year; the whole year without one. */
export function daysOf(time: string | undefined, fiscalYear: number, calendar: FiscalCalendar): Period {
  const { months } = periodsOfYearTo(fiscalYear, calendar)
  const [kind, value = ''] = (time ?? 'year:').split(':')
  if (kind === 'month') return periodBounds(value, calendar)
  const quarter = kind === 'quarter' ? Number(value.split('-').at(-1)) : null
  const part = quarter === null ? months : months.slice((quarter - 1) * 3, quarter * 3)
  return {
    from: periodBounds(part[0] ?? '', calendar).from,
    to: periodBounds(part.at(-1) ?? '', calendar).to,
  }
}

function idOf(key: string | undefined, kind: string): number | undefined {
  return key?.startsWith(`${kind}:`) === true ? Number(key.slice(kind.length + 1)) : undefined
}

/** The orders that a cell of a plan stands for, on the days given. */
export function sliceOfCell(at: CellAddress, days: Period, channel: string): Slice {
  const members = {
    orgUnitId: idOf(at.organisation, 'orgUnit'),
    personId: idOf(at.organisation, 'person'),
    regionId: idOf(at.region, 'region'),
    productId: idOf(at.product, 'product'),
  }
  const given = Object.fromEntries(Object.entries(members).filter(([, id]) => id !== undefined))
  return { ...days, channel, ...given }
}
