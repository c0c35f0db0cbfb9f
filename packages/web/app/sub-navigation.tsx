import { Link, type LinkProps } from '@tanstack/react-router'

export type SubPage = { readonly to: NonNullable<LinkProps['to']>; readonly title: string }

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
      {pages.map(({ to, title }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
