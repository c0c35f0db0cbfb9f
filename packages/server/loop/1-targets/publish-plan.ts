import { additiveOf } from '@salesloom/engine/plan-cube'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { loadCalendar } from '../../foundation/fiscal-calendar/index.ts'
import { publishTargets } from '../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { publishActivity } from './activity/publish-activity.ts'
import { publishReceived } from './cascade/publish-received.ts'
import { openPlan } from './decomposition/open-plan.ts'
import type { ScenarioRow } from './scenario.store.ts'
import { targetCells } from './target-cells.ts'

/**
 * Publishes the cells of an approved scenario, so that metrics can be compared with them: each additive measure, and
 * beside them what each level received where the plan went down through a cascade.
 */
export async function publishPlan(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
): Promise<void> {
  const { workspaceId } = context
  const { planId, channel } = scenario
  const digits = await currencyDigits(tx, workspaceId)
  const calendar = await loadCalendar(tx, workspaceId)
  const plan = await openPlan(context, tx, scenario)
  for (const measure of scenario.measures) {
    if (measure.kind === 'ratio') continue
    const { values } = additiveOf(plan.state.cube, measure.code)
    const cells = targetCells(plan.shape, values.entries(), {
      digits: measure.unit === 'money' ? digits : 0,
      calendar,
    })
    await publishTargets(tx, workspaceId, { planId, channel, metric: measure.code }, cells)
  }
  await publishReceived(tx, context, plan)
  await publishActivity(tx, workspaceId, scenario, plan.shape)
}
