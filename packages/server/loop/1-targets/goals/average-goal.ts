import type { GoalDraft } from '@salesloom/contract'
import { addDays, dayNumber } from '@salesloom/engine/calendar'
import type { AverageOf, Change, Intent } from '@salesloom/engine/goals'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { Assessed } from './assess-goal.ts'
import type { MetricEntry } from './goal-words.ts'
import {
  courseOf,
  type Days,
  type Measured,
  monthOf,
  monthShares,
  monthsBetween,
  yearEarlier,
} from './measure-goal.ts'
import { findSellers } from './team-capacity.ts'

/** A figure of an intent that is said of each person or stretch of time, in the metric's own unit. */
export type SaidAverage = {
  readonly of: AverageOf
  readonly amount: number
  /** it is how much more, and not the figure itself */
  readonly isChange: boolean
}

/**
 * Which figure of an intent is an average. A ratio is the same for one and for all, and so is a change in percent.
 * @param own brings a figure into the metric's own unit
 */
export function saidAverage(
  { average, value }: Intent,
  change: Change | null,
  metric: MetricEntry | null,
  own: (value: number) => number,
): SaidAverage | null {
  if (average === null || metric === null || courseOf(metric.definition) === 'rate') return null
  if (value !== null) return { of: average, amount: own(value), isChange: false }
  return change?.kind === 'amount' ? { of: average, amount: own(change.by), isChange: true } : null
}

const WEEK = 7
const MONTHS_A_QUARTER = 3

/** How many such stretches a period has, to a hundredth; a month in part counts by its days. Null for days: nobody works on all. */
export function spansIn({ from, to }: Days, span: AverageOf['span']): number | null {
  const hundredths = (value: number) => Math.round(value * 100) / 100
  if (span === null) return 1
  if (span === 'day') return null
  if (span === 'week') return hundredths((dayNumber(to) - dayNumber(from) + 1) / WEEK)
  const months = monthShares(monthsBetween(monthOf(from), monthOf(to)), { from, to })
  const count = months.reduce((sum, share) => sum + share, 0)
  return hundredths(span === 'month' ? count : count / MONTHS_A_QUARTER)
}

/**
 * How many people an average is over: those who carry a target in the slice today; where it is a region, product or type of
 * customer, of these the ones with a figure there in the same days a year before. 0 where nobody is known to.
 */
async function countPeople(
  context: CallContext,
  { metric, slice, period, today }: Measured,
): Promise<number> {
  const sellers = await findSellers(context, { slice, today })
  const { regionId, productId, customerTypeId } = slice
  if (regionId === undefined && productId === undefined && customerTypeId === undefined) return sellers.length
  if (!metric.dimensions.includes('person')) return 0
  const days = yearEarlier(period)
  const asked = { metric: metric.code, slice: { ...slice, ...days }, by: ['person' as const] }
  const { rows } = await computeMetric(context, asked)
  const active = new Set(rows.flatMap(({ members, numerator }) => (numerator === 0 ? [] : [members[0]?.id])))
  return sellers.filter(({ personId }) => active.has(personId)).length
}

/**
 * Of a period that has begun: what is there of the total, and what the rest comes to for each person and stretch that is left,
 * since the total counts the days that are over too. Null before the period and after it.
 */
function begunOf({ period, today, done }: Measured, of: AverageOf, people: number, total: number) {
  if (today < period.from || today >= period.to) return null
  const left = people * (spansIn({ from: addDays(today, 1), to: period.to }, of.span) ?? 0)
  const soFar = done.numerator
  const each = left > 0 ? Math.ceil(Math.max(0, total - soFar) / left) : null
  return { until: today, soFar, each }
}

/** An average times people and stretches, each factor told, so that the total can be agreed to; it is never taken as said. */
export async function multiplied(
  context: CallContext,
  said: SaidAverage,
  assessed: Assessed | null,
): Promise<NonNullable<GoalDraft['average']>> {
  const { of, amount, isChange } = said
  const told = { amount, isChange, ...of }
  if (assessed === null) return { ...told, people: null, spans: null, total: null, begun: null }
  const { measured, baseline } = assessed
  const people = of.person ? await countPeople(context, measured) : 1
  const spans = spansIn(measured.period, of.span)
  const before = isChange ? (baseline?.value ?? null) : 0
  // What does not add up over people and months, such as different customers, has no such total.
  const adds = measured.course === 'flow' && spans !== null && people > 0 && before !== null
  const total = adds ? before + Math.round(amount * people * spans) : null
  const begun = total === null || isChange ? null : begunOf(measured, of, people, total)
  return { ...told, people: of.person ? people : null, spans: of.span === null ? null : spans, total, begun }
}
