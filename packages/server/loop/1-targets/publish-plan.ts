import type { PlanShape } from '@salesloom/engine/allocation'
import { monthBounds } from '@salesloom/engine/calendar'
import { formatMinorUnits } from '@salesloom/engine/money'
import { additiveOf } from '@salesloom/engine/plan-cube'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { publishTargets, type TargetCell } from '../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { publishActivity } from './activity/publish-activity.ts'
import { openPlan } from './decomposition/open-plan.ts'
import type { ScenarioRow } from './scenario.store.ts'

/** The id in a member's key, such as 12 in `person:12`; null for nobody. */
function idIn(key: string | undefined): number | null {
  const id = Number(key?.split(':')[1])
  return id > 0 ? id : null
}

/** The cells of an additive measure that are not zero, as targets of a person, place and product for a month. */
function cellsOf(shape: PlanShape, values: Float64Array, digits: number): TargetCell[] {
  const width = shape.dimensions.length
  const keyAt = (combination: number, name: string) => {
    const d = shape.dimensions.findIndex((dimension) => dimension.name === name)
    return shape.dimensions[d]?.keys[shape.combinations[combination * width + d] ?? -1]
  }
  const bounds = shape.months.map(monthBounds)
  const cells: TargetCell[] = []
  values.forEach((value, i) => {
    if (value === 0) return
    const combination = Math.floor(i / shape.months.length)
    const { from, to } = bounds[i % shape.months.length] as { from: string; to: string }
    cells.push({
      from,
      to,
      personId: idIn(keyAt(combination, 'organisation')),
      regionId: idIn(keyAt(combination, 'region')),
      productId: idIn(keyAt(combination, 'product')),
      amount: formatMinorUnits(value, digits),
    })
  })
  return cells
}

/** Publishes the cells of an approved scenario, so that metrics can be compared with them: each additive measure. */
export async function publishPlan(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
): Promise<void> {
  const { workspaceId } = context
  const { planId, channel } = scenario
  const digits = await currencyDigits(tx, workspaceId)
  const plan = await openPlan(context, tx, scenario)
  for (const measure of scenario.measures) {
    if (measure.kind === 'ratio') continue
    const { values } = additiveOf(plan.state.cube, measure.code)
    const cells = cellsOf(plan.shape, values, measure.unit === 'money' ? digits : 0)
    await publishTargets(tx, workspaceId, { planId, channel, metric: measure.code }, cells)
  }
  await publishActivity(tx, workspaceId, scenario, plan.shape)
}
