import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let ended = false

/** Whether a request found the session gone while a page was open: what is typed stays, and sign-in is asked again. */
export const sessionEnded = {
  get: () => ended,
  set(value: boolean): void {
    ended = value
    for (const listener of listeners) listener()
  },
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, sessionEnded.get)
}
