import { type ReactNode, useId } from 'react'

type FieldProps = {
  readonly label: string
  /** What helps to fill it in. */
  readonly hint?: ReactNode
  /** What is wrong with it. */
  readonly error?: string | null
  /** Draws the control with the id that the label points to. */
  readonly children: (id: string) => ReactNode
}

/** A label, its control, and what to know about it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <p className="faint">{hint}</p>}
      {error !== undefined && error !== null && (
        <p className="bad" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
