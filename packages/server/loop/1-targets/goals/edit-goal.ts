import type { AuditAction } from '@salesloom/contract'
import { sayFigure } from '@salesloom/engine/goals'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type GoalRow, getGoalRow } from './goal.store.ts'
import { readSetting } from './goal-scope.ts'

/** Whether the caller may change a goal: the whole workspace's people, its owner, and those who lead the owner's unit. */
export function mayEdit({ visibility, actor }: CallContext, { ownerId, ownerUnitId }: GoalRow): boolean {
  if (visibility.whole) return true
  return ownerId === actor.personId || (ownerUnitId !== null && visibility.orgUnitIds.includes(ownerUnitId))
}

/** Both targets in words, for somebody who came second. */
async function refuseSecond(
  context: CallContext,
  row: GoalRow,
  target: number | null,
  digits: number,
): Promise<never> {
  const metric = (await findMetrics(context)).find(({ code }) => code === row.metric)
  const unit = metric?.unit ?? 'count'
  const say = (value: number) => sayFigure(unit === 'money' ? value / 10 ** digits : value, unit, 'en')
  throw new AppError('goalChanged', {
    who: row.changedBy,
    theirs: say(row.target),
    yours: say(target ?? row.target),
  })
}

type Edit = {
  readonly goalId: number
  /** the version that the caller saw; none for what adds and overwrites nothing */
  readonly version?: number
  /** the target that the caller wants, for telling both values */
  readonly target?: number
}

/**
 * Changes an open goal under its lock, for those who may, from the version that they saw; trail and event in the same
 * transaction.
 */
export async function editGoal<T>(
  context: CallContext,
  action: AuditAction,
  { goalId, version, target }: Edit,
  work: (
    tx: WorkspaceTransaction,
    row: GoalRow,
    today: string,
  ) => Promise<{ readonly result: T; readonly before?: unknown; readonly after?: unknown }>,
): Promise<T> {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { today, digits } = await readSetting(tx, context)
    const row = await getGoalRow(tx, context, goalId, today, true)
    if (!mayEdit(context, row)) throw new AppError('outsideSubtree')
    if (row.state !== 'open') throw new AppError('goalClosed')
    if (version !== undefined && row.version !== version)
      await refuseSecond(context, row, target ?? null, digits)
    const { result, before, after } = await work(tx, row, today)
    await recordAudit(tx, context, { action, subject: `goal:${goalId}`, before, after })
    await emit(tx, workspaceId, { name: 'targets.goalChanged', payload: { goalId } }, clock.now())
    return result
  })
}
