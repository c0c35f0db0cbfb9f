import { computeFunnel, stageAt } from '@salesloom/engine/funnel'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readEffort } from './effort.store.ts'
import type { OpenBook } from './open-book.ts'

const DAY_MS = 86_400_000
const MINUTES = 60

/** Minutes that went into deals while they were in each stage; a day counts for the stage at its end. */
async function minutesByStage(
  tx: WorkspaceTransaction,
  context: CallContext,
  lost: OpenBook['closed'],
  stages: number,
): Promise<number[]> {
  const deals = new Map(lost.map((deal) => [deal.id, deal]))
  const minutes = new Array<number>(stages).fill(0)
  for (const { dealId, day, minutes: spent } of await readEffort(tx, context, [...deals.keys()])) {
    const deal = deals.get(dealId)
    const stage = deal === undefined ? null : stageAt(deal, Date.parse(`${day}T00:00:00Z`) + DAY_MS)
    if (stage !== null) minutes[stage] = (minutes[stage] ?? 0) + spent
  }
  return minutes
}

/** Stage by stage: what lies there, for how long, what is usual, and the effort that was for nothing in a year. */
export async function stageHealth(tx: WorkspaceTransaction, context: CallContext, book: OpenBook) {
  const { pipeline, open, closed, usual, asOf, settings } = book
  const count = pipeline.stages.length
  const lost = closed.filter(({ outcome }) => outcome === 'lost')
  const dwell = computeFunnel(count, [...open, ...closed], asOf)
  const wasted = computeFunnel(count, lost, asOf)
  const minutes = await minutesByStage(tx, context, lost, count)
  return pipeline.stages.map(({ stageId, name }, place) => {
    const here = open.filter(({ stage }) => stage === place)
    const limit = usual[place] ?? null
    const spent = minutes[place] ?? 0
    return {
      stageId,
      name,
      open: here.length,
      amount: Math.round(here.reduce((sum, { amount }) => sum + amount, 0)),
      medianDays: dwell.stages[place]?.dwellDays.median ?? null,
      wonDays: limit,
      tooLong: limit === null ? 0 : here.filter(({ daysInStage }) => daysInStage > limit).length,
      wastedDays: wasted.stages[place]?.wastedDays ?? 0,
      wastedMinutes: spent,
      wastedCost: settings.hourlyCost === null ? null : Math.round((settings.hourlyCost * spent) / MINUTES),
    }
  })
}
