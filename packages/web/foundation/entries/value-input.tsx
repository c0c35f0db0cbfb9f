import { choiceLabel, type EntryValue, type Field, type KindName } from '@salesloom/contract'
import { Input, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { FigureInput } from './figure-input.tsx'
import { LinkSelect } from './link-select.tsx'

type ValueInputProps = {
  readonly id?: string
  readonly kind: KindName
  readonly field: Field
  readonly value: EntryValue
  readonly label?: string
  readonly autoFocus?: boolean
  readonly onChange: (value: string | number | boolean | null) => void
  /** Enter in a field of one line. */
  readonly onEnter?: () => void
}

/** A time as the browser's own control writes it, in the reader's time zone. */
function localTime(value: EntryValue): string {
  if (typeof value !== 'string' || value === '') return ''
  const at = new Date(value)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function ChoiceInput({ id, field, value, label, autoFocus, onChange }: ValueInputProps) {
  const { language } = useText()
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(autoFocus === true ? { autoFocus: true, defaultOpen: true } : {})}
      allowClear={!field.required}
      value={typeof value === 'string' && value !== '' ? value : null}
      options={field.choices.map((choice) => ({ value: choice, label: choiceLabel(choice, language) }))}
      onChange={(next: string | null | undefined) => onChange(next ?? null)}
    />
  )
}

function FlagInput({ id, field, value, label, autoFocus, onChange }: ValueInputProps) {
  const { language } = useText()
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(autoFocus === true ? { autoFocus: true, defaultOpen: true } : {})}
      allowClear={!field.required}
      value={typeof value === 'boolean' ? value : null}
      options={[true, false].map((flag) => ({ value: flag, label: choiceLabel(String(flag), language) }))}
      onChange={(next: boolean | null | undefined) => onChange(next ?? null)}
    />
  )
}

/** The control that fits a field. Figures are typed as text, so that nothing is rounded on the way. */
export function ValueInput(props: ValueInputProps) {
  const { id, kind, field, value, label, autoFocus, onChange, onEnter } = props
  if (field.type === 'choice') return <ChoiceInput {...props} />
  if (field.type === 'flag') return <FlagInput {...props} />
  if (field.type === 'link')
    return (
      <LinkSelect
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { label })}
        {...(autoFocus === undefined ? {} : { autoFocus })}
        kind={kind}
        field={field}
        value={value}
        onChange={onChange}
      />
    )
  const common = {
    ...(id === undefined ? {} : { id }),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(autoFocus === true ? { autoFocus: true } : {}),
  }
  if (field.type === 'note')
    return (
      <Input.TextArea
        {...common}
        rows={3}
        maxLength={20_000}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  if (field.type === 'time')
    return (
      <Input
        {...common}
        type="datetime-local"
        value={localTime(value)}
        onChange={(event) =>
          onChange(event.target.value === '' ? null : new Date(event.target.value).toISOString())
        }
      />
    )
  if (['decimal', 'integer', 'rate', 'degrees'].includes(field.type))
    return <FigureInput {...common} field={field} value={value} onChange={onChange} onEnter={onEnter} />
  return (
    <Input
      {...common}
      type={field.type === 'day' ? 'date' : 'text'}
      maxLength={500}
      value={typeof value === 'object' ? '' : String(value)}
      onChange={(event) => onChange(event.target.value)}
      {...(onEnter === undefined ? {} : { onPressEnter: onEnter })}
    />
  )
}
