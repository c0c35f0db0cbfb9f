import type { CallContext } from '../../../platform/http/call-context.ts'
import { editGoal } from './edit-goal.ts'
import { changeGoal } from './goal.store.ts'
import { currentFigure } from './goal-progress.ts'

type Input = {
  readonly goalId: number
  readonly version: number
  readonly state: 'reached' | 'missed' | 'abandoned'
  readonly lesson: string
}

/** Ends a goal with what was learnt; the figure of that day stays with it. */
export async function closeGoal(context: CallContext, { goalId, version, state, lesson }: Input) {
  const { workspaceId, actor, clock } = context
  return editGoal(context, 'goals.closeGoal', { goalId, version }, async (tx, row, today) => {
    const result = await currentFigure(context, row, today)
    const at = clock.now().toISOString()
    const next = await changeGoal(tx, workspaceId, row, { state, lesson, result }, actor.name, at)
    return {
      result: { goalId, version: next },
      before: { state: row.state },
      after: { state, lesson, result },
    }
  })
}
