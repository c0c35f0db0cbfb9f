import type { GoalTerms } from '@salesloom/contract'
import type { Milestone } from '@salesloom/engine/goals'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { assess, chanceOfTarget } from './assess-goal.ts'
import { type GoalContent, insertGoal, putMilestones } from './goal.store.ts'
import { ownSlice, readSetting, seesPerson, unitOf } from './goal-scope.ts'

/** A goal ready to be kept: its slice and owner permitted, its figures worked out anew from the data. */
export type PreparedGoal = { readonly content: GoalContent; readonly milestones: readonly Milestone[] }

async function objectiveStands(tx: WorkspaceTransaction, workspaceId: number, objectiveId: number | null) {
  if (objectiveId === null) return
  const row = await tx
    .selectFrom('objective')
    .select('objective_id')
    .where('workspace_id', '=', workspaceId)
    .where('objective_id', '=', objectiveId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('notFound', { what: 'objective', id: objectiveId })
}

/** Checks who may set what, and works out baseline, chance, grades and milestones. */
export async function prepareGoal(
  context: CallContext,
  terms: GoalTerms,
  done: readonly boolean[] = [],
): Promise<PreparedGoal> {
  const { database, workspaceId } = context
  const { deadline, from, target, ownerId } = terms
  if (from > deadline)
    throw new AppError('invalidInput', { field: 'deadline', reason: `${deadline} < ${from}` })
  const { setting, slice, ownerUnitId } = await readWorkspace(database, workspaceId, async (tx) => {
    const setting = await readSetting(tx, context)
    if (!(await seesPerson(tx, context, ownerId, setting.today))) throw new AppError('outsideSubtree')
    await objectiveStands(tx, workspaceId, terms.objectiveId)
    const slice = await ownSlice(tx, context, terms.slice, setting.today)
    return { setting, slice, ownerUnitId: await unitOf(tx, workspaceId, ownerId, setting.today) }
  })
  if (deadline <= setting.today) throw new AppError('goalPast', { day: deadline })
  const metric = (await findMetrics(context)).find(({ code }) => code === terms.metric)
  if (metric === undefined) throw new AppError('notFound', { what: 'metric', id: terms.metric })
  const assessed = await assess(
    context,
    { metric, slice, from, deadline, change: null, value: target },
    setting,
  )
  const { baseline, grades, milestones } = assessed
  if (baseline === null) throw new AppError('goalBaseline', { metric: metric.name.zh })
  return {
    milestones,
    content: {
      ...terms,
      slice,
      ownerUnitId,
      actions: terms.actions.map((text, i) => ({ text, done: done[i] ?? false })),
      baseline: baseline.value,
      baselineFrom: baseline.from,
      baselineTo: baseline.to,
      grades: grades.map(({ grade, wanted, value, chance }) => ({ grade, wanted, value, chance })),
      chance: chanceOfTarget(assessed, target)?.chance ?? null,
    },
  }
}

/** Sets a goal: with its milestones by the season, and the chances that it had on the day. */
export async function createGoal(context: CallContext, terms: GoalTerms) {
  const { database, workspaceId, actor, clock } = context
  const { content, milestones } = await prepareGoal(context, terms)
  const at = clock.now()
  return inWorkspace(database, workspaceId, async (tx) => {
    const goalId = await insertGoal(tx, workspaceId, content, actor.name, at.toISOString())
    await putMilestones(tx, workspaceId, goalId, milestones)
    await recordAudit(tx, context, { action: 'goals.createGoal', subject: `goal:${goalId}`, after: content })
    await emit(tx, workspaceId, { name: 'targets.goalChanged', payload: { goalId } }, at)
    return { goalId, version: 1 }
  })
}
