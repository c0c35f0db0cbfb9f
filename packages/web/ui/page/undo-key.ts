type Pressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'
> & {
  /** whether the key goes to a text that is being typed, which takes back its own letters */
  readonly typing: boolean
}

/** Whether a key takes back what was done last, rather than what is being typed or what a grid takes back itself. */
export function isUndo({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
  defaultPrevented,
  typing,
}: Pressed): boolean {
  if (defaultPrevented || typing || shiftKey || altKey) return false
  return (ctrlKey || metaKey) && key.toLowerCase() === 'z'
}

/** What can be taken back at the moment, the latest last. */
export class Undoable {
  private readonly waiting: { readonly key: string; readonly undo: () => void }[] = []

  /** The same key said again takes the place of the earlier. */
  offer(key: string, undo: () => void): void {
    this.withdraw(key)
    this.waiting.push({ key, undo })
  }

  withdraw(key: string): void {
    const at = this.waiting.findIndex((one) => one.key === key)
    if (at >= 0) this.waiting.splice(at, 1)
  }

  /** Takes the latest back; whether there was any. */
  undoLatest(): boolean {
    const latest = this.waiting.pop()
    latest?.undo()
    return latest !== undefined
  }
}
