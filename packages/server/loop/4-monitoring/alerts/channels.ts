import { randomBytes } from 'node:crypto'
import type { ChannelKind, Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { isForbiddenHost } from '../../../foundation/webhooks/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { Sealer } from '../../../platform/secrets/seal.ts'
import { WORDS } from './alert-words.ts'
import type { Messenger } from './deliver-alerts.ts'

const instant = (value: string | null) => (value === null ? null : new Date(value).toISOString())

type ChannelRow = {
  channelId: number
  kind: ChannelKind
  name: string
  host: string
  signed: boolean
  locale: Locale
  orgUnitId: number | null
  severity: 'info' | 'warning' | 'critical'
  active: boolean
  createdBy: string
  waiting: number
  failed: number
  lastDeliveredAt: string | null
}

/** Where alerts are told, and how it goes; addresses and secrets are never shown again. */
export async function findAlertChannels({ database, workspaceId }: CallContext) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<ChannelRow>`
      select c.alert_channel_id as "channelId", c.kind, c.name, c.host, c.sealed_secret is not null as signed, c.locale,
        c.org_unit_id as "orgUnitId", c.severity, c.active, c.created_by as "createdBy",
        count(*) filter (where d.state = 'waiting')::int as waiting, count(*) filter (where d.state = 'failed')::int as failed,
        max(d.delivered_at) as "lastDeliveredAt"
      from alert_channel c left join alert_delivery d
        on d.workspace_id = ${workspaceId} and d.alert_channel_id = c.alert_channel_id
      where c.workspace_id = ${workspaceId} and c.removed_at is null
      group by c.workspace_id, c.alert_channel_id order by c.alert_channel_id`.execute(tx)
    return rows.map((row) => ({ ...row, lastDeliveredAt: instant(row.lastDeliveredAt) }))
  })
}

type NewChannel = {
  readonly kind: ChannelKind
  readonly name: string
  readonly url: string
  readonly secret?: string | undefined
  readonly locale: Locale
  readonly orgUnitId: number | null
  readonly severity: 'info' | 'warning' | 'critical'
}

/** Registers a robot or webhook. A webhook gets a signing secret, shown once; robots bring their own. */
export async function createAlertChannel(context: CallContext, sealer: Sealer, input: NewChannel) {
  const { database, workspaceId, actor, clock } = context
  const { hostname, username, password } = new URL(input.url)
  if (isForbiddenHost(hostname) || username !== '' || password !== '')
    throw new AppError('invalidInput', { field: 'url', reason: hostname })
  const made = input.kind === 'webhook' ? `whs_${randomBytes(32).toString('base64url')}` : null
  const secret = made ?? input.secret ?? null
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows: known } = await sql`select 1 from org_unit
      where workspace_id = ${workspaceId} and org_unit_id = ${input.orgUnitId}`.execute(tx)
    if (input.orgUnitId !== null && known.length === 0)
      throw new AppError('notFound', { what: 'orgUnit', id: input.orgUnitId })
    const { rows } = await sql<{ id: number }>`
      insert into alert_channel (workspace_id, kind, name, host, sealed_url, sealed_secret, locale, org_unit_id, severity,
        created_by, created_at)
      values (${workspaceId}, ${input.kind}, ${input.name}, ${hostname}, ${sealer.seal(input.url)},
        ${secret === null ? null : sealer.seal(secret)}, ${input.locale}, ${input.orgUnitId}, ${input.severity},
        ${actor.name}, ${clock.now().toISOString()})
      returning alert_channel_id as id`.execute(tx)
    const channelId = rows[0]?.id ?? 0
    const { kind, name, orgUnitId, severity } = input
    await recordAudit(tx, context, {
      action: 'monitoring.createAlertChannel',
      subject: `alertChannel:${channelId}`,
      after: { kind, name, host: hostname, orgUnitId, severity },
    })
    return { channelId, secret: made }
  })
}

/** Stops a channel, lets it go on, or removes it; its log stays. */
export async function setAlertChannel(
  context: CallContext,
  { channelId, to }: { channelId: number; to: 'active' | 'stopped' | 'removed' },
) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const removedAt = to === 'removed' ? clock.now().toISOString() : null
    const { numAffectedRows } =
      await sql`update alert_channel set active = ${to === 'active'}, removed_at = ${removedAt}
      where workspace_id = ${workspaceId} and alert_channel_id = ${channelId} and removed_at is null`.execute(
        tx,
      )
    if ((numAffectedRows ?? 0n) === 0n)
      throw new AppError('notFound', { what: 'alertChannel', id: channelId })
    await recordAudit(tx, context, {
      action: 'monitoring.setAlertChannel',
      subject: `alertChannel:${channelId}`,
      after: { to },
    })
    return { channelId }
  })
}

type Sealed = { kind: ChannelKind; locale: Locale; url: string; secret: string | null }

/** Sends a word to a channel at once and tells what came of it. */
export async function testAlertChannel(
  { database, workspaceId, clock }: CallContext,
  sealer: Sealer,
  messenger: Messenger,
  { channelId }: { channelId: number },
) {
  const [channel] = await inWorkspace(database, workspaceId, async (tx) => {
    const { rows } =
      await sql<Sealed>`select kind, locale, sealed_url as url, sealed_secret as secret from alert_channel
      where workspace_id = ${workspaceId} and alert_channel_id = ${channelId} and removed_at is null`.execute(
        tx,
      )
    return rows
  })
  if (channel === undefined) throw new AppError('notFound', { what: 'alertChannel', id: channelId })
  return messenger.send({
    kind: channel.kind,
    url: sealer.open(channel.url),
    secret: channel.secret === null ? null : sealer.open(channel.secret),
    text: WORDS[channel.locale].test,
    data: { test: true },
    now: clock.now(),
  })
}

type DeliveryRow = {
  deliveryId: number
  state: 'waiting' | 'delivered' | 'failed'
  notices: number
  attempts: number
  status: number | null
  error: string | null
  createdAt: string
  deliveredAt: string | null
  nextAt: string
  total: number
}

/** What was sent to a channel, newest first. */
export async function findAlertDeliveries(
  { database, workspaceId }: CallContext,
  { channelId, page, pageSize }: { channelId: number; page: number; pageSize: number },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<DeliveryRow>`
      select alert_delivery_id as "deliveryId", state, cardinality(event_ids) as notices, attempts, status, error,
        created_at as "createdAt", delivered_at as "deliveredAt", next_at as "nextAt", count(*) over ()::int as total
      from alert_delivery where workspace_id = ${workspaceId} and alert_channel_id = ${channelId}
      order by alert_delivery_id desc limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(tx)
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.map(({ total: _, ...row }) => ({
        ...row,
        createdAt: new Date(row.createdAt).toISOString(),
        deliveredAt: instant(row.deliveredAt),
        nextAt: new Date(row.nextAt).toISOString(),
      })),
    }
  })
}
