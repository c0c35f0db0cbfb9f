import { funnelProcedures } from './funnel.ts'
import { gradingProcedures } from './grading.ts'
import { healthProcedures } from './health.ts'

export { type FunnelDivision, type FunnelFilter, funnelDivision, MOVEMENT_NAMES } from './funnel.ts'
export { STUCK_REASONS } from './health.ts'

/** Part 4: see, understand, correct. */
export const monitoring = { ...funnelProcedures, ...healthProcedures, ...gradingProcedures }
