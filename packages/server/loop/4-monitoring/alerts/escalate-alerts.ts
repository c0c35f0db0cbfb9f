import { sql } from 'kysely'
import type { Mailer } from '../../../foundation/mail/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import { noteEvent } from './alert.store.ts'
import { tellingOf } from './evaluate-alerts.ts'
import { mailAlerts, type Told, tellChannels } from './tell-alerts.ts'

type Row = Omit<Told, 'eventId' | 'kind' | 'cause'>

/** Passes alerts that nobody acknowledged within their rule’s hours on to those above, once each. @returns how many */
export async function escalateAlerts(context: CallContext, mailer: Mailer): Promise<number> {
  const { database, workspaceId, actor } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const telling = await tellingOf(tx, context)
    const at = telling.now.toISOString()
    const { rows } = await sql<Row>`
      update alert a set escalated_at = ${at} from alert_rule r
      where a.workspace_id = ${workspaceId} and r.workspace_id = ${workspaceId} and r.alert_rule_id = a.alert_rule_id
        and a.closed_at is null and a.acknowledged_at is null and a.escalated_at is null
        and (a.snoozed_until is null or a.snoozed_until <= ${at})
        and a.raised_at + make_interval(hours => (r.content->>'escalateAfterHours')::int) <= ${at}
      returning a.alert_id as "alertId", r.content->>'name' as rule, a.severity, a.direction, a.member,
        a.since_period as since, a.org_unit_id as "orgUnitId", a.owner_id as "ownerId"`.execute(tx)
    if (rows.length === 0) return 0
    const names = await loadMemberNames(tx, workspaceId)
    const told: Told[] = []
    for (const row of rows) {
      const event = { alertId: row.alertId, kind: 'escalated' as const, byName: actor.name, at, note: null }
      const eventId = await noteEvent(tx, workspaceId, event)
      told.push({ ...row, eventId, kind: 'escalated', cause: names(row.member) })
    }
    await tellChannels(tx, telling, told)
    await mailAlerts(tx, telling, mailer, told)
    await emit(tx, workspaceId, { name: 'monitoring.alertsChanged', payload: {} }, telling.now)
    return told.length
  })
}
