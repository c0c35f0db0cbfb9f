import type { Role } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { visibilityOf } from '../../../foundation/access/index.ts'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type EventKind, noteEvent } from './alert.store.ts'
import { holdSeenAlert } from './find-alerts.ts'

type Act = {
  readonly alertId: number
  readonly kind: Extract<EventKind, 'acknowledged' | 'snoozed' | 'assigned'>
  readonly note: string | null
  readonly set: RawBuilder<unknown>
  readonly check?: (
    tx: WorkspaceTransaction,
    alert: Awaited<ReturnType<typeof holdSeenAlert>>,
  ) => Promise<void>
}

/** Changes an open alert that the caller may see, with its event and its line in the trail. */
async function act(context: CallContext, { alertId, kind, note, set, check }: Act) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const alert = await holdSeenAlert(tx, context, alertId)
    if (alert.closed) throw new AppError('alertClosed')
    await check?.(tx, alert)
    await sql`update alert set ${set} where workspace_id = ${workspaceId} and alert_id = ${alertId}`.execute(
      tx,
    )
    const at = clock.now().toISOString()
    await noteEvent(tx, workspaceId, { alertId, kind, byName: actor.name, at, note })
    await recordAudit(tx, context, {
      action: `monitoring.${kind}Alert`,
      subject: `alert:${alertId}`,
      after: { note },
    })
    await emit(tx, workspaceId, { name: 'monitoring.alertsChanged', payload: {} }, clock.now())
    return { alertId }
  })
}

export async function acknowledgeAlert(
  context: CallContext,
  { alertId, note }: { alertId: number; note?: string | undefined },
) {
  const at = context.clock.now().toISOString()
  const set = sql`acknowledged_by = ${context.actor.name}, acknowledged_at = ${at}`
  return act(context, { alertId, kind: 'acknowledged', note: note ?? null, set })
}

/** Quiet for some hours: it stays in the list, and nobody is told of it again. */
export async function snoozeAlert(
  context: CallContext,
  { alertId, hours }: { alertId: number; hours: number },
) {
  const until = new Date(context.clock.now().getTime() + hours * 3_600_000).toISOString()
  const set = sql`snoozed_until = ${hours === 0 ? null : until}`
  return act(context, { alertId, kind: 'snoozed', note: hours === 0 ? null : until, set })
}

type Assignee = { name: string; role: Role | null }

/** Refuses somebody who does not see the cause: the alert would tell them of it. */
async function checkAssignee(
  tx: WorkspaceTransaction,
  context: CallContext,
  personId: number,
  { orgUnitId, personId: about }: { orgUnitId: number | null; personId: number | null },
): Promise<void> {
  const { rows } = await sql<Assignee>`select p.name_zh as name, m.role from person p left join membership m
      on m.workspace_id = p.workspace_id and m.person_id = p.person_id and m.deactivated_at is null
    where p.workspace_id = ${context.workspaceId} and p.person_id = ${personId}`.execute(tx)
  const [person] = rows
  if (person === undefined) throw new AppError('notFound', { what: 'person', id: personId })
  const today = await todayOf(tx, context)
  const seen =
    person.role === null
      ? null
      : await visibilityOf(context.database, context.workspaceId, { role: person.role, personId }, today)
  const sees =
    seen !== null &&
    (seen.whole ||
      (orgUnitId !== null && seen.orgUnitIds.includes(orgUnitId)) ||
      (about !== null && seen.personIds.includes(about)))
  if (!sees) throw new AppError('alertNotSeenByOwner', { name: person.name })
}

export async function assignAlert(
  context: CallContext,
  { alertId, personId }: { alertId: number; personId: number },
) {
  return act(context, {
    alertId,
    kind: 'assigned',
    note: `person:${personId}`,
    set: sql`owner_id = ${personId}`,
    check: (tx, alert) => checkAssignee(tx, context, personId, alert),
  })
}
