import type { JobQueue } from '../../platform/jobs/queue.ts'
import { authorityHandlers } from './authority/index.ts'
import { deviationHandlers } from './deviation/index.ts'
import { funnelHandlers } from './funnel/index.ts'
import { gradingHandlers } from './grading/index.ts'
import { healthHandlers } from './health/index.ts'
import { responseHandlers } from './response/index.ts'

export { gradingJob, startGradingSchedule } from './grading/index.ts'

/** Part 4: see, understand, correct. */
export function monitoringProcedures(queue: JobQueue) {
  return {
    ...funnelHandlers,
    ...healthHandlers,
    ...gradingHandlers(queue),
    ...deviationHandlers,
    ...responseHandlers,
    ...authorityHandlers,
  }
}
