import type { PackAlert } from '@salesloom/contract'
import { todayOf } from '../../../foundation/entries/index.ts'
import { findDescendants } from '../../../foundation/trees/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findAlerts } from './find-alerts.ts'

const MOST = 50

/** Open alerts, and those raised since a day, whose cause is a unit or below it, as far as the caller sees them; the gravest first. */
export async function alertsOfUnit(
  context: CallContext,
  orgUnitId: number,
  since: string,
): Promise<PackAlert[]> {
  const units = await readWorkspace(context.database, context.workspaceId, async (tx) =>
    findDescendants(tx, context.workspaceId, 'org_unit', orgUnitId, await todayOf(tx, context)),
  )
  const { rows } = await findAlerts(context, { state: 'all', page: 1, pageSize: MOST, within: units })
  return rows
    .filter(({ closedAt, raisedAt }) => closedAt === null || raisedAt.slice(0, 10) >= since)
    .map(({ alertId, rule, cause, severity, raisedAt }) => ({
      alertId,
      rule,
      cause: cause.name,
      severity,
      firedOn: raisedAt.slice(0, 10),
    }))
}
