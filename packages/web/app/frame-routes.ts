import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { enterSession } from './enter-session.ts'
import { MissingPage } from './failed-page.tsx'
import { readSignInSearch } from './search.ts'
import { Shell } from './shell.tsx'

/** What everything hangs on. */
export const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  notFoundComponent: MissingPage,
})

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
  component: Shell,
  beforeLoad: enterSession,
})
