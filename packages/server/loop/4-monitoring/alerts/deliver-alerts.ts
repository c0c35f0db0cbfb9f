import type { ChannelKind, Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import { outcomeOf } from '../../../foundation/webhooks/index.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { type Rounds, startRounds } from '../../../platform/jobs/retry.ts'
import type { Logger } from '../../../platform/logging/index.ts'
import type { Sealer } from '../../../platform/secrets/seal.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import { digestOf, type Notice } from './alert-words.ts'

/** How a message gets out; the connectors know the robots. */
export type Messenger = {
  readonly mostBytes: Readonly<Record<ChannelKind, number>>
  readonly send: (call: {
    kind: ChannelKind
    url: string
    secret: string | null
    text: string
    data: Readonly<Record<string, unknown>>
    now: Date
  }) => Promise<{ ok: boolean; status: number | null; error: string | null }>
}

export type DeliveryParts = {
  readonly database: Database
  readonly sealer: Sealer
  readonly messenger: Messenger
  readonly now: () => Date
  readonly log: Logger
  /** where the application is reached; null: messages carry no link */
  readonly origin: string | null
}

const LEASE_MS = 60_000
const AT_ONCE = 10
const EVERY_MS = 2_000

type Due = {
  readonly deliveryId: number
  readonly attempts: number
  readonly eventIds: readonly number[]
  readonly kind: ChannelKind
  readonly locale: Locale
  readonly url: string
  readonly secret: string | null
}

async function takeDue(tx: WorkspaceTransaction, workspaceId: number, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select d.alert_delivery_id as "deliveryId", d.attempts, d.event_ids as "eventIds", c.kind, c.locale,
      c.sealed_url as url, c.sealed_secret as secret
    from alert_delivery d join alert_channel c
      on c.workspace_id = d.workspace_id and c.alert_channel_id = d.alert_channel_id
    where d.workspace_id = ${workspaceId} and c.workspace_id = ${workspaceId} and c.active and c.removed_at is null
      and d.state = 'waiting' and d.next_at <= ${now.toISOString()}
    order by d.next_at, d.alert_delivery_id limit ${AT_ONCE} for update of d skip locked`.execute(tx)
  const until = new Date(now.getTime() + LEASE_MS).toISOString()
  await sql`update alert_delivery set attempts = attempts + 1, next_at = ${until}
    where workspace_id = ${workspaceId}
      and alert_delivery_id = any(${rows.map(({ deliveryId }) => deliveryId)}::bigint[])`.execute(tx)
  return rows
}

type EventRow = Omit<Notice, 'cause'> & { member: string; alertId: number; at: string }

/** What a message tells of, in the order in which it happened. */
async function readNotices(tx: WorkspaceTransaction, workspaceId: number, eventIds: readonly number[]) {
  const { rows } = await sql<EventRow>`
    select e.kind, e.at, a.alert_id as "alertId", r.content->>'name' as rule, a.severity, a.direction, a.member,
      a.since_period as since
    from alert_event e join alert a on a.workspace_id = e.workspace_id and a.alert_id = e.alert_id
    join alert_rule r on r.workspace_id = a.workspace_id and r.alert_rule_id = a.alert_rule_id
    where e.workspace_id = ${workspaceId} and a.workspace_id = ${workspaceId} and r.workspace_id = ${workspaceId}
      and e.alert_event_id = any(${[...eventIds]}::bigint[]) order by e.alert_event_id`.execute(tx)
  const names = await loadMemberNames(tx, workspaceId)
  return rows.map(({ member, ...row }) => ({ ...row, cause: names(member) }))
}

async function deliver(parts: DeliveryParts, workspaceId: number, due: Due): Promise<void> {
  const { database, sealer, messenger, now, origin } = parts
  const notices = await inWorkspace(database, workspaceId, (tx) => readNotices(tx, workspaceId, due.eventIds))
  const link = origin === null ? null : `${origin}/monitoring/alerts`
  const text = digestOf(notices, due.locale, messenger.mostBytes[due.kind], link)
  const data = {
    notices: notices.map(({ at, ...notice }) => ({ ...notice, at: new Date(at).toISOString() })),
  }
  const answer = await messenger.send({
    kind: due.kind,
    url: sealer.open(due.url),
    secret: due.secret === null ? null : sealer.open(due.secret),
    text,
    data,
    now: now(),
  })
  const at = now()
  // A robot that refuses with 200 has not delivered.
  const outcome = outcomeOf(due.attempts, answer.ok ? 200 : null, answer.error, at)
  await inWorkspace(database, workspaceId, async (tx) => {
    await sql`update alert_delivery set state = ${outcome.state}, status = ${answer.status}, error = ${answer.error},
        next_at = ${outcome.nextAt.toISOString()},
        delivered_at = ${outcome.state === 'delivered' ? at.toISOString() : null}
      where workspace_id = ${workspaceId} and alert_delivery_id = ${due.deliveryId}`.execute(tx)
  })
}

/** Sends what is due in a workspace. @returns how many messages were tried */
export async function deliverAlerts(parts: DeliveryParts, workspaceId: number): Promise<number> {
  const due = await inWorkspace(parts.database, workspaceId, (tx) => takeDue(tx, workspaceId, parts.now()))
  await Promise.all(due.map((each) => deliver(parts, workspaceId, each)))
  return due.length
}

/** Looks after messages while the node runs; several nodes share the work. */
export function startAlertDelivery(
  parts: DeliveryParts,
  workspaceIds: () => Promise<readonly number[]>,
): Rounds {
  const failed = 'alerts could not be sent'
  return startRounds(EVERY_MS, { log: parts.log, failed }, async (isClosed) => {
    for (const workspaceId of await workspaceIds())
      while (!isClosed() && (await deliverAlerts(parts, workspaceId)) > 0);
  })
}
