import type { KindName } from '@salesloom/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readEntrySearch } from '../foundation/entries/entry-search.ts'
import { enterSession } from './enter-session.ts'
import { MissingPage } from './failed-page.tsx'
import { readSignInSearch } from './search.ts'

/** Above every page. */
export const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  notFoundComponent: MissingPage,
})

/** The sign-in, which needs no session. */
export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('../foundation/sign-in/sign-in.page.tsx'), 'SignInPage'),
})

/** Where an invitation's link and a link for a new password lead; the token stands behind the `#`. */
export const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('../foundation/sign-in/join.page.tsx'), 'JoinPage'),
})

/** Everything behind the sign-in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'in',
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  beforeLoad: enterSession,
})

/** What every page behind the sign-in begins with. */
export const page = { getParentRoute: () => inside } as const

/** Records that are a list of entries keep an address among the records. */
export function listOf<Path extends string>(path: Path, kind: KindName) {
  return createRoute({
    ...page,
    path,
    beforeLoad: ({ location }) => {
      throw redirect({ to: '/entries/$kind', params: { kind }, search: readEntrySearch(location.search) })
    },
  })
}
