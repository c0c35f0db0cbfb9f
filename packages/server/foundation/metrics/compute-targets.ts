import type { BreakdownName, Slice } from '@salesloom/contract'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { askOf, checkQuestion, figuresOf } from './compute-metric.ts'
import { getMetric } from './definitions.store.ts'
import { splitKeys } from './measure-query.ts'
import { metricGuard } from './metric-guard.ts'
import { targetOf } from './target-metric.ts'

export type TargetsInput = {
  readonly metric: string
  readonly slice: Slice
  readonly by?: readonly BreakdownName[]
}

/** The approved target of a part: its keys in the order of the breakdowns, and the amount in the metric's unit. */
export type TargetOfPart = { readonly keys: readonly string[]; readonly amount: number }

/**
 * The approved targets of a metric, also of periods in which nothing has happened yet, as the caller received them; null
 * where no target was published that can be asked the question.
 */
export async function computeTargets(
  context: CallContext,
  { metric: code, slice, by = [] }: TargetsInput,
): Promise<TargetOfPart[] | null> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const metric = await getMetric(tx, workspaceId, code)
    metricGuard(context, metric)
    checkQuestion(metric, slice, by)
    const ask = await askOf(tx, context, slice, { by })
    const target = await targetOf(ask, metric)
    if (target === null) return null
    const { groups } = await figuresOf(ask, target)
    return [...groups].map(([key, { numerator }]) => ({ keys: splitKeys(key), amount: numerator }))
  })
}
