import type { FunnelFilter } from '@salesloom/contract'
import { computeFunnel, type Funnel, velocity } from '@salesloom/engine/funnel'
import { sql } from 'kysely'
import { visibleRows } from '../../../foundation/facts/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { FunnelDeal } from './deal.store.ts'
import { type OpenFunnel, openFunnel } from './open-funnel.ts'
import { practiceOf } from './practice.ts'
import { EMPTY_FUNNEL, shownStages, shownSums } from './stage-figures.ts'

const DAY_MS = 86_400_000

/** From beginning to being won, in days. */
function cycleOf({ events, closedAt }: FunnelDeal): number {
  return Math.max(0, (closedAt ?? 0) - (events[0]?.at ?? closedAt ?? 0)) / DAY_MS
}

/** Sales velocity of the deals that began in the days asked for. */
export function velocityOf(deals: readonly FunnelDeal[], funnel: Funnel) {
  const won = deals.filter(({ outcome }) => outcome === 'won')
  if (won.length === 0 || funnel.winRate === null) return null
  const averageDeal = won.reduce((sum, { amount }) => sum + amount, 0) / won.length
  const cycleDays = won.reduce((sum, deal) => sum + cycleOf(deal), 0) / won.length
  const parts = { opportunities: funnel.open, winRate: funnel.winRate, averageDeal, cycleDays }
  const perDay = velocity(parts)
  return perDay === null
    ? null
    : { ...parts, averageDeal: Math.round(averageDeal), perDay: Math.round(perDay) }
}

/** The engine's funnel of deals; of nothing where there is no pipeline. */
export function funnelOfDeals({ pipeline, asOf }: OpenFunnel, deals: readonly FunnelDeal[]): Funnel {
  return pipeline.stages.length === 0 ? EMPTY_FUNNEL : computeFunnel(pipeline.stages.length, deals, asOf)
}

/** Sources by which the caller's deals are known. */
async function findMedia(
  tx: WorkspaceTransaction,
  { workspaceId, visibility }: CallContext,
): Promise<string[]> {
  const seen = visibleRows({ orgUnit: 'o.org_unit_id', person: 'o.person_id' }, visibility)
  const { rows } = await sql<{ medium: string }>`
    select distinct o.medium from opportunity o where o.workspace_id = ${workspaceId} and o.removed_at is null
      and o.medium is not null and o.medium <> '' and ${seen} order by o.medium limit 100`.execute(tx)
  return rows.map((row) => row.medium)
}

/** The funnel of the deals that began in some days, as it stands now. */
export async function getFunnel(context: CallContext, filter: FunnelFilter) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const open = await openFunnel(tx, context, filter)
    const { pipeline, pipelines, deals } = open
    const funnel = funnelOfDeals(open, deals)
    const worst = funnel.bottleneck
    const stage = worst === null ? undefined : pipeline.stages[worst.stage]
    return {
      ...shownSums(funnel),
      pipelineId: pipeline.pipelineId === 0 ? null : pipeline.pipelineId,
      pipelines: pipelines.map(({ pipelineId, name }) => ({ pipelineId, name })),
      media: await findMedia(tx, context),
      unrated: deals.filter(({ isUnrated }) => isUnrated).length,
      stages: shownStages(pipeline, funnel),
      bottleneck:
        worst === null || stage === undefined
          ? null
          : {
              stageId: stage.stageId,
              lostValue: Math.round(worst.lostValue),
              practice: practiceOf(stage.code, worst.stage, pipeline.stages.length),
            },
      velocity: velocityOf(deals, funnel),
    }
  })
}
