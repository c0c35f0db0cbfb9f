import { Input } from 'antd'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'

/** The words that go with a step, which everybody concerned reads; says that they are missing once that was asked. */
export function ReasonField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isMissing: boolean
  readonly rows?: number
  readonly hint?: string
}) {
  const { label, value, onChange, isMissing, rows = 2, hint } = props
  const { t } = useText()
  return (
    <Field
      label={label}
      error={isMissing ? t('cascade.missing.reason') : null}
      {...(hint === undefined ? {} : { hint })}
    >
      {(id, wrong) => (
        <Input.TextArea
          id={id}
          rows={rows}
          maxLength={1000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...wrong}
        />
      )}
    </Field>
  )
}
