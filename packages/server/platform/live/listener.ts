import type { LiveEvent } from '@salesloom/contract'
import pg from 'pg'
import { type Address, connectionOptions } from '../database/index.ts'
import { type EventName, NOTIFY_CHANNEL } from '../events/outbox.ts'
import { SESSION_END_CHANNEL } from '../events/session-end.ts'

type Subscriber = (event: LiveEvent) => void

/** What pages learn of an event: its kind, not its content. */
const PAGE_EVENT: Record<EventName, LiveEvent['name']> = {
  'facts.orderRecorded': 'facts.changed',
  'facts.imported': 'facts.changed',
  'facts.entriesChanged': 'facts.changed',
  'records.imported': 'records.changed',
  'records.changed': 'records.changed',
  'people.changed': 'people.changed',
  'targets.scenarioChanged': 'plan.changed',
  'targets.scenarioApproved': 'plan.changed',
  'targets.calibrated': 'plan.changed',
  'targets.cascadeChanged': 'plan.changed',
  'targets.answerReminded': 'plan.changed',
  'targets.goalChanged': 'goal.changed',
  'monitoring.gradesChanged': 'monitoring.changed',
  'monitoring.meetingChanged': 'monitoring.changed',
  'monitoring.alertsChanged': 'monitoring.changed',
  'monitoring.dashboardsChanged': 'dashboards.changed',
  'monitoring.responsesChanged': 'monitoring.changed',
  'monitoring.targetsProposed': 'monitoring.changed',
  'jobs.jobChanged': 'job.changed',
}

/** Hears what any node writes and hands it to the pages and parts of this node. */
export type Listener = {
  /** Calls back for each event of a workspace; the returned function ends it. */
  readonly subscribe: (workspaceId: number, subscriber: Subscriber) => () => void
  /** Calls back when sessions of a user ended or their access changed; the returned function ends it. */
  readonly onSessionEnd: (userId: string, ask: () => void) => () => void
  /** Calls back with the workspace of each event, for the dispatcher of the outbox. */
  readonly onEvent: (wake: (workspaceId: number) => void) => void
  readonly close: () => Promise<void>
}

const RETRY_MS = 500

/** Adds a member to the set of a key; the returned function takes it out again, and the set with its last one. */
function join<Key, Member>(sets: Map<Key, Set<Member>>, key: Key, member: Member): () => void {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set.add(member))
  return () => {
    set.delete(member)
    if (set.size === 0) sets.delete(key)
  }
}

/** Listens on a connection of its own and reconnects when it is lost; pages then refresh because they may have missed something. */
export async function openListener(address: Address): Promise<Listener> {
  const subscribers = new Map<number, Set<Subscriber>>()
  const wakers: Array<(workspaceId: number) => void> = []
  const askers = new Map<string, Set<() => void>>()
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
  const askAgain = (userId: string): void => {
    for (const ask of askers.get(userId) ?? []) ask()
  }
  const reconnect = async (): Promise<void> => {
    if (closed) return
    try {
      await listen()
      for (const userId of askers.keys()) askAgain(userId)
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
    next.on('notification', ({ channel, payload = '' }) => {
      if (channel === SESSION_END_CHANNEL) askAgain(payload)
      else hear(payload)
    })
    await next.connect()
    await next.query(`listen ${NOTIFY_CHANNEL}; listen ${SESSION_END_CHANNEL}`)
    client = next
  }

  await listen()
  return {
    subscribe: (workspaceId, subscriber) => join(subscribers, workspaceId, subscriber),
    onSessionEnd: (userId, ask) => join(askers, userId, ask),
    onEvent: (wake) => void wakers.push(wake),
    close: async () => {
      closed = true
      await client?.end()
    },
  }
}
