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

/** Paper is white whatever the page is. */
let onPaper = false

function isDark(): boolean {
  if (onPaper) return false
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

/** What brings a person back from the printer’s dialogue: browsers differ in which of them they say. */
const BACK = ['afterprint', 'pointermove', 'keydown'] as const
/** So long charts need to be drawn again. */
const REDRAWN_MS = 400

/**
 * Prints the page in its light colours and, by the class `on-paper`, in the width of the paper; then it is as it was.
 * @param fit what is still to be done once the page stands in that width
 */
export async function printPage(fit: () => void = () => {}): Promise<void> {
  const { classList } = document.documentElement
  const turn = (paper: boolean) => {
    onPaper = paper
    classList.toggle('on-paper', paper)
    apply()
  }
  turn(true)
  await new Promise((resolve) => setTimeout(resolve, REDRAWN_MS))
  fit()
  const back = new AbortController()
  const restore = () => {
    back.abort()
    turn(false)
  }
  for (const name of BACK) addEventListener(name, restore, { signal: back.signal })
  window.print()
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
