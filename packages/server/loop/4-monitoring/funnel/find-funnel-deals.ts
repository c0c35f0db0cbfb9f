import type { FunnelFilter } from '@salesloom/contract'
import { computeFunnel, stageDays } from '@salesloom/engine/funnel'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { FunnelDeal } from './deal.store.ts'
import { listDeals } from './deal-list.ts'
import { type OpenFunnel, openFunnel } from './open-funnel.ts'
import { placeOf } from './pipeline.store.ts'

type Counted = 'entered' | 'advanced' | 'lost' | 'open' | 'skipped' | 'returned'
export type What = 'all' | 'won' | 'waiting' | Counted

export type DealsInput = FunnelFilter & {
  readonly stageId?: number | undefined
  readonly what: What
  /** days that those waiting in the stage exceed */
  readonly longerThan?: number | undefined
  readonly page: number
  readonly pageSize: number
}

/** Whether a deal is one of those that a number counts: the same engine, asked about this deal alone. */
function isCounted(
  { pipeline, asOf }: OpenFunnel,
  deal: FunnelDeal,
  stage: number | null,
  { what, longerThan = -1 }: Pick<DealsInput, 'what' | 'longerThan'>,
): boolean {
  const count = pipeline.stages.length
  const funnel = computeFunnel(count, [deal], asOf)
  const { won, lost, open } = funnel
  if (what === 'all') return won + lost + open > 0
  if (what === 'waiting') {
    const { current, days } = stageDays(count, deal, asOf)
    return current !== null && current === stage && (days[current] ?? 0) > longerThan
  }
  if (stage !== null) return what !== 'won' && funnel.stages[stage]?.[what as Counted] === 1
  return { won, lost, open }[what as 'won' | 'lost' | 'open'] === 1
}

/** The deals behind a number of the funnel. */
export async function findFunnelDeals(context: CallContext, input: DealsInput) {
  const { stageId, what, longerThan, page, pageSize, ...filter } = input
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const open = await openFunnel(tx, context, filter)
    const stage = stageId === undefined ? null : placeOf(open.pipeline, stageId)
    const deals =
      open.pipeline.stages.length === 0
        ? []
        : open.deals.filter((deal) => isCounted(open, deal, stage, { what, longerThan }))
    return listDeals(tx, context, deals, { page, pageSize })
  })
}
