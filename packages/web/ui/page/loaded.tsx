import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { failureOf } from '../../api/failure.ts'
import { Forbidden } from './forbidden.tsx'
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
  if (query.isError && failureOf(query.error).code === 'forbidden') return <Forbidden />
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  return <Pending lines={lines ?? 3} />
}
