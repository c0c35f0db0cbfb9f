import type { GridKeyEventArgs } from '@glideapps/glide-data-grid'

/** How long the editor may take to come. */
const PATIENCE_MS = 5_000
const EDITOR = '#portal textarea, #portal input'

type Pressed = Pick<GridKeyEventArgs, 'key' | 'ctrlKey' | 'metaKey'>
type Field = HTMLTextAreaElement | HTMLInputElement

/** Writes into a field as somebody who types does: whoever listens to it hears. */
function typeInto(field: Field, text: string): void {
  const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * Keeps what is typed between the key that opens a cell's editor and the editor itself. The grid fetches its editor when it is
 * needed first, and each key until then would open it anew: of “123” the cell would get “23”.
 */
export function heldTyping(): {
  /** a key that opens the editor of a cell */
  readonly begins: (event: Pressed) => void
  /** whether a key was kept for the editor that is to come, so that the grid must not hear it */
  readonly keeps: (event: Pressed) => boolean
} {
  let held: string | null = null
  let done: string | null = null
  const hand = (since: number): void => {
    const field = document.querySelector<Field>(EDITOR)
    if (field === null && performance.now() - since < PATIENCE_MS) {
      requestAnimationFrame(() => hand(since))
      return
    }
    if (field !== null && held !== null && field.value !== held) typeInto(field, held)
    if (field !== null && done !== null) {
      // After the field has taken the text.
      const key = done
      requestAnimationFrame(() => field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
    }
    held = null
    done = null
  }
  const begins = ({ key, ctrlKey, metaKey }: Pressed): void => {
    if (ctrlKey || metaKey || key.length !== 1 || key === ' ') return
    held = key
    const since = performance.now()
    requestAnimationFrame(() => hand(since))
  }
  const keeps = ({ key, ctrlKey, metaKey }: Pressed): boolean => {
    if (held === null || ctrlKey || metaKey) return false
    if (key === 'Backspace') held = held.slice(0, -1)
    else if (key === 'Enter' || key === 'Tab') done = key
    else if (key.length === 1 && done === null) held += key
    return true
  }
  return { begins, keeps }
}
