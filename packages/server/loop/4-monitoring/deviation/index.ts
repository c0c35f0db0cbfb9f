import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { removeFile } from './attach-file.ts'
import { findDeviations } from './find-deviations.ts'
import { findGapDeals, findGapOrders } from './find-gap-rows.ts'
import { getDeviation } from './get-deviation.ts'
import { openDeviation } from './open-deviation.ts'
import { commentOnDeviation, saveWhys } from './save-whys.ts'

export { evidenceRoutes } from './file-routes.ts'

const { monitoring } = procedures

/** Deviations: what is off its target, why, and since when somebody looks into it. */
export const deviationHandlers = {
  findDeviations: monitoring.findDeviations.handler(({ input, context }) =>
    findDeviations(callerOf(context), input),
  ),
  getDeviation: monitoring.getDeviation.handler(({ input, context }) =>
    getDeviation(callerOf(context), input),
  ),
  findGapOrders: monitoring.findGapOrders.handler(({ input, context }) =>
    findGapOrders(callerOf(context), input),
  ),
  findGapDeals: monitoring.findGapDeals.handler(({ input, context }) =>
    findGapDeals(callerOf(context), input),
  ),
  openDeviation: monitoring.openDeviation.handler(({ input, context }) =>
    openDeviation(callerOf(context), input),
  ),
  saveWhys: monitoring.saveWhys.handler(({ input, context }) => saveWhys(callerOf(context), input)),
  commentOnDeviation: monitoring.commentOnDeviation.handler(({ input, context }) =>
    commentOnDeviation(callerOf(context), input),
  ),
  removeWhyFile: monitoring.removeWhyFile.handler(({ input, context }) =>
    removeFile(callerOf(context), input),
  ),
}
