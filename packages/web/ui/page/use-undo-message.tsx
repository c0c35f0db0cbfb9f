import { App, Button } from 'antd'
import { isUndo, Undoable } from './undo-key.ts'

const SECONDS = 10
const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const undoable = new Undoable()

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null

// The message stands outside of an open drawer, which keeps the focus: the key reaches it from everywhere.
document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented, target } = event
  const typing = isTyping(target)
  if (isUndo({ key, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented, typing }) && undoable.undoLatest())
    event.preventDefault()
})

/** Says that something was done, with a way back for some seconds: a button, and Ctrl Z. */
export function useUndoMessage(): (said: {
  readonly key: string
  readonly text: string
  readonly undoText: string
  readonly undo: () => void
}) => void {
  const { message } = App.useApp()
  return ({ key, text, undoText, undo }) => {
    const takeBack = () => {
      undoable.withdraw(key)
      message.destroy(key)
      undo()
    }
    undoable.offer(key, takeBack)
    const content = (
      <span>
        {text}{' '}
        <Button size="small" onClick={takeBack}>
          {undoText} <kbd className="wide">{onMac ? '⌘' : 'Ctrl'} Z</kbd>
        </Button>
      </span>
    )
    void message.open({
      key,
      duration: SECONDS,
      type: 'success',
      content,
      onClose: () => undoable.withdraw(key),
    })
  }
}
