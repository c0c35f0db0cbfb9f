import { InputNumber } from 'antd'
import { Field } from '../../../ui/form/field.tsx'
import type { Figures } from './use-figures.ts'

/** Digits in threes, so that a large figure can be read while it is typed. */
function grouped(value: string | number | undefined): string {
  const [whole = '', ...places] = String(value ?? '').split('.')
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...places].join('.')
}

/** A figure typed in major units, kept in the unit of the plan. */
export function AmountField(props: {
  readonly label: string
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly figures: Figures
  readonly hint?: string
  readonly min?: number
}) {
  const { label, value, onChange, figures, hint, min } = props
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id) => (
        <InputNumber
          id={id}
          className="whole-width"
          precision={figures.digits}
          {...(min === undefined ? {} : { min })}
          value={value === null ? null : figures.toTyped(value)}
          formatter={grouped}
          parser={(text) => Number((text ?? '').replaceAll(',', ''))}
          onChange={(typed) => onChange(typed === null ? null : figures.fromTyped(Number(typed)))}
        />
      )}
    </Field>
  )
}
