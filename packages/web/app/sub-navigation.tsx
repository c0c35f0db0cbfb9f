import { Link, type LinkProps, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { scrollToMiddle } from './scroll-to-middle.ts'

export type SubPage = {
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: Readonly<Record<string, string>>
  readonly title: string
  readonly within?: boolean
}

/** Brings the page that one is on into the middle of a strip that is wider than the screen. */
function useCurrentInView() {
  const strip = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current item
  useEffect(() => {
    const [nav, item] = [strip.current, strip.current?.querySelector('[aria-current]')]
    if (nav === null || item == null) return
    nav.scrollLeft = scrollToMiddle(nav.scrollLeft, nav.getBoundingClientRect(), item.getBoundingClientRect())
  }, [pathname])
  return strip
}

/** The pages of one part, side by side; one with pages `within` it is marked on those too. */
export function SubNavigation({
  label,
  pages,
}: {
  readonly label: string
  readonly pages: readonly SubPage[]
}) {
  const strip = useCurrentInView()
  return (
    <nav className="subnav" aria-label={label} ref={strip}>
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
