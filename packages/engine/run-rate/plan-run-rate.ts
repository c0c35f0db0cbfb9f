import { ratioOf } from '../attainment/index.ts'
import { type Outlook, rateOutlook } from '../goals/index.ts'

/** What a month brought and what the plan had for it, in the same unit. */
export type PlannedMonth = { readonly actual: number; readonly plan: number }

export type PlanRun = {
  /** of the whole period, in the figure's unit */
  readonly outlook: Outlook
  /** actual ÷ due so far in the period; null where nothing is due yet */
  readonly pace: number | null
  /** share of its plan that the rest of the period is expected to bring */
  readonly rate: number
}

type PlanSums = {
  /** whole months with a plan, oldest first, the newest of them the last whole month */
  readonly history: readonly PlannedMonth[]
  /** what of the period is there */
  readonly done: number
  /** the plan of the days that are over */
  readonly due: number
  /** the plan of the whole period */
  readonly plan: number
  /** months from the newest of the history to the middle of the rest */
  readonly stepsAhead: number
}

/** Months with a plan that a pace is believed from. */
const LEAST_MONTHS = 3

/**
 * Run rate by the plan’s own season: the rest of the period brings the share of its plan that the months before brought of
 * theirs. A quarter whose last month carries half of the plan is not behind because two thirds of its days are over.
 * The ratio actual ÷ plan is carried on by {@link rateOutlook}, as every ratio is: through its sums, with the scatter of the
 * months around it and a drift where one can be told from chance.
 *
 * @returns null with fewer than three months that have a plan, or without a plan for the period
 */
export function planRunRate({ history, done, due, plan, stepsAhead }: PlanSums): PlanRun | null {
  const planned = history.filter((month) => month.plan > 0)
  if (planned.length < LEAST_MONTHS || !(plan > 0)) return null
  const rest = Math.max(0, plan - due)
  const { centre, spread, degrees } = rateOutlook({
    history: history.map((month) => ({ numerator: month.actual, denominator: month.plan })),
    done: { numerator: done, denominator: plan - rest },
    restDenominator: rest,
    stepsAhead,
    share: false,
  })
  const whole = centre * plan
  return {
    outlook: { centre: whole, spread: spread * plan, degrees },
    pace: ratioOf(done, due),
    rate: rest > 0 ? (whole - done) / rest : (ratioOf(done, plan) ?? 0),
  }
}
