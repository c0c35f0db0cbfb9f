import type { Series } from './condition.ts'
import type { Ground } from './history-band.ts'
import { nameCauses, type TreeMember } from './name-causes.ts'
import { type Reading, type Rule, readAt } from './read-series.ts'
import { type AlertState, isFiring, NORMAL, nextState } from './state-machine.ts'

/** A member with its figures; `weights` makes gaps of ratios add up (the denominators), null for sums. */
export type WatchedMember = {
  readonly id: string
  readonly parent: string | null
  readonly series: Series
  readonly weights: readonly (number | null)[] | null
  /** the rule that holds for it in a period: thresholds may differ by member and time */
  readonly ruleAt: (at: number) => Rule
}

/** A member after the last period. */
export type Standing = { readonly id: string; readonly state: AlertState; readonly reading: Reading }

/** An alert to one cause, by the places of periods: up from `raised` until before `closed`. */
export type RaisedAlert = {
  readonly id: string
  readonly raised: number
  readonly closed: number | null
  /** recovered, or another member was named for it, above or below */
  readonly end: 'recovered' | 'renamed' | null
}

export type Replay = { readonly standings: readonly Standing[]; readonly alerts: readonly RaisedAlert[] }

function gapAt({ weights }: WatchedMember, { gap }: Reading, at: number): number {
  return weights === null ? gap : gap * (weights[at] ?? 0)
}

/** The tree as causes are named in it. */
function treeAt(
  members: readonly WatchedMember[],
  readings: readonly Reading[],
  firing: ReadonlySet<string>,
  at: number,
): TreeMember[] {
  return members.map((member, i) => ({
    id: member.id,
    parent: member.parent,
    isFiring: firing.has(member.id),
    gap: gapAt(member, readings[i] as Reading, at),
  }))
}

/**
 * Runs rules over the periods of members as if each had just ended, with what was known then: states, and the alerts that
 * each period would have raised. The alerts that are up today are those without an end.
 * @param from the first place that is judged; what is before serves as history
 */
export function replayRules(
  members: readonly WatchedMember[],
  periods: number,
  ground: Ground,
  from = 0,
): Replay {
  const states = members.map(() => NORMAL)
  let readings: Reading[] = []
  const open = new Map<string, number>()
  const alerts: RaisedAlert[] = []
  for (let at = from; at < periods; at++) {
    readings = members.map(({ ruleAt, series }) => readAt(ruleAt(at), series, at, ground))
    readings.forEach((reading, i) => {
      states[i] = nextState(
        states[i] as AlertState,
        reading.verdict,
        (members[i] as WatchedMember).ruleAt(at),
      )
    })
    const firing = new Set(members.filter((_, i) => isFiring(states[i] as AlertState)).map(({ id }) => id))
    const named = new Set(firing.size === 0 ? [] : nameCauses(treeAt(members, readings, firing, at)))
    for (const [id, raised] of open)
      if (!named.has(id)) {
        alerts.push({ id, raised, closed: at, end: firing.has(id) ? 'renamed' : 'recovered' })
        open.delete(id)
      }
    for (const id of named) if (!open.has(id)) open.set(id, at)
  }
  for (const [id, raised] of open) alerts.push({ id, raised, closed: null, end: null })
  const standings = members.map(({ id }, i) => ({
    id,
    state: states[i] as AlertState,
    reading: readings[i] ?? { verdict: 'noData', value: null, mark: null, gap: 0, judged: [] },
  }))
  return { standings, alerts }
}
