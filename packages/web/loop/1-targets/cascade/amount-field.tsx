import { InputNumber } from 'antd'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { groupedAmount, typedAmount } from '../typed-amount.ts'
import { amountProblem } from './amount-problem.ts'
import type { Figures } from './use-figures.ts'

/** A figure typed in major units, kept in the unit of the plan. One that is below 0 where that means nothing says so at once. */
export function AmountField(props: {
  readonly label: string
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly figures: Figures
  readonly hint?: string
  /** figures below 0 mean something here: a move away */
  readonly isMove?: boolean
  /** it is asked for, and that it is missing is to be said */
  readonly isMissing?: boolean
}) {
  const { label, value, onChange, figures, hint, isMove = false, isMissing = false } = props
  const { t } = useText()
  const problem = amountProblem(value, { isMove, isMissing })
  return (
    <Field
      label={label}
      error={problem === null ? null : t(`cascade.missing.${problem}`)}
      {...(hint === undefined ? {} : { hint })}
    >
      {(id, wrong) => (
        <InputNumber<string | number>
          id={id}
          className="whole-width"
          precision={figures.digits}
          value={value === null ? null : figures.toTyped(value)}
          formatter={groupedAmount}
          parser={typedAmount}
          onChange={(typed) => onChange(typed === null ? null : figures.fromTyped(Number(typed)))}
          {...wrong}
        />
      )}
    </Field>
  )
}
