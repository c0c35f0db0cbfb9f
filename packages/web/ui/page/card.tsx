import type { ReactNode } from 'react'

type CardProps = {
  readonly title?: ReactNode
  /** A quiet remark behind the title. */
  readonly note?: ReactNode
  /** What stands at the right end of the title line. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

/** A sheet of paper with a title line. */
export function Card({ title, note, aside, children, className }: CardProps) {
  return (
    <section className={`card ${className ?? ''}`}>
      {title !== undefined && (
        <header className="card-head">
          <h2>{title}</h2>
          {note !== undefined && <small>{note}</small>}
          <span className="spacer" />
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
