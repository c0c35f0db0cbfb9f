import type { CallContext } from '../../../platform/http/call-context.ts'
import { editGoal } from './edit-goal.ts'
import { currentFigure } from './goal-progress.ts'

type Input = { readonly goalId: number; readonly note: string; readonly confidence: number }

/** Notes how a goal goes: a word, the confidence, and the figure of the day. */
export async function checkIn(context: CallContext, { goalId, note, confidence }: Input) {
  const { workspaceId, actor, clock } = context
  return editGoal(context, 'goals.checkIn', { goalId }, async (tx, row, today) => {
    const value = await currentFigure(context, row, today)
    const saved = await tx
      .insertInto('goal_check_in')
      .values({
        workspace_id: workspaceId,
        goal_id: goalId,
        day: today,
        value: value === null ? null : String(value),
        confidence,
        note,
        by_user_id: actor.userId,
        by_name: actor.name,
        at: clock.now().toISOString(),
      })
      .returning('goal_check_in_id')
      .executeTakeFirstOrThrow()
    return { result: { checkInId: saved.goal_check_in_id }, after: { note, confidence, value } }
  })
}
