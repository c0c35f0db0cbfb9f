import type { Ground } from './history-band.ts'
import { type RaisedAlert, replayRules, type WatchedMember } from './replay.ts'

/** A period at whose end a member was short of its target. */
export type Miss = { readonly id: string; readonly period: number }

/** What a rule would have done. */
export type Backtest = {
  readonly alerts: readonly RaisedAlert[]
  readonly misses: number
  /** misses that an alert to the member, or above or below it, preceded or met */
  readonly warned: number
  /** mean number of periods from the alert to the end of the missed one, 0 in the same period; null where none was warned */
  readonly leadPeriods: number | null
  /** alerts that no miss followed; null where nothing is known of misses */
  readonly withoutMiss: number | null
}

/** How many periods before a miss an alert counts as its warning. */
const BEFORE = 3

/** Members above one, itself first. */
function lineOf(parents: ReadonlyMap<string, string | null>, id: string): string[] {
  const line = [id]
  for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) line.push(at)
  return line
}

/** Periods from when a miss could be known to its end; null where the alert does not concern it. */
function leadOf(alert: RaisedAlert, miss: Miss): number | null {
  if (alert.raised > miss.period || (alert.closed !== null && alert.closed <= miss.period - BEFORE))
    return null
  return Math.min(BEFORE, miss.period - alert.raised)
}

/**
 * Tries rules on history: which alerts they would have raised, and how many of the real misses those preceded.
 * @param misses null where no targets are kept
 */
export function backtestRules(
  members: readonly WatchedMember[],
  periods: number,
  ground: Ground,
  misses: readonly Miss[] | null,
): Backtest {
  const { alerts } = replayRules(members, periods, ground)
  const parents = new Map(members.map(({ id, parent }) => [id, parent]))
  const lines = new Map(members.map(({ id }) => [id, lineOf(parents, id)]))
  const concerns = (alert: RaisedAlert, miss: Miss) =>
    lines.get(miss.id)?.includes(alert.id) || lines.get(alert.id)?.includes(miss.id)
  const leads: number[] = []
  const useful = new Set<RaisedAlert>()
  for (const miss of misses ?? []) {
    const found = alerts.flatMap((alert) => {
      const lead = concerns(alert, miss) ? leadOf(alert, miss) : null
      return lead === null ? [] : [{ alert, lead }]
    })
    for (const { alert } of found) useful.add(alert)
    if (found.length > 0) leads.push(Math.max(...found.map(({ lead }) => lead)))
  }
  return {
    alerts,
    misses: misses?.length ?? 0,
    warned: leads.length,
    leadPeriods: leads.length === 0 ? null : leads.reduce((sum, lead) => sum + lead, 0) / leads.length,
    withoutMiss: misses === null ? null : alerts.length - useful.size,
  }
}
