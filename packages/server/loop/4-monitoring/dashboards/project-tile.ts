import {
  addDays,
  dayNumber,
  elapsedPart,
  namedDays,
  periodBounds,
  periodMonthOf,
} from '@salesloom/engine/calendar'
import { type PlannedMonth, planRunRate, projectFigure } from '@salesloom/engine/run-rate'
import { computeMetric, isTime } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { courseOf, measureGoal, outlookOf } from '../../1-targets/index.ts'
import type { TileQuestion } from './tile-question.ts'

const DAYS_A_MONTH = 30.4375

export type ProjectionOfTile = Awaited<ReturnType<typeof projectTile>>

const NONE = { due: null, projection: null, unprojected: null } as const

/** Whole months before the one under way with what came and what was planned, at most a year of them. */
async function plannedMonths(
  context: CallContext,
  { metric, slice, asOf, calendar }: TileQuestion,
): Promise<PlannedMonth[]> {
  const to = addDays(periodBounds(periodMonthOf(asOf, calendar), calendar).from, -1)
  const { from } = namedDays('twelve', to, calendar)
  const { rows } = await computeMetric(context, {
    metric: metric.code,
    slice: { ...slice, from, to },
    by: ['month'],
    compare: ['target'],
  })
  return rows.map((row) => ({ actual: row.numerator, plan: row.compared['target']?.numerator ?? 0 }))
}

/** From the last whole month to the middle of what is left of the period, in months. */
function stepsAhead({ slice, asOf, calendar }: TileQuestion): number {
  const left = (dayNumber(slice.to) - dayNumber(asOf)) / DAYS_A_MONTH
  return elapsedPart(periodBounds(periodMonthOf(asOf, calendar), calendar), asOf) + left / 2
}

type Sums = { readonly done: number; readonly due: number; readonly plan: number }

async function byPlan(context: CallContext, question: TileQuestion, sums: Sums) {
  const history = await plannedMonths(context, question)
  return planRunRate({ ...sums, history, stepsAhead: stepsAhead(question) })
}

/** What history expects, with what the team can carry: the outlook that goals have. */
function byHistory(context: CallContext, { metric, slice, asOf, currency }: TileQuestion) {
  const { from, to, ...filter } = slice
  return measureGoal(context, metric, filter, { from, to }, asOf).then((measured) =>
    outlookOf(context, measured, currency),
  )
}

/** Figure and target of the part of the period that is over. */
async function soFar(context: CallContext, { metric, slice, asOf }: TileQuestion) {
  const { total } = await computeMetric(context, {
    metric: metric.code,
    slice: { ...slice, to: asOf },
    compare: ['target'],
  })
  return { done: total.numerator, due: total.compared['target']?.numerator ?? 0 }
}

/**
 * What of a target is due by the end of the day that figures are of; null where nothing is due day by day, where nothing is left, and
 * where parts are periods themselves: what is due of the whole says nothing of a month that is over.
 */
export async function dueOfTile(context: CallContext, question: TileQuestion): Promise<number | null> {
  const { metric, slice, asOf, tile } = question
  if (tile.by.some(isTime)) return null
  if (slice.to <= asOf || slice.from > asOf || courseOf(metric.definition) !== 'flow') return null
  return (await soFar(context, question)).due
}

/**
 * Where a tile’s figure is heading: by the plan’s own season where there is a plan to run by, else by history; and what of
 * the target is due.
 * @param target of the whole period, null without one
 */
export async function projectTile(context: CallContext, question: TileQuestion, target: number | null) {
  const { metric, slice, asOf } = question
  if (slice.to <= asOf) return { ...NONE, due: target, unprojected: 'over' as const }
  if (slice.from > asOf) return { ...NONE, unprojected: 'notBegun' as const }
  const isFlow = courseOf(metric.definition) === 'flow'
  const sums = target === null || !isFlow ? null : await soFar(context, question)
  const due = sums === null ? null : sums.due
  const run =
    sums === null || target === null ? null : await byPlan(context, question, { ...sums, plan: target })
  if (run !== null) {
    const projected = projectFigure([{ outlook: run.outlook, weight: 1 }], target, metric.better)
    return { due, projection: { basis: 'plan' as const, ...projected }, unprojected: null }
  }
  const outlook = await byHistory(context, question)
  if (typeof outlook === 'string') return { due, projection: null, unprojected: outlook }
  const projected = projectFigure(outlook.blend, target, metric.better)
  return { due, projection: { basis: 'history' as const, ...projected }, unprojected: null }
}
