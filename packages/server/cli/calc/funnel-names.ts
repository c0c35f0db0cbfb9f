import type { Funnel } from '@salesloom/engine/funnel'

export const DAY = 86_400_000

/** A date is its midnight; the day looked at is meant to its end. */
export function startOf(moment: string): number {
  return Date.parse(moment)
}

export function endOf(moment: string): number {
  return moment.length === 10 ? Date.parse(moment) + DAY - 1 : Date.parse(moment)
}

/** A funnel in the names of the request. */
export function namedFunnel(funnel: Funnel, stages: readonly string[]) {
  return {
    ...funnel,
    stages: funnel.stages.map((figures, s) => ({ stage: stages[s]!, ...figures })),
    bottleneck:
      funnel.bottleneck === null
        ? null
        : { stage: stages[funnel.bottleneck.stage]!, lostValue: funnel.bottleneck.lostValue },
  }
}
