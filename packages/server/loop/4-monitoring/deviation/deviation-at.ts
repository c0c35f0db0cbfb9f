import type { DeviationPlace } from '@salesloom/contract'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { approvedPlans } from './ground.ts'
import { periodOf, quarterHolding, yearOf } from './period.ts'

/**
 * Tells under which period the causes of what was seen at a place are looked into: the fiscal quarter of the first of some days
 * whose year has an approved plan. Null where none has, for then there is no target to deviate from.
 */
export async function deviationsAt(tx: WorkspaceTransaction, workspaceId: number) {
  const calendar = await loadCalendar(tx, workspaceId)
  const planOf = await approvedPlans(tx, workspaceId)
  return (place: DeviationPlace, days: readonly string[]) => {
    const period = days
      .map((day) => periodOf(quarterHolding(day, calendar), calendar))
      .find((each) => planOf(yearOf(each, calendar)) !== undefined)
    return period === undefined ? null : { place, period: period.code }
  }
}
