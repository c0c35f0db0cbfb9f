import {
  countsMoney,
  findAllMetrics,
  isAdditive,
  keptBreakdowns,
  mayReadMetric,
  measureSides,
} from '../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { PlanMeasure } from './scenario.store.ts'

/**
 * The ratios of the catalogue whose numerator and denominator are both planned: the average order, where sales and orders
 * are. They follow from the cells and are written through their numerator.
 */
export async function findRatios(
  tx: WorkspaceTransaction,
  workspaceId: number,
  planned: readonly string[],
): Promise<PlanMeasure[]> {
  const metrics = await findAllMetrics(tx, workspaceId)
  const bySide = new Map(
    metrics
      .filter(({ code, denominator }) => planned.includes(code) && denominator === null)
      .map((metric) => [measureSides(metric).numerator, metric] as const),
  )
  return metrics.flatMap((metric): PlanMeasure[] => {
    const sides = measureSides(metric)
    const [above, below] = [bySide.get(sides.numerator), bySide.get(sides.denominator ?? '')]
    if (metric.denominator === null || above === undefined || below === undefined) return []
    const unit = countsMoney(above) && !countsMoney(below) ? 'money' : 'percent'
    return [{ code: metric.code, kind: 'ratio', unit, numerator: above.code, denominator: below.code }]
  })
}

/** Metrics that a plan can set beside sales, of those that the caller reads. */
export async function findPlannableMetrics(context: CallContext, tx: WorkspaceTransaction) {
  const metrics = await findAllMetrics(tx, context.workspaceId)
  return metrics
    .filter((metric) => mayReadMetric(context, metric))
    .filter(
      (metric) =>
        metric.code !== 'sales' && isAdditive(metric) && keptBreakdowns(metric, ['person']).length === 1,
    )
    .map((metric) => ({
      code: metric.code,
      name: metric.name,
      unit: countsMoney(metric) ? ('money' as const) : ('count' as const),
    }))
}
