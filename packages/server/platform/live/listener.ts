import type { LiveEvent } from '@salesloom/contract'
import pg from 'pg'
import { type Address, connectionOptions } from '../database/index.ts'
import { type EventName, NOTIFY_CHANNEL } from '../events/outbox.ts'

type Subscriber = (event: LiveEvent) => void

/** What pages learn of an event: its kind, not its content. */
const PAGE_EVENT: Record<EventName, LiveEvent['name']> = {
  'facts.orderRecorded': 'facts.changed',
  'facts.imported': 'facts.changed',
  'facts.entriesChanged': 'facts.changed',
  'records.imported': 'records.changed',
  'records.changed': 'records.changed',
  'targets.scenarioChanged': 'plan.changed',
  'targets.scenarioApproved': 'plan.changed',
  'jobs.jobChanged': 'job.changed',
}

/** Hears what any node writes and hands it to the pages and parts of this node. */
export type Listener = {
  /** Calls back for each event of a workspace; the returned function ends it. */
  readonly subscribe: (workspaceId: number, subscriber: Subscriber) => () => void
  /** Calls back with the workspace of each event, for the dispatcher of the outbox. */
  readonly onEvent: (wake: (workspaceId: number) => void) => void
  readonly close: () => Promise<void>
}

const RETRY_MS = 500

/** Listens on a connection of its own and reconnects when it is lost; pages then refresh because they may have missed something. */
export async function openListener(address: Address): Promise<Listener> {
  const subscribers = new Map<number, Set<Subscriber>>()
  const wakers: Array<(workspaceId: number) => void> = []
  let client: pg.Client | null = null
  let closed = false

  const tell = (workspaceId: number, event: LiveEvent): void => {
    for (const subscriber of subscribers.get(workspaceId) ?? []) subscriber(event)
  }
  const hear = (payload: string): void => {
    const { workspaceId, name } = JSON.parse(payload) as { workspaceId: number; name: EventName }
    tell(workspaceId, { name: PAGE_EVENT[name], subject: name, at: new Date().toISOString() })
    for (const wake of wakers) wake(workspaceId)
  }
  const reconnect = async (): Promise<void> => {
    if (closed) return
    try {
      await listen()
      for (const workspaceId of subscribers.keys()) {
        tell(workspaceId, { name: 'facts.changed', subject: 'reconnected', at: new Date().toISOString() })
      }
    } catch {
      setTimeout(() => void reconnect(), RETRY_MS).unref()
    }
  }
  const listen = async (): Promise<void> => {
    const next = new pg.Client(connectionOptions(address))
    next.on('error', () => {})
    next.on('end', () => setTimeout(() => void reconnect(), RETRY_MS).unref())
    next.on('notification', (message) => hear(message.payload ?? '{}'))
    await next.connect()
    await next.query(`listen ${NOTIFY_CHANNEL}`)
    client = next
  }

  await listen()
  return {
    subscribe: (workspaceId, subscriber) => {
      const set = subscribers.get(workspaceId) ?? new Set()
      subscribers.set(workspaceId, set.add(subscriber))
      return () => {
        set.delete(subscriber)
        if (set.size === 0) subscribers.delete(workspaceId)
      }
    },
    onEvent: (wake) => void wakers.push(wake),
    close: async () => {
      closed = true
      await client?.end()
    },
  }
}
