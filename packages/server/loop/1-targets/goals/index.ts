import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { checkIn } from './check-in.ts'
import { closeGoal } from './close-goal.ts'
import { createGoal } from './create-goal.ts'
import { draftGoal } from './draft-goal.ts'
import { findGoals } from './find-goals.ts'
import { getGoal } from './get-goal.ts'
import { updateGoal } from './update-goal.ts'

export { goalsOfMetric } from './goal.store.ts'

/** SMART goals: read from a sentence, checked against the data, followed to their end. */
export const goals = {
  draftGoal: procedures.goals.draftGoal.handler(({ input, context }) => draftGoal(callerOf(context), input)),
  createGoal: procedures.goals.createGoal.handler(({ input, context }) =>
    createGoal(callerOf(context), input),
  ),
  updateGoal: procedures.goals.updateGoal.handler(({ input, context }) =>
    updateGoal(callerOf(context), input),
  ),
  checkIn: procedures.goals.checkIn.handler(({ input, context }) => checkIn(callerOf(context), input)),
  closeGoal: procedures.goals.closeGoal.handler(({ input, context }) => closeGoal(callerOf(context), input)),
  findGoals: procedures.goals.findGoals.handler(({ input, context }) => findGoals(callerOf(context), input)),
  getGoal: procedures.goals.getGoal.handler(({ input, context }) => getGoal(callerOf(context), input)),
}
