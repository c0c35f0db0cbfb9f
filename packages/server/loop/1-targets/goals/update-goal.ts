import type { GoalTerms } from '@salesloom/contract'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { prepareGoal } from './create-goal.ts'
import { editGoal } from './edit-goal.ts'
import { changeGoal, type GoalRow, putMilestones } from './goal.store.ts'

type Input = {
  readonly goalId: number
  readonly version: number
  readonly terms: GoalTerms
  readonly done: readonly boolean[]
}

const told = ({ sentence, metric, slice, target, from, deadline, ownerId, actions, shared }: GoalRow) => ({
  sentence,
  metric,
  slice,
  target,
  from,
  deadline,
  ownerId,
  actions,
  shared,
})

/** Changes an open goal; baseline, chances and milestones are worked out anew. */
export async function updateGoal(context: CallContext, { goalId, version, terms, done }: Input) {
  const { workspaceId, actor, clock } = context
  const { content, milestones } = await prepareGoal(context, terms, done)
  return editGoal(context, 'goals.updateGoal', { goalId, version, target: terms.target }, async (tx, row) => {
    const at = clock.now().toISOString()
    const next = await changeGoal(tx, workspaceId, row, { content }, actor.name, at)
    await putMilestones(tx, workspaceId, goalId, milestones)
    return { result: { goalId, version: next }, before: told(row), after: content }
  })
}
