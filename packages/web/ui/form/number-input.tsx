import { InputNumber, type InputNumberProps } from 'antd'
import { useState } from 'react'

type NumberInputProps = Omit<InputNumberProps<string | number>, 'value' | 'onChange'> & {
  readonly value: number
  readonly onChange: (value: number) => void
  /** what an empty field counts as; 0 where nothing is said */
  readonly emptied?: number
}

/**
 * A number that is always there, in a field that may be emptied on the way to another one: it stays empty until a digit is
 * typed. Written back as 0 at once, the next digit would stand before that 0, and 9 % became 90 %.
 */
export function NumberInput({ value, onChange, emptied = 0, ...rest }: NumberInputProps) {
  const [isEmpty, setEmpty] = useState(false)
  return (
    <InputNumber<string | number>
      {...rest}
      value={isEmpty ? null : value}
      onChange={(next) => {
        setEmpty(next === null)
        onChange(next === null ? emptied : Number(next))
      }}
      onBlur={() => setEmpty(false)}
    />
  )
}
