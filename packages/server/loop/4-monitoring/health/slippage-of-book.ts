import { dayNumber } from '@salesloom/engine/calendar'
import { computeSlippage, type DueHistory, type SlippageFigures } from '@salesloom/engine/funnel'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type RevisedDeal, readRevisedDeals } from '../funnel/revision.store.ts'
import type { OpenBook } from './open-book.ts'

export type Quarter = { readonly from: string; readonly to: string }

function historyOf(deal: RevisedDeal, group: number): DueHistory {
  const revisions = deal.revisions.flatMap(({ at, dueOn, amount }) =>
    dueOn === null ? [] : [{ at, dueDay: dayNumber(dueOn), amount }],
  )
  return { revisions, closedAt: deal.closedAt, group }
}

const shown = ({ due, slipped, rate, pushes, daysPerPush }: SlippageFigures) => ({
  due: { deals: due.deals, amount: Math.round(due.amount) },
  slipped: { deals: slipped.deals, amount: Math.round(slipped.amount) },
  rate,
  pushes,
  daysPerPush,
})

/** Of what was due in the quarter at its beginning, what has been moved out of it: in all, and by person (0 for nobody). */
export async function slippageOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  { pipeline, filter, asOf }: OpenBook,
  quarter: Quarter,
) {
  const { pipelineId: _pipeline, ...part } = filter
  const read = await readRevisedDeals(tx, context, pipeline, part, quarter.from)
  const deals = read.filter(({ removedAt }) => removedAt === null)
  const people = [...new Set(deals.map(({ personId }) => personId ?? 0))]
  const places = new Map(people.map((personId, place) => [personId, place]))
  const histories = deals.map((deal) => historyOf(deal, places.get(deal.personId ?? 0) ?? 0))
  const period = { fromDay: dayNumber(quarter.from), untilDay: dayNumber(quarter.to) + 1 }
  const { all, groups } = computeSlippage(histories, period, asOf, Math.max(1, people.length))
  const empty = shown(computeSlippage([], period, asOf).all)
  return {
    all: shown(all),
    ofPerson: (personId: number) => {
      const figures = groups[places.get(personId) ?? -1]
      return figures === undefined ? empty : shown(figures)
    },
  }
}
