import { useState } from 'react'
import type { Inputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'

export const FALLBACKS = ['teamMedian', 'equalShare', 'none'] as const

/** What a new target asks for. */
export type SetTargetWish = Omit<Required<Inputs['targets']['previewTarget']>, 'weights' | 'measures'> & {
  readonly measures: Array<{ metric: string; growthPercent: number }>
  readonly weights: Array<{
    source: 'lastYear' | 'average' | 'forecast' | 'potential' | 'capacity' | 'pipeline'
    percent: number
    years: number
  }>
}

function yearsOf(from: string | null, until: string | null): number[] {
  if (from === null || until === null) return []
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))]
  return Array.from({ length: last - first + 1 }, (_, index) => last - index)
}

/** What the dialog asks for, at first the last full year of the first channel and twelve percent. */
export function useWish() {
  const { dataFrom, dataUntil, channels } = useSession().workspace
  const years = yearsOf(dataFrom, dataUntil)
  const [wish, setWish] = useState<SetTargetWish>({
    baseYear: years[1] ?? years[0] ?? 2024,
    growthPercent: 12,
    channel: channels[0]?.code ?? '',
    fallback: FALLBACKS[0],
    weights: [{ source: 'lastYear', percent: 100, years: 3 }],
    seasonality: 'history',
    measures: [],
    customerTypes: false,
  })
  return { years, wish, change: (part: Partial<SetTargetWish>) => setWish({ ...wish, ...part }) }
}
