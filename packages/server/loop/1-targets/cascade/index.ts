import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { answerTarget } from './answer-target.ts'
import { changeCascade } from './change-cascade.ts'
import { commitFigures } from './commit-figures.ts'
import { findMyTargets } from './find-my-targets.ts'
import { findCascadeEntries, getCascade } from './get-cascade.ts'
import { passOnTarget } from './pass-on-target.ts'
import { publishCascade } from './publish-cascade.ts'
import { findLateAnswers, remindLate } from './remind-late.ts'
import { settleTarget } from './settle-target.ts'
import { withdrawCascade } from './withdraw-cascade.ts'

const { targets } = procedures

/** A scenario on its way down the organisation, and what comes back up. */
export const cascadeHandlers = {
  publishCascade: targets.publishCascade.handler(({ input, context }) =>
    publishCascade(callerOf(context), input),
  ),
  changeCascade: targets.changeCascade.handler(({ input, context }) =>
    changeCascade(callerOf(context), input),
  ),
  withdrawCascade: targets.withdrawCascade.handler(({ input, context }) =>
    withdrawCascade(callerOf(context), input),
  ),
  getCascade: targets.getCascade.handler(({ input, context }) => getCascade(callerOf(context), input)),
  findCascadeEntries: targets.findCascadeEntries.handler(({ input, context }) =>
    findCascadeEntries(callerOf(context), input),
  ),
  findMyTargets: targets.findMyTargets.handler(({ context }) => findMyTargets(callerOf(context))),
  passOnTarget: targets.passOnTarget.handler(({ input, context }) => passOnTarget(callerOf(context), input)),
  answerTarget: targets.answerTarget.handler(({ input, context }) => answerTarget(callerOf(context), input)),
  settleTarget: targets.settleTarget.handler(({ input, context }) => settleTarget(callerOf(context), input)),
  commitFigures: targets.commitFigures.handler(({ input, context }) =>
    commitFigures(callerOf(context), input),
  ),
  findLateAnswers: targets.findLateAnswers.handler(({ input, context }) =>
    findLateAnswers(callerOf(context), input),
  ),
  remindLate: targets.remindLate.handler(({ input, context }) => remindLate(callerOf(context), input)),
}
