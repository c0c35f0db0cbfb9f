import type { ComparisonName } from '@salesloom/contract'
import {
  addDays,
  dayNumber,
  daysInMonth,
  fiscalPeriodOf,
  monthBounds,
  parseCivilDate,
} from '@salesloom/engine/calendar'
import type { Grain } from './ask.ts'

export type Days = { readonly from: string; readonly to: string }
export type Period = Days & { readonly code: string }

/** ISO 8601: the week belongs to the year of its Thursday. */
function weekCode(day: string): string {
  const weekday = (dayNumber(day) + 3) % 7
  const thursday = addDays(day, 3 - weekday)
  const year = thursday.slice(0, 4)
  const week = Math.floor((dayNumber(thursday) - dayNumber(`${year}-01-01`)) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The code of the period that a day falls in, the same as the database makes. */
export function periodCode(day: string, grain: Grain, fiscalStartMonth: number): string {
  if (grain === 'day') return day
  if (grain === 'week') return weekCode(day)
  if (grain === 'month') return day.slice(0, 7)
  const { fiscalYear, quarter } = fiscalPeriodOf(day, fiscalStartMonth)
  return grain === 'year' ? String(fiscalYear) : `${fiscalYear}-${quarter}`
}

function lastDayOf(day: string, grain: Grain, fiscalStartMonth: number): string {
  if (grain === 'day') return day
  if (grain === 'week') return addDays(day, 6 - ((dayNumber(day) + 3) % 7))
  let end = monthBounds(day.slice(0, 7)).to
  const code = periodCode(day, grain, fiscalStartMonth)
  for (;;) {
    const next = addDays(end, 1)
    if (grain === 'month' || periodCode(next, grain, fiscalStartMonth) !== code) return end
    end = monthBounds(next.slice(0, 7)).to
  }
}

/** The periods that some days fall into, the first and last one cut to them. */
export function periodsOf(days: Days, grain: Grain, fiscalStartMonth: number): Period[] {
  const periods: Period[] = []
  for (let from = days.from; from <= days.to; ) {
    const end = lastDayOf(from, grain, fiscalStartMonth)
    const to = end < days.to ? end : days.to
    periods.push({ code: periodCode(from, grain, fiscalStartMonth), from, to })
    from = addDays(to, 1)
  }
  return periods
}

export function daysIn({ from, to }: Days): number {
  return dayNumber(to) - dayNumber(from) + 1
}

function isMonthEnd(day: string): boolean {
  return monthBounds(day.slice(0, 7)).to === day
}

function shiftMonths(day: string, months: number): string {
  const { year, month, day: date } = parseCivilDate(day)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  const last = daysInMonth(toYear, toMonth)
  const target = isMonthEnd(day) ? last : Math.min(date, last)
  return `${String(toYear).padStart(4, '0')}-${String(toMonth).padStart(2, '0')}-${String(target).padStart(2, '0')}`
}

function monthsBetween(from: string, to: string): number {
  const [a, b] = [parseCivilDate(from), parseCivilDate(to)]
  return (b.year - a.year) * 12 + b.month - a.month
}

/**
 * The days that a period is compared with. Whole months are preceded by as many whole months; other days by as many
 * days. A year earlier, the last day of a month stays the last day.
 */
export function comparedDays({ from, to }: Days, comparison: ComparisonName): Days {
  if (comparison === 'target') return { from, to }
  if (comparison === 'lastYear') return { from: shiftMonths(from, -12), to: shiftMonths(to, -12) }
  if (from.endsWith('-01') && isMonthEnd(to)) {
    const months = monthsBetween(from, to) + 1
    return { from: shiftMonths(from, -months), to: addDays(from, -1) }
  }
  return { from: addDays(from, -daysIn({ from, to })), to: addDays(from, -1) }
}
