import { useSyncExternalStore } from 'react'

const still = matchMedia('(prefers-reduced-motion: reduce)')

function subscribe(listener: () => void): () => void {
  still.addEventListener('change', listener)
  return () => still.removeEventListener('change', listener)
}

/** Whether things may move on this device, which its owner decides in the system's settings. */
export function useMotion(): boolean {
  return useSyncExternalStore(subscribe, () => !still.matches)
}
