import type { ImportMapping, ImportRun } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'

const WORKING: ReadonlyArray<ImportRun['state']> = ['checking', 'running']

/** One import; asked again every second while its job works. */
export function useImport(importRunId: number) {
  return useQuery({
    ...api.imports.getImport.queryOptions({ input: { importRunId } }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && WORKING.includes(state.data.run.state) ? 1_000 : false,
  })
}

const keyOf = (importRunId: number): string => `salesloom.import.${importRunId}`

function storedDraft(importRunId: number): ImportMapping | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(importRunId)) ?? 'null') as ImportMapping | null
  } catch {
    return null
  }
}

/** The mapping as it is being made: it outlives a reload, because the browser keeps it until the import runs. */
export function useDraft(importRunId: number, saved: ImportMapping | null) {
  const [draft, setDraft] = useState<ImportMapping | null>(() => storedDraft(importRunId) ?? saved)
  const change = (next: ImportMapping) => {
    sessionStorage.setItem(keyOf(importRunId), JSON.stringify(next))
    setDraft(next)
  }
  return { draft, change }
}
