import { monthBounds } from '@salesloom/engine/calendar'
import { formatMinorUnits } from '@salesloom/engine/money'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { publishTargets, type TargetCell } from '../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { getCells, type ScenarioRow } from './scenario.store.ts'

/** The id in a member's key, such as 12 in `person:12`; null for nobody. */
function idIn(key: string | undefined): number | null {
  const id = Number(key?.split(':')[1])
  return id > 0 ? id : null
}

/** Publishes the cells of an approved scenario, so that metrics can be compared with them. */
export async function publishPlan(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenario: ScenarioRow,
): Promise<void> {
  const { shape, planId, channel } = scenario
  const digits = await currencyDigits(tx, workspaceId)
  const target = await getCells(tx, workspaceId, scenario, 'target')
  const width = shape.dimensions.length
  const keyAt = (combination: number, d: number) =>
    shape.dimensions[d]?.keys[shape.combinations[combination * width + d] ?? -1]
  const bounds = shape.months.map(monthBounds)
  const cells: TargetCell[] = []
  target.forEach((value, i) => {
    if (value === 0) return
    const combination = Math.floor(i / shape.months.length)
    const { from, to } = bounds[i % shape.months.length] as { from: string; to: string }
    cells.push({
      from,
      to,
      personId: idIn(keyAt(combination, 0)),
      regionId: idIn(keyAt(combination, 1)),
      productId: idIn(keyAt(combination, 2)),
      amount: formatMinorUnits(value, digits),
    })
  })
  await publishTargets(tx, workspaceId, { planId, channel, metric: 'sales' }, cells)
}
