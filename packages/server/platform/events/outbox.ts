import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../database/index.ts'

/** What one part tells the others. Pages get the name alone; parts read the payload. */
export type EventName =
  | 'facts.orderRecorded'
  | 'facts.imported'
  | 'facts.entriesChanged'
  | 'records.imported'
  | 'records.changed'
  | 'people.changed'
  | 'targets.scenarioChanged'
  | 'targets.scenarioApproved'
  | 'targets.calibrated'
  | 'targets.cascadeChanged'
  | 'targets.answerReminded'
  | 'targets.goalChanged'
  | 'monitoring.gradesChanged'
  | 'monitoring.meetingChanged'
  | 'monitoring.alertsChanged'
  | 'monitoring.dashboardsChanged'
  | 'monitoring.responsesChanged'
  | 'monitoring.targetsProposed'
  | 'jobs.jobChanged'

export type OutboxEvent = { readonly name: EventName; readonly payload: Readonly<Record<string, unknown>> }

/** Channel of PostgreSQL's NOTIFY on which every node listens. */
export const NOTIFY_CHANNEL = 'salesloom_events'

/** Tells the listening nodes, when the transaction commits. It carries the workspace and the name, never a figure. */
export async function announce(
  tx: WorkspaceTransaction,
  workspaceId: number,
  name: EventName,
): Promise<void> {
  const message = JSON.stringify({ workspaceId, name })
  await sql.raw(`notify ${NOTIFY_CHANNEL}, '${message.replaceAll("'", "''")}'`).execute(tx)
}

/** Writes an event into the outbox of the workspace, in the transaction that made it true, and announces it. */
export async function emit(
  tx: WorkspaceTransaction,
  workspaceId: number,
  event: OutboxEvent,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('outbox_event')
    .values({
      workspace_id: workspaceId,
      name: event.name,
      payload: JSON.stringify(event.payload),
      created_at: at.toISOString(),
    })
    .execute()
  await announce(tx, workspaceId, event.name)
}
