import type { MetricContent } from '@salesloom/contract'
import {
  type Blend,
  flowOutlook,
  levelOutlook,
  type Outlook,
  rateOutlook,
  type SeasonMonth,
} from '@salesloom/engine/goals'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import {
  grainOf,
  isShare,
  type Measured,
  monthOf,
  monthsBetween,
  type Part,
  sharesAhead,
  shiftMonth,
} from './measure-goal.ts'
import { type TeamCapacity, teamCapacity } from './team-capacity.ts'

/** How much the forecast counts beside the capacity of the team, where both are known. */
export const FORECAST_WEIGHT = 0.75
/** Months with a figure that a chance is given from. */
const LEAST_MONTHS = 6
const LEAST_PERIODS = 4
const RATE_MONTHS = 12

export type GoalOutlook = {
  readonly blend: Blend
  readonly forecast: Outlook
  readonly capacity: TeamCapacity | null
  /** what each month of the period weighs, for milestones of a sum */
  readonly season: readonly SeasonMonth[]
}

export type NoOutlook = 'shortHistory' | 'quiet'

/** Where a company keeps the Spring Festival, its month moves; everywhere else months are months. */
export function festivalOf(currency: string, first: string | undefined) {
  if (currency !== 'CNY' || first === undefined) return null
  return { year: Number(first.slice(0, 4)), month: Number(first.slice(5)) }
}

function flow(measured: Measured, currency: string) {
  const { months, done, period, today } = measured
  const history = {
    months: Float64Array.from(months.parts, ({ numerator }) => numerator),
    festivalFrom: festivalOf(currency, months.codes[0]),
  }
  return flowOutlook(history, done.numerator, sharesAhead(period, today))
}

function rate({ metric, months, done, period, today }: Measured) {
  const history = months.parts.slice(-RATE_MONTHS).map(({ numerator, denominator }) => ({
    numerator,
    denominator: denominator ?? 0,
  }))
  const shares = sharesAhead(period, today)
  const weight = shares.reduce((sum, share) => sum + share, 0)
  const steps = shares.reduce((sum, share, k) => sum + share * (k + 1), 0)
  const usual = history.reduce((sum, { denominator }) => sum + denominator, 0) / Math.max(1, history.length)
  return rateOutlook({
    history,
    done: { numerator: done.numerator, denominator: done.denominator ?? 0 },
    restDenominator: usual * weight,
    stepsAhead: weight > 0 ? steps / weight : 0,
    share: isShare(metric.definition),
  })
}

/** A level by whole periods, and how many of them it is to the one of the deadline. */
async function level(context: CallContext, measured: Measured): Promise<Outlook | null> {
  const { metric, slice, period, months, today } = measured
  const grain = grainOf(period)
  const last = shiftMonth(monthOf(today), -1)
  const first = months.codes[0] ?? last
  const { rows } = await computeMetric(context, {
    metric: metric.code,
    slice: { ...slice, from: `${first}-01`, to: today },
    by: [grain],
  })
  const whole = rows.slice(0, -1).flatMap(({ value }) => (value === null ? [] : [value]))
  if (whole.length < LEAST_PERIODS) return null
  const ahead = monthsBetween(monthOf(today), monthOf(period.to)).length
  const steps = grain === 'month' ? ahead : Math.max(1, Math.ceil(ahead / 3))
  return levelOutlook(Float64Array.from(whole), grain === 'month' ? 12 : 4, Math.max(1, steps))
}

/** What months of the period weigh: what is there for those that are over, the forecast for those ahead. */
function seasonOf({ months, period, today }: Measured, ahead: Float64Array): SeasonMonth[] {
  const known = new Map(months.codes.map((code, i) => [code, months.parts[i]?.numerator ?? 0]))
  return monthsBetween(monthOf(period.from), monthOf(period.to)).map((month) => {
    const step = monthsBetween(monthOf(today), month).length - 1
    return { month, weight: Math.max(0, step >= 0 ? (ahead[step] ?? 0) : (known.get(month) ?? 0)) }
  })
}

/** Whether the last year has anything to go on. */
function silent(parts: readonly Part[]): boolean {
  return parts
    .slice(-RATE_MONTHS)
    .every(({ numerator, denominator }) => numerator === 0 && (denominator ?? 0) === 0)
}

/**
 * What may come of a goal's figure: the forecast of its metric and slice to the deadline, blended with what the team can
 * carry where the metric is credited to people; or why nothing can be said.
 */
export async function outlookOf(
  context: CallContext,
  measured: Measured,
  currency: string,
): Promise<GoalOutlook | NoOutlook> {
  const { course, months } = measured
  if (months.codes.length < LEAST_MONTHS) return 'shortHistory'
  if (silent(months.parts)) return 'quiet'
  if (course === 'level') {
    const forecast = await level(context, measured)
    if (forecast === null) return 'shortHistory'
    return { blend: [{ outlook: forecast, weight: 1 }], forecast, capacity: null, season: [] }
  }
  if (course === 'rate') {
    const forecast = rate(measured)
    return { blend: [{ outlook: forecast, weight: 1 }], forecast, capacity: null, season: [] }
  }
  const forecast = flow(measured, currency)
  const capacity = await teamCapacity(context, measured)
  const blend =
    capacity === null
      ? [{ outlook: forecast, weight: 1 }]
      : [
          { outlook: forecast, weight: FORECAST_WEIGHT },
          { outlook: capacity, weight: 1 - FORECAST_WEIGHT },
        ]
  return { blend, forecast, capacity, season: seasonOf(measured, forecast.ahead) }
}

/** Whether a figure is counted in whole pieces. */
export function isWhole({ unit, denominator }: MetricContent): boolean {
  return denominator === null && (unit === 'count' || unit === 'money')
}
