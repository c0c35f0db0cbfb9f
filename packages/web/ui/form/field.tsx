import { type ReactNode, useId } from 'react'

/** What a control says when something is wrong with it: that it is, and where that is said. */
type Wrong = { readonly 'aria-invalid'?: true; readonly 'aria-describedby'?: string }

type FieldProps = {
  readonly label: string
  /** What helps to fill it in. */
  readonly hint?: ReactNode
  /** What is wrong with it. */
  readonly error?: string | null
  /** Draws the control with the id that the label points to, and with what says what is wrong with it. */
  readonly children: (id: string, wrong: Wrong) => ReactNode
}

/** A label, its control, and what to know about it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const isWrong = error !== undefined && error !== null
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id, isWrong ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {})}
      {hint !== undefined && <p className="faint">{hint}</p>}
      {isWrong && (
        <p className="bad" role="alert" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
