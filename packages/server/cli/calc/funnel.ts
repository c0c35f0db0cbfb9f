import { type FunnelAnswer, type FunnelInput, funnelInput } from '@salesloom/contract/calc'
import { computeFunnel, type Deal } from '@salesloom/engine/funnel'
import { calculation, MalformedInput } from './calculation.ts'

const DAY = 86_400_000

/** A date is its midnight; the day looked at is meant to its end. */
function startOf(moment: string): number {
  return Date.parse(moment)
}

function endOf(moment: string): number {
  return moment.length === 10 ? Date.parse(moment) + DAY - 1 : Date.parse(moment)
}

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
  summary: 'conversion, dwell, lost value and bottleneck of a sales funnel from stage histories',
  input: funnelInput,
  calculate: (input) => {
    const { stages } = input
    const twice = stages.findIndex((stage, s) => stages.indexOf(stage) < s)
    if (twice >= 0) throw new MalformedInput(`stages[${twice}]`, 'a name used once', stages[twice])
    const funnel = computeFunnel(stages.length, readDeals(input), momentOf(input))
    const answer: FunnelAnswer = {
      ...funnel,
      stages: funnel.stages.map((figures, s) => ({ stage: stages[s]!, ...figures })),
      bottleneck:
        funnel.bottleneck === null
          ? null
          : { stage: stages[funnel.bottleneck.stage]!, lostValue: funnel.bottleneck.lostValue },
    }
    return { ok: true, value: answer }
  },
})
