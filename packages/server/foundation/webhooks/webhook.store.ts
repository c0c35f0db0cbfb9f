import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** A delivery whose time has come, with where it goes. */
export type DueDelivery = {
  readonly webhook_delivery_id: number
  readonly webhook_id: number
  readonly event: string
  readonly body: string
  readonly attempts: number
  readonly sealed_url: string
  readonly sealed_secret: string
}

/** Puts an event in line for every webhook that hears it. The same event twice is two deliveries with one event id. */
export async function queueDeliveries(
  tx: WorkspaceTransaction,
  workspaceId: number,
  event: string,
  body: string,
  at: Date,
): Promise<number> {
  const result = await sql`
    insert into webhook_delivery (workspace_id, webhook_id, event, body, state, next_at, created_at)
    select ${workspaceId}, h.webhook_id, ${event}, ${body}, 'waiting', ${at.toISOString()}, ${at.toISOString()}
    from webhook h where h.workspace_id = ${workspaceId} and h.active and ${event} = any(h.events)`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0n)
}

/** Takes deliveries that are due and pushes their next attempt away, so that no other node sends them meanwhile. */
export async function takeDue(
  tx: WorkspaceTransaction,
  workspaceId: number,
  now: Date,
  until: Date,
  most: number,
): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    select d.webhook_delivery_id, d.webhook_id, d.event, d.body, d.attempts, h.sealed_url, h.sealed_secret
    from webhook_delivery d join webhook h on h.workspace_id = d.workspace_id and h.webhook_id = d.webhook_id
    where d.workspace_id = ${workspaceId} and h.workspace_id = ${workspaceId} and h.active
      and d.state = 'waiting' and d.next_at <= ${now.toISOString()}
    order by d.next_at, d.webhook_delivery_id limit ${most} for update of d skip locked`.execute(tx)
  const ids = rows.map((row) => row.webhook_delivery_id)
  await sql`update webhook_delivery set next_at = ${until.toISOString()}, attempts = attempts + 1
    where workspace_id = ${workspaceId} and webhook_delivery_id = any(${ids}::bigint[])`.execute(tx)
  return rows
}

export type Outcome = {
  readonly state: 'delivered' | 'waiting' | 'failed'
  readonly status: number | null
  readonly error: string | null
  readonly nextAt: Date
}

export async function noteOutcome(
  tx: WorkspaceTransaction,
  workspaceId: number,
  deliveryId: number,
  { state, status, error, nextAt }: Outcome,
  at: Date,
): Promise<void> {
  await sql`update webhook_delivery set state = ${state}, status = ${status}, error = ${error}, next_at = ${nextAt.toISOString()},
      delivered_at = ${state === 'delivered' ? at.toISOString() : null}
    where workspace_id = ${workspaceId} and webhook_delivery_id = ${deliveryId}`.execute(tx)
}

/** Moves what else is due at a receiver to a later time. What waits longer already, or was asked for by hand, keeps its time. */
export async function postponeOthers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  webhookId: number,
  until: Date,
): Promise<void> {
  // Rows that another node is about to send are locked; they are on their way and are passed over.
  await sql`update webhook_delivery set next_at = ${until.toISOString()}
    where workspace_id = ${workspaceId} and webhook_delivery_id in (
      select webhook_delivery_id from webhook_delivery
      where workspace_id = ${workspaceId} and webhook_id = ${webhookId} and state = 'waiting'
        and attempts = 0 and status is null and error is null and next_at < ${until.toISOString()}
      for update skip locked)`.execute(tx)
}
