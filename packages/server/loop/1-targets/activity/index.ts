import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { deriveAllActivity } from './derive-all-activity.ts'
import { findActivityTargets } from './find-activity-targets.ts'
import { saveActivityTarget } from './save-activity-target.ts'

const { targets } = procedures

/** What people have to do for their targets, derived backwards from these. */
export const activityHandlers = {
  findActivityTargets: targets.findActivityTargets.handler(({ input, context }) =>
    findActivityTargets(callerOf(context), input),
  ),
  deriveAllActivity: targets.deriveAllActivity.handler(({ input, context }) =>
    deriveAllActivity(callerOf(context), input),
  ),
  saveActivityTarget: targets.saveActivityTarget.handler(({ input, context }) =>
    saveActivityTarget(callerOf(context), input),
  ),
}
