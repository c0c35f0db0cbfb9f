import { sql } from 'kysely'
import { type Database, inWorkspace } from '../database/index.ts'
import type { Logger } from '../logging/index.ts'
import type { EventName } from './outbox.ts'

/** A part's answer to an event of another part. It must bear being called twice with the same event. */
export type EventHandler = (workspaceId: number, payload: Readonly<Record<string, unknown>>) => Promise<void>

/** Who wants to hear what; put together in compose.ts, which alone knows every part. */
export type Subscriptions = Partial<Record<EventName, readonly EventHandler[]>>

const BATCH = 100

type Pending = { event_id: number; name: string; payload: Record<string, unknown> }

/** Hands out one batch under a lock, so that two nodes never deliver the same event at the same time. */
async function dispatchBatch(
  database: Database,
  workspaceId: number,
  subscriptions: Subscriptions,
  now: Date,
): Promise<number> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Pending>`
      select event_id, name, payload from outbox_event
      where workspace_id = ${workspaceId} and dispatched_at is null
      order by event_id limit ${BATCH} for update skip locked`.execute(tx)
    for (const event of rows) {
      for (const handle of subscriptions[event.name as EventName] ?? [])
        await handle(workspaceId, event.payload)
    }
    if (rows.length > 0) {
      await sql`update outbox_event set dispatched_at = ${now.toISOString()}
        where workspace_id = ${workspaceId} and event_id = any(${rows.map((row) => row.event_id)}::bigint[])`.execute(
        tx,
      )
    }
    return rows.length
  })
}

/** Delivered events are kept this long, to look into what happened. */
const KEPT_DAYS = 30

/** Removes events that were delivered long ago. */
async function removeDelivered(database: Database, workspaceId: number, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString()
  await inWorkspace(database, workspaceId, async (tx) => {
    await sql`delete from outbox_event where workspace_id = ${workspaceId} and dispatched_at < ${before}`.execute(
      tx,
    )
  })
}

export type Dispatcher = { readonly wake: (workspaceId: number) => void; readonly idle: () => Promise<void> }

/**
 * Delivers outbox events to the parts that subscribed, workspace by workspace, at least once each. A failing
 * handler leaves its batch in the outbox; the next event or the next start tries again.
 */
export function createDispatcher(
  database: Database,
  subscriptions: Subscriptions,
  now: () => Date,
  log: Logger,
): Dispatcher {
  const running = new Map<number, Promise<void>>()
  const again = new Set<number>()
  const run = async (workspaceId: number): Promise<void> => {
    try {
      while (
        (await dispatchBatch(database, workspaceId, subscriptions, now())) > 0 ||
        again.delete(workspaceId)
      );
      await removeDelivered(database, workspaceId, now())
    } catch (error) {
      log.error({ err: error, workspaceId }, 'an event could not be delivered')
    } finally {
      running.delete(workspaceId)
    }
  }
  return {
    wake: (workspaceId) => {
      if (running.has(workspaceId)) again.add(workspaceId)
      else running.set(workspaceId, run(workspaceId))
    },
    idle: async () => {
      await Promise.allSettled(running.values())
    },
  }
}
