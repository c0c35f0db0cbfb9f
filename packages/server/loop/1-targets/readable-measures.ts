import { mayReadField, requireField } from '../../foundation/access/index.ts'
import { findAllMetrics, mayReadMetric } from '../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { PlanMeasure, ScenarioRow } from './scenario.store.ts'

/**
 * The measures of a plan that a caller reads. A planned gross profit or margin says what things cost, in its base year
 * as in its target: whoever may not read the metric does not read the measure. A metric that is not on record any more
 * counts as one that shows cost.
 */
export async function readableMeasures(
  context: CallContext,
  tx: WorkspaceTransaction,
  measures: readonly PlanMeasure[],
): Promise<readonly PlanMeasure[]> {
  if (mayReadField(context, 'margin')) return measures
  const metrics = await findAllMetrics(tx, context.workspaceId)
  const open = new Set(metrics.filter((metric) => mayReadMetric(context, metric)).map(({ code }) => code))
  const partsOf = (measure: PlanMeasure) =>
    measure.kind === 'ratio' ? [measure.code, measure.numerator, measure.denominator] : [measure.code]
  return measures.filter((measure) => partsOf(measure).every((code) => open.has(code)))
}

/** Refuses a measure of a plan that the caller does not read. @throws AppError `forbidden` */
export async function requireMeasure(
  context: CallContext,
  tx: WorkspaceTransaction,
  { measures }: Pick<ScenarioRow, 'measures'>,
  code: string | undefined,
): Promise<void> {
  const asked = measures.filter((measure) => measure.code === code)
  const readable = await readableMeasures(context, tx, asked)
  if (readable.length < asked.length) requireField(context, 'margin')
}
