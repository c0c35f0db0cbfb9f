import { Link, type LinkProps } from '@tanstack/react-router'

export type SubPage = {
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: Readonly<Record<string, string>>
  readonly title: string
  readonly within?: boolean
}

/** The pages of one part, side by side; one with pages `within` it is marked on those too. */
export function SubNavigation({
  label,
  pages,
}: {
  readonly label: string
  readonly pages: readonly SubPage[]
}) {
  return (
    <nav className="subnav" aria-label={label}>
      {pages.map(({ to, params, title, within = false }) => (
        <Link
          key={title}
          to={to}
          {...(params === undefined ? {} : { params })}
          activeOptions={{ exact: !within, includeSearch: false }}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
