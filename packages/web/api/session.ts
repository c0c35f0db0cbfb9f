import type { Action } from '@salesloom/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { api, type Outputs } from './client.ts'

export type Session = Outputs['session']['getSession']
export type Workspace = Session['workspace']

/** The session query; `quiet` because a missing session leads to the sign-in page and not to a dialog. */
export const sessionQuery = () =>
  api.session.getSession.queryOptions({ staleTime: 5 * 60_000, meta: { quiet: true } })

/** The signed-in person. Pages below the shell always have one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery()).data
}

/** Whether the person may do something; the server decides again. */
export function useMay(action: Action): boolean {
  return useSession().actions.includes(action)
}
