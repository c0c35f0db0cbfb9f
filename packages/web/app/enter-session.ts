import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { failureOf, isSignedOut } from '../api/failure.ts'
import { sessionQuery } from '../api/session.ts'
import { forgetStandIn } from '../api/stand-in.ts'
import { chooseWorkspace, currentWorkspace } from '../api/workspace.ts'

type Entering = {
  readonly context: { readonly queries: QueryClient }
  readonly location: { readonly pathname: string; readonly href: string }
}

/**
 * Lets a signed-in person in, and leads everybody else to the sign-in. A workspace remembered on this device but no longer
 * theirs is forgotten once, a stand-in that is over too.
 */
export async function enterSession({ context, location }: Entering): Promise<void> {
  try {
    await context.queries.ensureQueryData(sessionQuery())
  } catch (error) {
    if (isSignedOut(error))
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } })
    const { code } = failureOf(error)
    if (code === 'standInOver') forgetStandIn()
    else if (currentWorkspace() !== null && code === 'noMembership') chooseWorkspace(null)
    else throw error
    await context.queries.ensureQueryData(sessionQuery())
  }
}
