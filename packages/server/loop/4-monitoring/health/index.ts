import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { findStuckDeals } from './find-stuck-deals.ts'
import { setFunnelSettings } from './funnel-settings.ts'
import { getFunnelHealth } from './get-funnel-health.ts'

const { monitoring } = procedures

/** Health of the deals under way. */
export const healthHandlers = {
  getFunnelHealth: monitoring.getFunnelHealth.handler(({ input, context }) =>
    getFunnelHealth(callerOf(context), input),
  ),
  findStuckDeals: monitoring.findStuckDeals.handler(({ input, context }) =>
    findStuckDeals(callerOf(context), input),
  ),
  setFunnelSettings: monitoring.setFunnelSettings.handler(({ input, context }) =>
    setFunnelSettings(callerOf(context), input),
  ),
}
