import { addDays, type CivilDate } from './civil-date.ts'
import {
  type FiscalCalendar,
  type FiscalPartName,
  fiscalPartBefore,
  fiscalPartHolding,
} from './fiscal-periods.ts'

/** Periods that are named and move on with the day they are seen from. */
export const NAMED_DAYS = [
  'month',
  'lastMonth',
  'quarter',
  'lastQuarter',
  'year',
  'lastYear',
  'twelve',
] as const
export type NamedDays = (typeof NAMED_DAYS)[number]

type Days = { readonly from: CivilDate; readonly to: CivilDate }

/** Days from the first of a year-long stretch to the last day of a month. */
const YEAR_BACK = 364

/** The days of a named period as seen from a day; `twelve` is the month of that day and the eleven before it. */
export function namedDays(name: NamedDays, asOf: CivilDate, calendar: FiscalCalendar): Days {
  const holding = (day: CivilDate, part: FiscalPartName): Days => {
    const { from, until } = fiscalPartHolding(day, part, calendar)
    return { from, to: addDays(until, -1) }
  }
  if (name === 'twelve') {
    const { to } = holding(asOf, 'month')
    return { from: holding(addDays(to, -YEAR_BACK), 'month').from, to }
  }
  if (name === 'month' || name === 'quarter' || name === 'year') return holding(asOf, name)
  const part = ({ lastMonth: 'month', lastQuarter: 'quarter', lastYear: 'year' } as const)[name]
  const { from, until } = fiscalPartBefore(asOf, part, calendar)
  return { from, to: addDays(until, -1) }
}
