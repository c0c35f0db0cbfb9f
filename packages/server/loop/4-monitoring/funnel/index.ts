import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { bridgePipeline, findMovedDeals } from './bridge-pipeline.ts'
import { compareFunnels } from './compare-funnels.ts'
import { findBottlenecks } from './find-bottlenecks.ts'
import { findFunnelDeals } from './find-funnel-deals.ts'
import { getFunnel } from './get-funnel.ts'
import { getFunnelHistory } from './get-funnel-history.ts'

export { getFunnel } from './get-funnel.ts'

const { monitoring } = procedures

/** Diagnosis of the funnel: where deals are lost and where they lie. */
export const funnelHandlers = {
  getFunnel: monitoring.getFunnel.handler(({ input, context }) => getFunnel(callerOf(context), input)),
  findBottlenecks: monitoring.findBottlenecks.handler(({ input, context }) =>
    findBottlenecks(callerOf(context), input),
  ),
  getFunnelHistory: monitoring.getFunnelHistory.handler(({ input, context }) =>
    getFunnelHistory(callerOf(context), input),
  ),
  compareFunnels: monitoring.compareFunnels.handler(({ input, context }) =>
    compareFunnels(callerOf(context), input),
  ),
  bridgePipeline: monitoring.bridgePipeline.handler(({ input, context }) =>
    bridgePipeline(callerOf(context), input),
  ),
  findMovedDeals: monitoring.findMovedDeals.handler(({ input, context }) =>
    findMovedDeals(callerOf(context), input),
  ),
  findFunnelDeals: monitoring.findFunnelDeals.handler(({ input, context }) =>
    findFunnelDeals(callerOf(context), input),
  ),
}
