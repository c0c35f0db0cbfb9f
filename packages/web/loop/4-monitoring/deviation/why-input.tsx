import { Button, Input } from 'antd'
import { useState } from 'react'
import { useText } from '../../../i18n/index.ts'

/** One line that adds something once it is not empty; what `onAdd` answers `false` to stays, to be put right. */
export function WhyInput(props: {
  readonly label: string
  readonly onAdd: (text: string) => unknown
  readonly onCancel?: () => void
}) {
  const { t } = useText()
  const [text, setText] = useState('')
  const add = () => {
    if (text.trim() === '') return
    if (props.onAdd(text.trim()) !== false) setText('')
  }
  return (
    <span className="why-input">
      <Input
        aria-label={props.label}
        placeholder={props.label}
        maxLength={500}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={add}
      />
      <Button disabled={text.trim() === ''} onClick={add}>
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
