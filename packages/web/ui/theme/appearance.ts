import { useSyncExternalStore } from 'react'

/** What a person may choose; `system` follows the device. */
export const APPEARANCES = ['system', 'light', 'dark'] as const
export type Appearance = (typeof APPEARANCES)[number]

const KEY = 'salesloom.appearance'
const darkDevice = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function chosen(): Appearance {
  const stored = localStorage.getItem(KEY)
  return APPEARANCES.find((appearance) => appearance === stored) ?? 'system'
}

function isDark(): boolean {
  const appearance = chosen()
  return appearance === 'dark' || (appearance === 'system' && darkDevice.matches)
}

function apply(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

darkDevice.addEventListener('change', apply)

/** Remembers the choice on this device and repaints. */
export function chooseAppearance(appearance: Appearance): void {
  localStorage.setItem(KEY, appearance)
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The choice, and whether the page is dark now. */
export function useAppearance(): { readonly appearance: Appearance; readonly dark: boolean } {
  const dark = useSyncExternalStore(subscribe, isDark)
  const appearance = useSyncExternalStore(subscribe, chosen)
  return { appearance, dark }
}
