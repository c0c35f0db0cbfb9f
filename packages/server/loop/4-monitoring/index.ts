import type { Mailer } from '../../foundation/mail/index.ts'
import { type AlertParts, alertHandlers } from './alerts/index.ts'
import { approvalHandlers, authorityHandlers } from './authority/index.ts'
import { deviationHandlers } from './deviation/index.ts'
import { funnelHandlers } from './funnel/index.ts'
import { gradingHandlers } from './grading/index.ts'
import { healthHandlers } from './health/index.ts'
import { meetingHandlers, type PackSources } from './meetings/index.ts'
import { responseHandlers } from './response/index.ts'

export {
  alertRulesOfMetric,
  alertsJob,
  alertsOfUnit,
  evaluateAfterChange,
  type Messenger,
  startAlertDelivery,
  startAlertSchedule,
} from './alerts/index.ts'
export { boardsOfMetric, boardTable, dashboards } from './dashboards/index.ts'
export { evidenceRoutes } from './deviation/index.ts'
export { gradingJob, startGradingSchedule } from './grading/index.ts'

/** Part 4: see, understand, correct. */
export function monitoringProcedures(parts: AlertParts & { readonly mailer: Mailer }, packs: PackSources) {
  return {
    ...funnelHandlers,
    ...healthHandlers,
    ...gradingHandlers(parts.queue),
    ...alertHandlers(parts),
    ...meetingHandlers(packs),
    ...deviationHandlers,
    ...responseHandlers,
    ...authorityHandlers,
    ...approvalHandlers(parts.mailer),
  }
}
