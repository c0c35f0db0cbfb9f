import { useQuery } from '@tanstack/react-query'
import { loadChina } from './outlines.ts'

/** The outlines of China, once they are there and wanted; they never change. */
export function useChina(enabled = true) {
  return useQuery({
    queryKey: ['outlines', 'china'],
    queryFn: loadChina,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })
}
