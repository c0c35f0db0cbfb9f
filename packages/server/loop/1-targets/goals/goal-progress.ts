import { addDays, monthBounds } from '@salesloom/engine/calendar'
import { chanceOf, expectedOn, type Milestone, trackOf } from '@salesloom/engine/goals'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { GoalRow } from './goal.store.ts'
import { outlookOf } from './goal-outlook.ts'
import { type GoalSetting, measuringContext } from './goal-scope.ts'
import type { MetricEntry } from './goal-words.ts'
import {
  type Course,
  courseOf,
  figureOf,
  grainOf,
  measure,
  monthOf,
  monthsBetween,
  shiftMonth,
} from './measure-goal.ts'

/** The days that a goal's figure of a day is of: its period so far; a level's month or quarter. */
function daysUntil(course: Course, { from, deadline }: GoalRow, day: string) {
  const to = day < deadline ? day : deadline
  if (course !== 'level') return { from: from < to ? from : to, to }
  const months = grainOf({ from, to: deadline }) === 'quarter' ? 3 : 1
  return { from: `${shiftMonth(monthOf(to), 1 - months)}-01`, to }
}

/** The figure of a goal as of a day; null before its period, and for those who may not see the metric. */
export async function figureAsOf(
  context: CallContext,
  metric: MetricEntry,
  row: GoalRow,
  day: string,
): Promise<number | null> {
  if (!metric.readable) return null
  const course = courseOf(metric.definition)
  if (day < row.from && course === 'flow') return 0
  if (day < row.from && course === 'rate') return null
  return (await figureOf(measuringContext(context), row.metric, row.slice, daysUntil(course, row, day))).value
}

/** The figure of a goal today. */
export async function currentFigure(
  context: CallContext,
  row: GoalRow,
  today: string,
): Promise<number | null> {
  const metric = (await findMetrics(context)).find(({ code }) => code === row.metric)
  return metric === undefined ? null : figureAsOf(context, metric, row, today)
}

/** Where a goal starts: nothing for a sum, the baseline for a ratio or a level. */
function startOf(course: Course, { from, baseline }: GoalRow): Milestone {
  return { day: addDays(from, -1), value: course === 'flow' ? 0 : baseline }
}

/** How a goal stands today: its figure beside what should be there, where it is heading, and the chance of the target. */
export async function progressOf(
  context: CallContext,
  metric: MetricEntry,
  row: GoalRow,
  milestones: readonly Milestone[],
  setting: GoalSetting,
) {
  const { today, currency } = setting
  const course = courseOf(metric.definition)
  const expected = expectedOn(today, startOf(course, row), milestones)
  const now = row.result ?? (await figureAsOf(context, metric, row, today))
  const track = now === null || today < row.from ? null : trackOf(now, expected, metric.better)
  if (!metric.readable || row.state !== 'open') return { now, expected, track, projected: null, chance: null }
  const period = { from: row.from, to: row.deadline }
  const measuring = measuringContext(context)
  const outlook = await outlookOf(
    measuring,
    await measure(measuring, metric, row.slice, period, today),
    currency,
  )
  if (typeof outlook === 'string') return { now, expected, track, projected: null, chance: null }
  const { chance } = chanceOf(outlook.blend, row.target, metric.better)
  const projected = outlook.blend.reduce((sum, { outlook: part, weight }) => sum + weight * part.centre, 0)
  return { now, expected, track, projected, chance }
}

/** The figure at the end of each month so far, and today: what the course line is drawn from. */
export async function courseSoFar(
  context: CallContext,
  metric: MetricEntry,
  row: GoalRow,
  today: string,
): Promise<Milestone[]> {
  const last = today < row.deadline ? today : row.deadline
  if (!metric.readable || last < row.from) return []
  const ends = monthsBetween(monthOf(row.from), monthOf(last))
    .map((month) => monthBounds(month).to)
    .filter((day) => day < last)
  const course: Milestone[] = []
  for (const day of [...ends, last]) {
    const value = await figureAsOf(context, metric, row, day)
    if (value !== null) course.push({ day, value })
  }
  return course
}
