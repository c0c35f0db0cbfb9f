import {
  addDays,
  type FiscalCalendar,
  fiscalPlaceOf,
  periodMonthOf,
  periodsOfYear,
} from '@salesloom/engine/calendar'

/** A fiscal year or quarter: its code, its days, and the months that its periods stand for. */
export type Period = {
  readonly code: string
  readonly part: 'year' | 'quarter'
  readonly from: string
  readonly to: string
  readonly months: readonly string[]
}

const QUARTERS = [1, 2, 3, 4] as const
const OF_QUARTER = 3

/** The period that a code names, `2026` or `2026-2`. */
export function periodOf(code: string, calendar: FiscalCalendar): Period {
  const [year = '', quarter] = code.split('-')
  const all = periodsOfYear(Number(year), calendar)
  const first = quarter === undefined ? 0 : (Number(quarter) - 1) * OF_QUARTER
  const own = quarter === undefined ? all : all.slice(first, first + OF_QUARTER)
  const [begin, end] = [own[0], own.at(-1)]
  if (begin === undefined || end === undefined) throw new RangeError(`period ${code}`)
  return {
    code,
    part: quarter === undefined ? 'year' : 'quarter',
    from: begin.from,
    to: addDays(end.until, -1),
    months: own.map(({ from }) => periodMonthOf(from, calendar)),
  }
}

/** The fiscal year of a period. */
export function yearOf({ code }: Pick<Period, 'code'>, calendar: FiscalCalendar): Period {
  return periodOf(code.slice(0, 4), calendar)
}

/** A fiscal year and those of its quarters that have begun by a day. */
export function begunPeriods(year: string, asOf: string, calendar: FiscalCalendar): Period[] {
  const quarters = QUARTERS.map((quarter) => periodOf(`${year}-${quarter}`, calendar))
  return [periodOf(year, calendar), ...quarters].filter(({ from }) => from <= asOf)
}

/** The code of the fiscal quarter that a day falls in. */
export function quarterHolding(day: string, calendar: FiscalCalendar): string {
  const { fiscalYear, quarter } = fiscalPlaceOf(day, calendar)
  return `${fiscalYear}-${quarter}`
}

/** The name of the fiscal year that a day falls in. */
export function yearHolding(day: string, calendar: FiscalCalendar): string {
  return String(fiscalPlaceOf(day, calendar).fiscalYear)
}
