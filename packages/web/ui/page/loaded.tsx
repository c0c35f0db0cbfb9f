import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Pending } from './pending.tsx'
import { Problem } from './problem.tsx'

type LoadedProps<Data> = {
  readonly query: UseQueryResult<Data>
  readonly lines?: number
  readonly children: (data: Data) => ReactNode
}

/** Shows a query's answer; until then its outline, and its error with another try. */
export function Loaded<Data>({ query, lines, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  return <Pending lines={lines ?? 3} />
}
