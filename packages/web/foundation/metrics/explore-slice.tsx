import { getRouteApi } from '@tanstack/react-router'
import { SliceChoice } from './slice-choice.tsx'
import { type Question, SLICE_PARTS, useChange } from './use-exploration.ts'

const route = getRouteApi('/in/metrics/explore')

/** What the explorer's figure is narrowed to. */
export function ExploreSlice({ question }: { readonly question: Question }) {
  const change = useChange()
  const search = route.useSearch()
  const parts = SLICE_PARTS.filter((part) => question.metric.sliceParts.includes(part))
  return <SliceChoice parts={parts} chosen={search} onChange={(part, value) => change({ [part]: value })} />
}
