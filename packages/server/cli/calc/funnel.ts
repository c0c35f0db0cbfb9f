import { type FunnelAnswer, type FunnelInput, funnelInput } from '@salesloom/contract/calc'
import { computeFunnel, type Deal } from '@salesloom/engine/funnel'
import { calculation, MalformedInput } from './calculation.ts'
import { endOf, namedFunnel, startOf } from './funnel-names.ts'
import { cohortsOf, comparisonOf, slippageOf, snapshotsOf } from './funnel-sections.ts'

function readDeal(deal: FunnelInput['deals'][number], path: string, stages: readonly string[]): Deal {
  const events = deal.events.map(({ stage, at }, e) => {
    const position = stages.indexOf(stage)
    if (position < 0)
      throw new MalformedInput(`${path}.events[${e}].stage`, `one of the stages ${stages.join(', ')}`, stage)
    return { stage: position, at: startOf(at) }
  })
  if (deal.closedAt !== undefined && deal.outcome === undefined)
    throw new MalformedInput(`${path}.outcome`, 'won or lost for a closed deal', undefined)
  const closedAt = deal.closedAt === undefined ? null : startOf(deal.closedAt)
  const late = events.findIndex(({ at }) => closedAt !== null && at > endOf(deal.closedAt ?? ''))
  if (late >= 0)
    throw new MalformedInput(
      `${path}.events[${late}].at`,
      `at most closedAt (${deal.closedAt})`,
      deal.events[late]?.at,
    )
  if (events.length === 0 && closedAt === null)
    throw new MalformedInput(`${path}.events`, 'an event, or a closedAt', [])
  return { amount: deal.amount ?? 0, events, outcome: deal.outcome ?? null, closedAt }
}

function readDeals({ deals, stages }: FunnelInput): Deal[] {
  const ids = new Set<string | number>()
  return deals.map((deal, d) => {
    if (ids.has(deal.id)) throw new MalformedInput(`deals[${d}].id`, 'an id used once', deal.id)
    ids.add(deal.id)
    return readDeal(deal, `deals[${d}]`, stages)
  })
}

/** With dates alone the day itself, so that open deals count whole days; with times of day its end. */
function momentOf({ asOf, deals }: FunnelInput): number {
  const isExact = deals.some(({ events }) => events.some(({ at }) => at.length > 10))
  return isExact ? endOf(asOf) : startOf(asOf)
}

export const funnelCalculation = calculation({
  name: 'funnel',
  summary: 'conversion, dwell, lost value, cohorts, slippage and comparison of groups from stage histories',
  input: funnelInput,
  calculate: (input) => {
    const { stages } = input
    const twice = stages.findIndex((stage, s) => stages.indexOf(stage) < s)
    if (twice >= 0) throw new MalformedInput(`stages[${twice}]`, 'a name used once', stages[twice])
    const request = { input, deals: readDeals(input), asOf: momentOf(input) }
    const answer: FunnelAnswer = {
      ...namedFunnel(computeFunnel(stages.length, request.deals, request.asOf), stages),
      ...comparisonOf(request),
      ...cohortsOf(request),
      ...snapshotsOf(request),
      ...slippageOf(request),
    }
    return { ok: true, value: answer }
  },
})
