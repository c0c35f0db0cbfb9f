import type { MetricContent } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { mayReadField, requireField } from '../access/index.ts'
import { showsCost } from './describe-metric.ts'

/** Whether a caller may see the figures of a metric: cost, and what can be worked out to it, only where the role reads margins. */
export function mayReadMetric(context: Pick<CallContext, 'fields'>, content: MetricContent): boolean {
  return !showsCost(content) || mayReadField(context, 'margin')
}

/** Refuses a metric that the caller's role may not see. Every figure and every list of rows passes here. */
export function metricGuard(context: Pick<CallContext, 'fields'>, content: MetricContent): void {
  if (showsCost(content)) requireField(context, 'margin')
}
