import type { LiveEvent } from '@salesloom/contract'
import { useEffect } from 'react'
import { api } from './client.ts'
import { queries } from './queries.ts'

const AFFECTED: Record<LiveEvent['name'], readonly { readonly key: () => readonly unknown[] }[]> = {
  hello: [],
  'facts.changed': [api.home, api.metrics, api.review, api.facts, api.targets, api.monitoring],
  'plan.changed': [api.home, api.targets, api.calibration, api.review],
  'goal.changed': [api.goals],
  'monitoring.changed': [api.monitoring],
  'job.changed': [api.jobs],
  'records.changed': [api.records, api.session],
  'people.changed': [api.people, api.administration, api.records, api.session, api.metrics],
}

function refresh(name: LiveEvent['name']): void {
  for (const part of AFFECTED[name] ?? []) void queries.invalidateQueries({ queryKey: part.key() })
}

/** Listens to the workspace's events while a page is open; each one makes the figures it touches load again. */
export function useLive(workspace: string): void {
  useEffect(() => {
    const source = new EventSource(`/api/live?workspace=${encodeURIComponent(workspace)}`)
    let opened = false
    source.onopen = () => {
      // After an interruption anything may have changed.
      if (opened) void queries.invalidateQueries()
      opened = true
    }
    source.onmessage = (message: MessageEvent<string>) =>
      refresh((JSON.parse(message.data) as LiveEvent).name)
    return () => source.close()
  }, [workspace])
}
