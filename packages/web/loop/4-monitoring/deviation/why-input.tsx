import { Button, Input, type InputRef } from 'antd'
import { useState } from 'react'
import { useText } from '../../../i18n/index.ts'

/** Takes the focus when the line appears. Used as a ref. */
const focusOnce = (input: InputRef | null) => input?.focus()

/**
 * One line that adds something once it is not empty. What `onAdd` answers `false` to, or what is refused on its way, stays: to be
 * put right, or sent again over what somebody else has saved.
 */
export function WhyInput(props: {
  readonly label: string
  readonly onAdd: (text: string) => boolean | Promise<unknown>
  /** with it the line was opened by a button, and is typed into at once */
  readonly onCancel?: () => void
}) {
  const { t } = useText()
  const [text, setText] = useState('')
  const [isSending, setIsSending] = useState(false)
  const add = async () => {
    if (text.trim() === '' || isSending) return
    setIsSending(true)
    const sent = await Promise.resolve(props.onAdd(text.trim())).catch(() => false)
    setIsSending(false)
    if (sent !== false) setText('')
  }
  return (
    <span className="why-input">
      <Input
        ref={props.onCancel === undefined ? null : focusOnce}
        aria-label={props.label}
        placeholder={props.label}
        maxLength={500}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={() => void add()}
      />
      <Button disabled={text.trim() === ''} loading={isSending} onClick={() => void add()}>
        {t('response.why.add')}
      </Button>
      {props.onCancel !== undefined && (
        <Button type="text" onClick={props.onCancel}>
          {t('ui.action.cancel')}
        </Button>
      )}
    </span>
  )
}
