import type { Funnel } from '@salesloom/engine/funnel'
import type { Pipeline } from './pipeline.store.ts'

const rounded = (value: number | null) => (value === null ? null : Math.round(value))

/** The stages of a funnel as they cross the wire: money in whole minor units. */
export function shownStages({ stages }: Pipeline, funnel: Funnel) {
  return stages.map((stage, place) => {
    const figures = funnel.stages[place] as Funnel['stages'][number]
    return {
      ...stage,
      ...figures,
      lostAmount: Math.round(figures.lostAmount),
      lostValue: rounded(figures.lostValue),
    }
  })
}

/** What a funnel comes to as a whole. */
export function shownSums({ won, lost, open, winRate, winRateByValue }: Funnel) {
  return { deals: won + lost + open, won, lost, open, winRate, winRateByValue }
}

/** A funnel of nothing: of a workspace without a pipeline. */
export const EMPTY_FUNNEL: Funnel = {
  stages: [],
  won: 0,
  lost: 0,
  open: 0,
  winRate: null,
  winRateByValue: null,
  bottleneck: null,
}
