import { InputNumber } from 'antd'
import { Field } from '../../../ui/form/field.tsx'
import { groupedAmount, typedAmount } from '../typed-amount.ts'
import type { Figures } from './use-figures.ts'

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
        <InputNumber<string | number>
          id={id}
          className="whole-width"
          precision={figures.digits}
          {...(min === undefined ? {} : { min })}
          value={value === null ? null : figures.toTyped(value)}
          formatter={groupedAmount}
          parser={typedAmount}
          onChange={(typed) => onChange(typed === null ? null : figures.fromTyped(Number(typed)))}
        />
      )}
    </Field>
  )
}
