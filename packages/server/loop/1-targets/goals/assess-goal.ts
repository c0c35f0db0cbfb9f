import type { GoalSlice } from '@salesloom/contract'
import {
  bothReadings,
  type Change,
  chanceOf,
  type Grade,
  gradeGoal,
  levelMilestones,
  type Milestone,
  resolveTarget,
  speakable,
  sumMilestones,
} from '@salesloom/engine/goals'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type GoalOutlook, isWhole, type NoOutlook, outlookOf } from './goal-outlook.ts'
import type { GoalSetting } from './goal-scope.ts'
import type { MetricEntry } from './goal-words.ts'
import {
  baselineDays,
  courseOf,
  type Days,
  figureOf,
  type Measured,
  measure,
  periodFor,
} from './measure-goal.ts'

/** A goal's figures: where it starts, what it asks, what is likely. */
export type Assessed = {
  readonly measured: Measured
  readonly baseline: { readonly value: number; readonly from: string; readonly to: string } | null
  readonly target: number | null
  readonly readings: { readonly points: number; readonly relative: number } | null
  readonly outlook: GoalOutlook | NoOutlook
  readonly grades: readonly Grade[]
  readonly milestones: readonly Milestone[]
}

export type Asked = {
  readonly metric: MetricEntry
  readonly slice: GoalSlice
  readonly from: string | null
  readonly deadline: string
  readonly change: Change | null
  readonly value: number | null
}

/** The part of a slice that a metric is not kept by. */
export function unkeptPart({ sliceParts }: MetricEntry, slice: GoalSlice): string | null {
  return (
    (Object.keys(slice) as Array<keyof GoalSlice>).find(
      (part) => slice[part] !== undefined && !sliceParts.includes(part),
    ) ?? null
  )
}

async function baselineOf(
  context: CallContext,
  { metric, slice, change }: Asked,
  period: Days,
  today: string,
) {
  const days = baselineDays(courseOf(metric.definition), period, today, change?.against === 'lastYear')
  const { value } = await figureOf(context, metric.code, slice, days)
  return value === null ? null : { value, ...days }
}

/** Digits of a target that follows from a change: enough to keep the change, few enough to be said. */
const TARGET_DIGITS = 4

/** Money and counts are rounded so that they can be said; a ratio stays as it comes. */
function settled(value: number, metric: MetricEntry): number {
  return isWhole(metric.definition) ? speakable(value, true, TARGET_DIGITS) : value
}

function targetOf({ value, change, metric }: Asked, baseline: number | null): number | null {
  if (value !== null) return value
  if (change === null || baseline === null) return null
  const target = resolveTarget(baseline, change)
  return target === null ? null : settled(target, metric)
}

export function milestonesOf(
  course: Measured['course'],
  target: number,
  baseline: number,
  period: Days,
  season: GoalOutlook['season'],
  fiscalStart: number,
): Milestone[] {
  const days = { from: period.from, deadline: period.to, fiscalStart }
  return course === 'flow' ? sumMilestones(target, days, season) : levelMilestones(baseline, target, days)
}

/** Works out everything that a goal's figures say. @throws AppError where the metric is not kept by the slice */
export async function assess(context: CallContext, asked: Asked, setting: GoalSetting): Promise<Assessed> {
  const { metric, slice, change } = asked
  const part = unkeptPart(metric, slice)
  if (part !== null) throw new AppError('goalSlice', { metric: metric.name.zh, part })
  const period = periodFor(courseOf(metric.definition), asked.from, asked.deadline, setting)
  const measured = await measure(context, metric, slice, period, setting.today)
  const baseline = await baselineOf(context, asked, period, setting.today)
  const outlook = await outlookOf(context, measured, setting.currency)
  const target = targetOf(asked, baseline?.value ?? null)
  const known = typeof outlook === 'string' ? null : outlook
  return {
    measured,
    baseline,
    target,
    readings:
      change?.kind === 'ambiguous' && baseline !== null ? bothReadings(baseline.value, change.by) : null,
    outlook,
    grades: known === null ? [] : gradeGoal(known.blend, metric.better, isWhole(metric.definition)),
    milestones:
      target === null || baseline === null
        ? []
        : milestonesOf(
            measured.course,
            target,
            baseline.value,
            period,
            known?.season ?? [],
            setting.fiscalStart,
          ),
  }
}

/** The chance of a goal's target, null where nothing can be said. */
export function chanceOfTarget({ outlook, measured }: Assessed, target: number) {
  return typeof outlook === 'string' ? null : chanceOf(outlook.blend, target, measured.metric.better)
}
