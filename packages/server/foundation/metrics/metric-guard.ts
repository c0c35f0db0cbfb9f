import type { MetricContent } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { showsCost } from './describe-metric.ts'

/** Whether a caller may see the figures of a metric: cost, and what can be worked out to it, is not for representatives. */
export function mayReadMetric(context: Pick<CallContext, 'actor'>, content: MetricContent): boolean {
  return context.actor.role !== 'representative' || !showsCost(content)
}

/** Refuses a metric that the caller's role may not see. Every figure and every list of rows passes here. */
export function metricGuard(context: Pick<CallContext, 'actor'>, content: MetricContent): void {
  if (!mayReadMetric(context, content)) throw new AppError('forbidden', { action: 'metrics.read cost' })
}
