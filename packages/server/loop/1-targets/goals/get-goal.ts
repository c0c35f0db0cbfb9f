import type { GoalDetail } from '@salesloom/contract'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { gather, summarise } from './find-goals.ts'
import { getGoalRow } from './goal.store.ts'
import { courseSoFar } from './goal-progress.ts'
import { readSetting } from './goal-scope.ts'

/** A goal with everything about it. */
export async function getGoal(context: CallContext, { goalId }: { goalId: number }): Promise<GoalDetail> {
  const catalogue = await findMetrics(context)
  const { row, gathered } = await readWorkspace(context.database, context.workspaceId, async (tx) => {
    const setting = await readSetting(tx, context)
    const row = await getGoalRow(tx, context, goalId, setting.today)
    return { row, gathered: await gather(tx, context, [row], setting, catalogue) }
  })
  const summary = await summarise(context, row, gathered)
  const metric = gathered.metrics.get(row.metric)
  if (summary === null || metric === undefined)
    throw new AppError('notFound', { what: 'metric', id: row.metric })
  const { nameOf, checkIns, milestones, setting } = gathered
  const course = await courseSoFar(context, metric, row, setting.today)
  const actualOn = (day: string) => course.find((point) => point.day === day)?.value ?? null
  return {
    ...summary,
    baselineFrom: row.baselineFrom,
    baselineTo: row.baselineTo,
    grades: [...row.grades],
    chanceAtStart: row.chance,
    actions: [...row.actions],
    objective:
      row.objectiveId === null ? null : { id: row.objectiveId, name: nameOf('objective', row.objectiveId) },
    milestones: (milestones.get(goalId) ?? []).map((milestone) => ({
      ...milestone,
      actual: actualOn(milestone.day),
    })),
    course,
    checkIns: checkIns.map(({ goalId: _, ...rest }) => rest),
    result: row.result,
    lesson: row.lesson,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    changedBy: row.changedBy,
    changedAt: row.changedAt,
  }
}
