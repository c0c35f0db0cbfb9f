import type { Verdict } from './condition.ts'
import type { Rule } from './read-series.ts'

export type StateName = 'normal' | 'pending' | 'alerting' | 'recovering' | 'noData' | 'error'

/** Where a member stands with a rule. */
export type AlertState = {
  readonly name: StateName
  /** periods in which it has been pending, or recovering */
  readonly periods: number
  /** the state that goes on when figures come again; only while there are none */
  readonly held: AlertState | null
}

export const NORMAL: AlertState = { name: 'normal', periods: 0, held: null }

type Waits = Pick<Rule, 'pendingPeriods' | 'keepFiringPeriods'>

const state = (name: StateName, periods = 0): AlertState => ({ name, periods, held: null })

function whenMet(before: AlertState, { pendingPeriods }: Waits): AlertState {
  if (before.name === 'alerting' || before.name === 'recovering') return state('alerting')
  const periods = before.name === 'pending' ? before.periods + 1 : 1
  return periods > pendingPeriods ? state('alerting') : state('pending', periods)
}

function whenClear(before: AlertState, { keepFiringPeriods }: Waits): AlertState {
  if (before.name !== 'alerting' && before.name !== 'recovering') return NORMAL
  const periods = before.name === 'recovering' ? before.periods + 1 : 1
  return periods > keepFiringPeriods ? NORMAL : state('recovering', periods)
}

/**
 * The next state. Figures that are missing, or could not be made, change nothing but are shown: an alert is not over because
 * nobody knows. After recovery the same rule may alert again.
 */
export function nextState(before: AlertState, verdict: Verdict | 'error', waits: Waits): AlertState {
  if (verdict === 'noData' || verdict === 'error')
    return { name: verdict, periods: 0, held: before.held ?? before }
  const standing = before.held ?? before
  if (verdict === 'met') return whenMet(standing, waits)
  if (verdict === 'clear') return whenClear(standing, waits)
  return isFiring(standing) ? state('alerting') : NORMAL
}

/** Whether an alert is up: also while it recovers, and while figures are missing since. */
export function isFiring({ name, held }: AlertState): boolean {
  return name === 'alerting' || name === 'recovering' || (held !== null && isFiring(held))
}
