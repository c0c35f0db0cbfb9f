import type { GoalSlice, MetricContent } from '@salesloom/contract'
import {
  addDays,
  dayNumber,
  fiscalPeriodOf,
  fiscalRange,
  monthBounds,
  shiftMonths,
} from '@salesloom/engine/calendar'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { GoalSetting } from './goal-scope.ts'
import type { MetricEntry } from './goal-words.ts'

export type Days = { readonly from: string; readonly to: string }
export type Part = { readonly numerator: number; readonly denominator: number | null }

/**
 * How a metric runs through time. `flow`: what comes in months adds up. `rate`: numerators and denominators do. `level`:
 * neither, as with a balance or a count of different customers; its periods stand alone.
 */
export type Course = 'flow' | 'rate' | 'level'

const HISTORY_MONTHS = 48
/** Keys that one order never shares with another month. */
const WITHIN_ONE_DAY = ['order']

/** What kind of course a metric has, from its measures. */
export function courseOf({ numerator, denominator }: MetricContent): Course {
  const sides = denominator === null ? [numerator] : [numerator, denominator]
  const adds = sides.every(
    (side) =>
      side.length === 1 &&
      side[0]?.every(
        ({ measure, perPeriodDays }) =>
          !perPeriodDays &&
          measure.time !== 'until' &&
          measure.time !== 'open' &&
          (measure.aggregate !== 'distinct' || WITHIN_ONE_DAY.includes(measure.of ?? '')),
      ),
  )
  if (!adds) return 'level'
  return denominator === null ? 'flow' : 'rate'
}

/** Whether a ratio counts cases that are each in it or not, so that it scatters as the binomial distribution at least. */
export function isShare({ numerator, denominator, unit }: MetricContent): boolean {
  const counted = [numerator, denominator ?? []].every((side) =>
    side.flat().every(({ measure, times }) => measure.aggregate !== 'sum' && times === 1),
  )
  return denominator !== null && unit === 'percent' && counted
}

export type Months = {
  /** whole months, oldest first, from the first one with a figure */
  readonly codes: readonly string[]
  readonly parts: readonly Part[]
}

export const monthOf = (day: string): string => day.slice(0, 7)

/** So many months from another. */
export function shiftMonth(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = shiftMonth(month, 1)) months.push(month)
  return months
}

/** The figure of some days, or null where there is none. */
export async function figureOf(
  context: CallContext,
  metric: string,
  slice: GoalSlice,
  days: Days,
): Promise<Part & { readonly value: number | null }> {
  const { total } = await computeMetric(context, { metric, slice: { ...slice, ...days } })
  return { numerator: total.numerator, denominator: total.denominator, value: total.value }
}

/** Whole months up to yesterday's, with the months of nothing between them. */
export async function monthsOf(
  context: CallContext,
  metric: string,
  slice: GoalSlice,
  today: string,
): Promise<Months> {
  const last = shiftMonth(monthOf(today), -1)
  const first = shiftMonth(last, 1 - HISTORY_MONTHS)
  const { rows } = await computeMetric(context, {
    metric,
    slice: { ...slice, from: `${first}-01`, to: monthBounds(last).to },
    by: ['month'],
  })
  const found = new Map(
    rows.map(({ members, numerator, denominator }) => [members[0]?.code ?? '', { numerator, denominator }]),
  )
  const codes = monthsBetween(first, last)
  const begins = codes.findIndex((code) => found.has(code))
  const kept = begins < 0 ? [] : codes.slice(begins)
  return { codes: kept, parts: kept.map((code) => found.get(code) ?? { numerator: 0, denominator: 0 }) }
}

/** How much of each month ahead the period takes: from tomorrow, or the period's first day, to its last. */
export function sharesAhead({ from, to }: Days, today: string): number[] {
  const start = from > today ? from : addDays(today, 1)
  return start > to ? [] : monthShares(monthsBetween(monthOf(today), monthOf(to)), { from: start, to })
}

/** How much of each month lies in some days, 0 to 1. */
export function monthShares(months: readonly string[], { from, to }: Days): number[] {
  return months.map((month) => {
    const bounds = monthBounds(month)
    const [first, last] = [bounds.from > from ? bounds.from : from, bounds.to < to ? bounds.to : to]
    const length = dayNumber(bounds.to) - dayNumber(bounds.from) + 1
    return last < first ? 0 : (dayNumber(last) - dayNumber(first) + 1) / length
  })
}

/** The same days a year earlier, the last day of a month staying the last. */
export function yearEarlier({ from, to }: Days): Days {
  return { from: shiftMonths(from, -12), to: shiftMonths(to, -12) }
}

/** What a goal's figure is compared with: the same days a year before for a sum, the last three whole months for a ratio. */
export function baselineDays(course: Course, period: Days, today: string, againstLastYear: boolean): Days {
  if (course === 'flow' || againstLastYear) return yearEarlier(period)
  const last = shiftMonth(monthOf(today), -1)
  const months = course === 'rate' ? 3 : grainOf(period) === 'quarter' ? 3 : 1
  return { from: `${shiftMonth(last, 1 - months)}-01`, to: monthBounds(last).to }
}

/** Whether a level is looked at by months or by quarters. */
export function grainOf({ from, to }: Days): 'month' | 'quarter' {
  return dayNumber(to) - dayNumber(from) >= 60 ? 'quarter' : 'month'
}

/**
 * The days over which a goal is measured where the sentence names its end alone: the fiscal quarter of the deadline for a
 * ratio or a level, the fiscal year of it for a sum.
 */
export function periodFor(
  course: Course,
  from: string | null,
  deadline: string,
  { fiscalStart }: GoalSetting,
): Days {
  if (from !== null) return { from, to: deadline }
  const { fiscalYear, quarter } = fiscalPeriodOf(deadline, fiscalStart)
  const part = course === 'flow' ? 'year' : { quarter }
  return { from: fiscalRange(fiscalYear, part, fiscalStart).from, to: deadline }
}

export type Measured = {
  readonly metric: MetricEntry
  readonly slice: GoalSlice
  readonly period: Days
  readonly course: Course
  readonly today: string
  readonly months: Months
  /** what of the period is there */
  readonly done: Part
}

/** Reads what a goal's chance is made of. */
export async function measure(
  context: CallContext,
  metric: MetricEntry,
  slice: GoalSlice,
  period: Days,
  today: string,
): Promise<Measured> {
  const months = await monthsOf(context, metric.code, slice, today)
  const until = today < period.to ? today : period.to
  const done =
    until < period.from
      ? { numerator: 0, denominator: 0 }
      : await figureOf(context, metric.code, slice, { from: period.from, to: until })
  return { metric, slice, period, course: courseOf(metric.definition), today, months, done }
}
