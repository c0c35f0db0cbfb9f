import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { failureOf, isSignedOut } from './failure.ts'
import { sessionEnded } from './session-end.ts'
import { chooseStandIn, currentStandIn } from './stand-in.ts'

const RETRIED = new Set(['offline', 'notReady'])

/** Acts on an answer that says that the session or the stand-in is over. */
export function noteEnd(error: unknown): void {
  if (failureOf(error).code === 'standInOver' && currentStandIn() !== null) chooseStandIn(null)
  if (isSignedOut(error)) sessionEnded.set(true)
}

/** One cache for the page. Refusals are final; only a missing or starting server is asked again. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // A stand-in that is over is over for every question, also for that of the session, which asks in silence.
      if (query.meta?.['quiet'] !== true || !isSignedOut(error)) noteEnd(error)
    },
  }),
  mutationCache: new MutationCache({ onError: noteEnd }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && RETRIED.has(failureOf(error).code),
    },
  },
})
