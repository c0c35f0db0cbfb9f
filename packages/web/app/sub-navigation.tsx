import { Link, type LinkProps } from '@tanstack/react-router'

export type SubPage = {
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: Readonly<Record<string, string>>
  readonly title: string
}

/** The pages of one part, side by side. */
export function SubNavigation({
  label,
  pages,
}: {
  readonly label: string
  readonly pages: readonly SubPage[]
}) {
  return (
    <nav className="subnav" aria-label={label}>
      {pages.map(({ to, params, title }) => (
        <Link
          key={title}
          to={to}
          {...(params === undefined ? {} : { params })}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
