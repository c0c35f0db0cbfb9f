import { type AlertParts, alertHandlers } from './alerts/index.ts'
import { funnelHandlers } from './funnel/index.ts'
import { gradingHandlers } from './grading/index.ts'
import { healthHandlers } from './health/index.ts'

export {
  alertsJob,
  evaluateAfterChange,
  type Messenger,
  startAlertDelivery,
  startAlertSchedule,
} from './alerts/index.ts'
export { gradingJob, startGradingSchedule } from './grading/index.ts'

/** Part 4: see, understand, correct. */
export function monitoringProcedures(parts: AlertParts) {
  return { ...funnelHandlers, ...healthHandlers, ...gradingHandlers(parts.queue), ...alertHandlers(parts) }
}
