import type { LiveEvent, MetricContent } from '@salesloom/contract'
import { useEffect, useState } from 'react'
import { api } from './client.ts'
import { noteEnd, queries } from './queries.ts'
import { sessionQuery } from './session.ts'
import { useSessionEnded } from './session-end.ts'

const AFFECTED: Record<LiveEvent['name'], readonly { readonly key: () => readonly unknown[] }[]> = {
  hello: [],
  'facts.changed': [api.home, api.metrics, api.review, api.facts, api.targets, api.monitoring],
  'plan.changed': [api.home, api.targets, api.calibration, api.review],
  'goal.changed': [api.goals],
  'monitoring.changed': [api.monitoring],
  'dashboards.changed': [api.dashboards.findDashboards],
  'job.changed': [api.jobs],
  'records.changed': [api.records, api.session],
  'people.changed': [api.people, api.administration, api.records, api.session, api.metrics],
}

/** Facts that a recorded order is; other changes may be of anything. */
const OF_ORDERS = ['order', 'orderLine', 'creditedLine', 'firstDeal']
/** Changes that come within this time make tiles load once. */
const GATHER_MS = 200
/** How long a stream that was refused, by a server that starts for example, waits before it is opened again. */
const REOPEN_MS = 5_000

/** The facts that a metric is computed from. */
export function factsOf({
  numerator,
  denominator,
}: Pick<MetricContent, 'numerator' | 'denominator'>): string[] {
  return [...new Set([...numerator, ...(denominator ?? [])].flat().map(({ measure }) => measure.fact))]
}

let gathered: Set<string> | null = null

/** Whether a change touches what a query is made of; one that does not say is always touched. */
function isTouched(facts: unknown, subjects: ReadonlySet<string>): boolean {
  const onlyOrders = [...subjects].every((subject) => subject === 'facts.orderRecorded')
  return !onlyOrders || !Array.isArray(facts) || facts.some((fact) => OF_ORDERS.includes(fact))
}

/** Makes the tiles of dashboards load again that a change touches, once for all changes of a moment. */
function refreshTiles(subject: string): void {
  if (gathered !== null) {
    gathered.add(subject)
    return
  }
  gathered = new Set([subject])
  setTimeout(() => {
    const subjects = gathered ?? new Set()
    gathered = null
    void queries.invalidateQueries({
      queryKey: api.dashboards.computeTile.key(),
      predicate: ({ meta }) => isTouched(meta?.['facts'], subjects),
    })
  }, GATHER_MS)
}

const MOVES_FIGURES: readonly LiveEvent['name'][] = [
  'facts.changed',
  'plan.changed',
  'records.changed',
  'people.changed',
]

function refresh({ name, subject }: LiveEvent): void {
  for (const part of AFFECTED[name] ?? []) void queries.invalidateQueries({ queryKey: part.key() })
  if (MOVES_FIGURES.includes(name)) refreshTiles(subject)
}

/** A stream also ends with the session: a page that was signed out elsewhere says so at once, not at the next click. */
function askSession(): void {
  void queries.fetchQuery({ ...sessionQuery(), staleTime: 0, retry: false }).catch(noteEnd)
}

/**
 * Listens to the workspace's events while a page is open; each one makes the figures it touches load again. Once
 * signed in again, it listens again.
 */
export function useLive(workspace: string): void {
  const ended = useSessionEnded()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (ended) return undefined
    const source = new EventSource(`/api/live?workspace=${encodeURIComponent(workspace)}`)
    let opened = attempt > 0
    let again: ReturnType<typeof setTimeout> | undefined
    source.onopen = () => {
      // After an interruption anything may have changed.
      if (opened) void queries.invalidateQueries()
      opened = true
    }
    source.onmessage = (message: MessageEvent<string>) => refresh(JSON.parse(message.data) as LiveEvent)
    source.onerror = () => {
      askSession()
      // A browser tries again by itself after an interruption, but never after a refusal.
      if (source.readyState === EventSource.CLOSED)
        again = setTimeout(() => setAttempt((count) => count + 1), REOPEN_MS)
    }
    return () => {
      clearTimeout(again)
      source.close()
    }
  }, [workspace, ended, attempt])
}
