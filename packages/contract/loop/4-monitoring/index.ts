import { alertProcedures } from './alerts.ts'
import { authorityProcedures } from './authority.ts'
import { deviationProcedures } from './deviation.ts'
import { funnelProcedures } from './funnel.ts'
import { gradingProcedures } from './grading.ts'
import { healthProcedures } from './health.ts'
import { meetingProcedures } from './meetings.ts'
import { responseProcedures } from './response.ts'

export {
  ALERT_SEVERITIES,
  ALERT_STATES,
  ALERT_TREES,
  type AlertPart,
  type AlertRule,
  CHANNEL_KINDS,
  type ChannelKind,
} from './alerts.ts'
export { EVIDENCE_PATHS, type Why } from './deviation.ts'
export { type FunnelDivision, type FunnelFilter, funnelDivision, MOVEMENT_NAMES } from './funnel.ts'
export {
  DEAL_BARS,
  type DeviationPlace,
  type GapBar,
  type GapWithin,
  ORDER_BARS,
} from './gap.ts'
export { STUCK_REASONS } from './health.ts'
export {
  AGENDA_SECTIONS,
  type IssueAbout,
  type PackAlert,
  type PackFigures,
  type SeriesTerms,
} from './meetings.ts'
export { MEASURE_KINDS } from './response.ts'

/** Part 4: see, understand, correct. */
export const monitoring = {
  ...funnelProcedures,
  ...healthProcedures,
  ...gradingProcedures,
  ...meetingProcedures,
  ...alertProcedures,
  ...deviationProcedures,
  ...responseProcedures,
  ...authorityProcedures,
}
