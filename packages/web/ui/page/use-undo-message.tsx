import { App, Button } from 'antd'

const SECONDS = 8

/** Says that something was done, with a way back for some seconds. */
export function useUndoMessage(): (said: {
  readonly key: string
  readonly text: string
  readonly undoText: string
  readonly undo: () => void
}) => void {
  const { message } = App.useApp()
  return ({ key, text, undoText, undo }) => {
    const content = (
      <span>
        {text}{' '}
        <Button
          size="small"
          onClick={() => {
            message.destroy(key)
            undo()
          }}
        >
          {undoText}
        </Button>
      </span>
    )
    void message.open({ key, duration: SECONDS, type: 'success', content })
  }
}
