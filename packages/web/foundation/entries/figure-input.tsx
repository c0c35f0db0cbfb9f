import type { EntryValue, Field } from '@salesloom/contract'
import { Input } from 'antd'
import { useState } from 'react'
import { figureText, figureTyped } from './typed-figure.ts'

type FigureInputProps = {
  readonly id?: string
  readonly 'aria-label'?: string
  readonly autoFocus?: boolean
  readonly field: Field
  readonly value: EntryValue
  readonly onChange: (value: string) => void
  readonly onEnter?: (() => void) | undefined
}

/** A figure of a form: typed as people write it, kept as the text that was typed until another value takes its place. */
export function FigureInput({ field, value, onChange, onEnter, ...rest }: FigureInputProps) {
  const said = value === null || typeof value === 'object' ? '' : String(value)
  const [typed, setTyped] = useState({ text: figureText(field, said), said })
  const text = typed.said === said ? typed.text : figureText(field, said)
  return (
    <Input
      {...rest}
      type="text"
      inputMode="decimal"
      className="figures"
      maxLength={40}
      suffix={field.type === 'rate' ? '%' : undefined}
      value={text}
      onChange={({ target }) => {
        const next = figureTyped(field, target.value)
        setTyped({ text: target.value, said: next })
        onChange(next)
      }}
      {...(onEnter === undefined ? {} : { onPressEnter: onEnter })}
    />
  )
}
