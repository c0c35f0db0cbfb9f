import { randomBytes } from 'node:crypto'
import type { webhookEvents } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { Sealer } from '../../platform/secrets/seal.ts'
import { recordAudit } from '../audit/index.ts'
import { isForbiddenHost } from './forbidden-host.ts'

type EventName = (typeof webhookEvents)[number]
const instant = (value: string | null) => (value === null ? null : new Date(value).toISOString())

type Row = {
  webhook_id: number
  name: string
  host: string
  events: EventName[]
  active: boolean
  created_by: string
  created_at: string
  waiting: number
  failed: number
  delivered_at: string | null
}

/** Webhooks with how their deliveries stand. */
export async function findWebhooks({ database, workspaceId }: CallContext) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select h.webhook_id, h.name, h.host, h.events, h.active, h.created_by, h.created_at,
        count(*) filter (where d.state = 'waiting')::int as waiting, count(*) filter (where d.state = 'failed')::int as failed,
        max(d.delivered_at) as delivered_at
      from webhook h left join webhook_delivery d on d.workspace_id = ${workspaceId} and d.webhook_id = h.webhook_id
      where h.workspace_id = ${workspaceId} group by h.workspace_id, h.webhook_id order by h.webhook_id`.execute(
      tx,
    )
    return rows.map((row) => ({
      webhookId: row.webhook_id,
      name: row.name,
      host: row.host,
      events: row.events,
      active: row.active,
      createdBy: row.created_by,
      createdAt: new Date(row.created_at).toISOString(),
      waiting: row.waiting,
      failed: row.failed,
      lastDeliveredAt: instant(row.delivered_at),
    }))
  })
}

/** Registers an address; address and signing secret are sealed at rest, and only the host is shown again. */
export async function createWebhook(
  context: CallContext,
  sealer: Sealer,
  input: { name: string; url: string; events: readonly EventName[] },
) {
  const { database, workspaceId, actor, clock } = context
  const { hostname, username, password } = new URL(input.url)
  if (isForbiddenHost(hostname) || username !== '' || password !== '')
    throw new AppError('invalidInput', { field: 'url', reason: 'forbiddenAddress' })
  const secret = `whs_${randomBytes(32).toString('base64url')}`
  return inWorkspace(database, workspaceId, async (tx) => {
    const row = await tx
      .insertInto('webhook')
      .values({
        workspace_id: workspaceId,
        name: input.name,
        host: hostname,
        sealed_url: sealer.seal(input.url),
        sealed_secret: sealer.seal(secret),
        events: [...input.events],
        created_by: actor.name,
        created_at: clock.now().toISOString(),
      })
      .returning('webhook_id')
      .executeTakeFirstOrThrow()
    const webhookId = row.webhook_id
    const after = { name: input.name, host: hostname, events: input.events }
    await recordAudit(tx, context, {
      action: 'integration.createWebhook',
      subject: `webhook:${webhookId}`,
      after,
    })
    return { webhookId, secret }
  })
}

async function mustExist(tx: WorkspaceTransaction, workspaceId: number, webhookId: number): Promise<void> {
  const row = await tx
    .selectFrom('webhook')
    .select('webhook_id')
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new AppError('notFound', { what: 'webhook', id: webhookId })
}

/** Stops a webhook for a while, or lets it go on. */
export async function setWebhook(
  context: CallContext,
  { webhookId, active }: { webhookId: number; active: boolean },
) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    await mustExist(tx, workspaceId, webhookId)
    await tx
      .updateTable('webhook')
      .set({ active })
      .where('workspace_id', '=', workspaceId)
      .where('webhook_id', '=', webhookId)
      .execute()
    await recordAudit(tx, context, {
      action: 'integration.setWebhook',
      subject: `webhook:${webhookId}`,
      after: { active },
    })
    return { webhookId }
  })
}

/** Removes a webhook with its log. */
export async function removeWebhook(context: CallContext, { webhookId }: { webhookId: number }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    await mustExist(tx, workspaceId, webhookId)
    for (const table of ['webhook_delivery', 'webhook'] as const)
      await tx
        .deleteFrom(table)
        .where('workspace_id', '=', workspaceId)
        .where('webhook_id', '=', webhookId)
        .execute()
    await recordAudit(tx, context, { action: 'integration.removeWebhook', subject: `webhook:${webhookId}` })
    return { webhookId }
  })
}

/** What was sent, newest first. */
export async function findDeliveries(
  { database, workspaceId }: CallContext,
  input: { webhookId: number; page: number; pageSize: number },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const all = tx
      .selectFrom('webhook_delivery')
      .where('workspace_id', '=', workspaceId)
      .where('webhook_id', '=', input.webhookId)
    const { total } = await all
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await all
      .selectAll()
      .orderBy('webhook_delivery_id', 'desc')
      .limit(input.pageSize)
      .offset((input.page - 1) * input.pageSize)
      .execute()
    return {
      total: Number(total),
      rows: rows.map((row) => ({
        deliveryId: row.webhook_delivery_id,
        event: row.event,
        state: row.state as 'waiting' | 'delivered' | 'failed',
        attempts: row.attempts,
        status: row.status,
        error: row.error,
        createdAt: new Date(row.created_at).toISOString(),
        deliveredAt: instant(row.delivered_at),
        nextAt: new Date(row.next_at).toISOString(),
      })),
    }
  })
}

/** Puts a delivery in line again from its first attempt on. */
export async function replayDelivery(context: CallContext, { deliveryId }: { deliveryId: number }) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const result = await tx
      .updateTable('webhook_delivery')
      .set({ state: 'waiting', attempts: 0, next_at: clock.now().toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('webhook_delivery_id', '=', deliveryId)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) throw new AppError('notFound', { what: 'delivery', id: deliveryId })
    await recordAudit(tx, context, {
      action: 'integration.replayDelivery',
      subject: `delivery:${deliveryId}`,
    })
    return { deliveryId }
  })
}
