const KEY = 'salesloom.standIn'

/** The stand-in under which this tab acts; null as oneself. It ends with the tab. */
export function currentStandIn(): string | null {
  return sessionStorage.getItem(KEY)
}

/** Enters a stand-in, or goes back to oneself; everything that was loaded belongs to somebody else now. */
export function chooseStandIn(standInId: number | null): void {
  if (standInId === null) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, String(standInId))
  window.location.assign('/')
}

/** Forgets a stand-in that is over. */
export function forgetStandIn(): void {
  sessionStorage.removeItem(KEY)
}
