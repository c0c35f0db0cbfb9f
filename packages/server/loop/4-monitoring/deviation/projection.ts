import { addDays, dayNumber, periodBounds, shiftMonths } from '@salesloom/engine/calendar'
import { type DeviationEffect, deviationEffect } from '@salesloom/engine/deviation'
import { flowOutlook, type Outlook } from '@salesloom/engine/goals'
import { monthUnderWay, type Series, type Setting } from './ground.ts'
import type { Period } from './period.ts'

/** Months with a figure that a forecast is made from, at least. */
const LEAST_MONTHS = 6
const YEAR_MONTHS = 12
const CERTAIN_DEGREES = 1

export type Projected = { readonly actual: number; readonly target: number; readonly outlook: Outlook }

const monthAfter = (month: string, by: number) => shiftMonths(`${month}-01`, by).slice(0, 7)

/** Months from one to another, both inclusive. */
export function monthsTo(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthAfter(month, 1)) months.push(month)
  return months
}

/** Share of a month's days that lie between two days, both inclusive. */
export function shareOfMonth(month: string, from: string, to: string, { calendar }: Setting): number {
  const bounds = periodBounds(month, calendar)
  const first = bounds.from > from ? bounds.from : from
  const last = bounds.to < to ? bounds.to : to
  if (last < first) return 0
  return (dayNumber(last) - dayNumber(first) + 1) / (dayNumber(bounds.to) - dayNumber(bounds.from) + 1)
}

/** Whole months up to the day that figures are of, from the first with a figure on; null where they are too few or silent. */
export function historyOf({ actual }: Pick<Series, 'actual'>, setting: Setting) {
  const current = monthUnderWay(setting)
  const isWhole = periodBounds(current, setting.calendar).to === setting.asOf
  const last = isWhole ? current : monthAfter(current, -1)
  const first = [...actual.keys()].filter((month) => actual.get(month) !== 0).toSorted()[0]
  if (first === undefined || first > last) return null
  const months = monthsTo(first, last)
  const values = Float64Array.from(months, (month) => actual.get(month) ?? 0)
  if (months.length < LEAST_MONTHS || values.slice(-YEAR_MONTHS).every((value) => value === 0)) return null
  const [year = 0, month = 1] = first.split('-').map(Number)
  const festivalFrom = setting.currency === 'CNY' ? { year, month } : null
  return { history: { months: values, festivalFrom }, ahead: monthAfter(last, 1) }
}

const sumOver = (amounts: ReadonlyMap<string, number>, months: readonly string[]) =>
  months.reduce((sum, month) => sum + (amounts.get(month) ?? 0), 0)

/**
 * What a period comes to: what is there, and the forecast of the days that are left, by the seasons of the history and
 * not by calendar days. Null where no target is set, or nothing can be forecast.
 */
export function projectPeriod(series: Series, period: Period, setting: Setting): Projected | null {
  const target = sumOver(series.target, period.months)
  if (target <= 0) return null
  const actual = sumOver(series.actual, period.months)
  if (setting.asOf >= period.to)
    return { actual, target, outlook: { centre: actual, spread: 0, degrees: CERTAIN_DEGREES } }
  const found = historyOf(series, setting)
  if (found === null) return null
  const tomorrow = addDays(setting.asOf, 1)
  const from = tomorrow > period.from ? tomorrow : period.from
  const months = monthsTo(found.ahead, period.months.at(-1) ?? found.ahead)
  const shares = months.map((month) => shareOfMonth(month, from, period.to, setting))
  return { actual, target, outlook: flowOutlook(found.history, actual, shares) }
}

/** The figures of a deviation. */
export function figuresOf({ actual, target, outlook }: Projected) {
  const { expected, ...effect }: DeviationEffect = deviationEffect([{ outlook, weight: 1 }], target)
  return { target, actual, projection: expected, ...effect }
}

export type Figures = ReturnType<typeof figuresOf>
