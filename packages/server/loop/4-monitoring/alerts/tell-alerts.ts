import type { Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import {
  type Mailer,
  type Recipient,
  recipientsBehind,
  recipientsInRoles,
} from '../../../foundation/mail/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { type AlertSettings, afterQuietHours } from './alert-settings.ts'
import { type Notice, noticeLine, WORDS } from './alert-words.ts'

/** An event that people are told of. */
export type Told = Notice & {
  readonly eventId: number
  readonly alertId: number
  readonly member: string
  readonly orgUnitId: number | null
  readonly ownerId: number | null
}

export type Telling = {
  readonly workspaceId: number
  readonly settings: AlertSettings
  readonly timeZone: string
  readonly now: Date
  readonly today: string
}

/** Least time between two messages to a channel: DingTalk takes 20 a minute and is then silent for ten. */
const BETWEEN_MS = 60_000
/** So long the first notice of a digest waits for others. */
const GATHER_MS = 10_000
/** Severities in their order. */
export const RANK = { info: 0, warning: 1, critical: 2 } as const

type ChannelRow = { id: number; severity: Notice['severity']; units: number[] | null }

/** The channels that are on, each with the units whose causes it tells of; null for all. */
async function findChannels(
  tx: WorkspaceTransaction,
  workspaceId: number,
  today: string,
): Promise<ChannelRow[]> {
  const { rows } = await sql<ChannelRow>`
    with recursive held as (
      select c.alert_channel_id as id, c.org_unit_id as unit from alert_channel c
      where c.workspace_id = ${workspaceId} and c.org_unit_id is not null
      union
      select h.id, p.org_unit_id from held h join org_unit_placement p on p.parent_id = h.unit
      where p.workspace_id = ${workspaceId} and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to > ${today}))
    select c.alert_channel_id as id, c.severity, case when c.org_unit_id is null then null
      else (select array_agg(h.unit) from held h where h.id = c.alert_channel_id) end as units
    from alert_channel c where c.workspace_id = ${workspaceId} and c.active and c.removed_at is null`.execute(
    tx,
  )
  return rows
}

/** Puts events into the message that waits for a channel, or into a new one; never more than one a minute. */
async function queue(
  tx: WorkspaceTransaction,
  { workspaceId, now }: Telling,
  channel: number,
  ids: number[],
  at: Date,
) {
  const waiting = await sql`
    update alert_delivery set event_ids = event_ids || ${ids}::bigint[] where workspace_id = ${workspaceId}
      and alert_delivery_id = (select min(alert_delivery_id) from alert_delivery where workspace_id = ${workspaceId}
        and alert_channel_id = ${channel} and state = 'waiting' and attempts = 0 and next_at >= ${at.toISOString()})`.execute(
    tx,
  )
  if ((waiting.numAffectedRows ?? 0n) > 0n) return
  const { rows } = await sql<{
    last: string | null
  }>`select max(greatest(next_at, delivered_at)) as last from alert_delivery
    where workspace_id = ${workspaceId} and alert_channel_id = ${channel}`.execute(tx)
  const last = rows[0]?.last
  const free = last == null ? 0 : new Date(last).getTime() + BETWEEN_MS
  const next = new Date(Math.max(at.getTime() + GATHER_MS, free))
  await sql`insert into alert_delivery (workspace_id, alert_channel_id, event_ids, state, created_at, next_at)
    values (${workspaceId}, ${channel}, ${ids}::bigint[], 'waiting', ${now.toISOString()}, ${next.toISOString()})`.execute(
    tx,
  )
}

/** Puts events in line for the channels that hear them. */
export async function tellChannels(tx: WorkspaceTransaction, telling: Telling, events: readonly Told[]) {
  if (events.length === 0) return
  for (const { id, severity, units } of await findChannels(tx, telling.workspaceId, telling.today)) {
    const heard = events.filter(
      (event) =>
        RANK[event.severity] >= RANK[severity] &&
        (units === null || (event.orgUnitId !== null && units.includes(event.orgUnitId))),
    )
    const byTime = Map.groupBy(heard, (event) =>
      afterQuietHours(telling.now, telling.settings, telling.timeZone, event.severity).getTime(),
    )
    for (const [at, own] of byTime)
      await queue(
        tx,
        telling,
        id,
        own.map(({ eventId }) => eventId),
        new Date(at),
      )
  }
}

function mailOf(event: Told, locale: Locale) {
  const line = noticeLine(event, locale)
  return {
    subject: line,
    lines: [line, ...(event.kind === 'escalated' ? [WORDS[locale].escalated] : [])],
    action: { label: WORDS[locale].open, path: '/monitoring/alerts' },
  }
}

/** Those above a unit who lead: the nearest unit with a leader; else the directors. */
async function recipientsAbove(
  tx: WorkspaceTransaction,
  { workspaceId, today }: Telling,
  orgUnitId: number | null,
): Promise<Recipient[]> {
  const { rows } = await sql<{ parent: number | null }>`select parent_id as parent from org_unit_placement
    where workspace_id = ${workspaceId} and org_unit_id = ${orgUnitId} and valid_from <= ${today}
      and (valid_to is null or valid_to > ${today})`.execute(tx)
  const parent = rows[0]?.parent ?? null
  const above = parent === null ? [] : await recipientsBehind(tx, workspaceId, [`orgUnit:${parent}`], today)
  return above.length > 0 ? above : recipientsInRoles(tx, workspaceId, ['director'])
}

/** Mails owners what was raised, and those above them what nobody acknowledged; without an owner the directors. */
export async function mailAlerts(
  tx: WorkspaceTransaction,
  telling: Telling,
  mailer: Mailer,
  events: readonly Told[],
): Promise<void> {
  const { workspaceId, settings, timeZone, now, today } = telling
  if (mailer.server === null || !settings.mail) return
  for (const event of events.filter(({ kind }) => kind === 'raised' || kind === 'escalated')) {
    const owner =
      event.ownerId === null || event.kind === 'escalated'
        ? []
        : await recipientsBehind(tx, workspaceId, [`person:${event.ownerId}`], today)
    const to: readonly Recipient[] =
      event.kind === 'escalated'
        ? await recipientsAbove(tx, telling, event.orgUnitId)
        : event.ownerId === null
          ? await recipientsInRoles(tx, workspaceId, ['director'])
          : owner
    const message = {
      kind: 'alert' as const,
      to,
      content: (locale: Locale) => mailOf(event, locale),
      key: `alert:${event.eventId}`,
      by: event.rule,
    }
    await mailer.post(tx, workspaceId, message, afterQuietHours(now, settings, timeZone, event.severity))
  }
}
