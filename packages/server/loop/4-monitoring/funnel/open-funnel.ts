import type { FunnelFilter } from '@salesloom/contract'
import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { dealsOfPart, type FunnelDeal, readDeals } from './deal.store.ts'
import { findPipelines, type Pipeline, pipelineOf } from './pipeline.store.ts'

/** The deals that a funnel is of, with the pipeline whose stages they go through. */
export type OpenFunnel = {
  readonly pipelines: readonly Pipeline[]
  readonly pipeline: Pipeline
  readonly deals: readonly FunnelDeal[]
  /** milliseconds: what is later has not happened */
  readonly asOf: number
}

function checkDays({ from, to }: Pick<FunnelFilter, 'from' | 'to'>): void {
  if (from > to) throw new AppError('invalidInput', { field: 'to', reason: 'beforeFirst' })
}

const DAY_MS = 86_400_000

/**
 * The moment that figures are of: now, or the last thing on record where that is later today. What is recorded for today
 * has happened, whatever the hour; so lists by outcome and funnels by history count the same deals.
 */
export function momentOf(
  deals: readonly Pick<FunnelDeal, 'events' | 'closedAt'>[],
  now: number,
  today: string,
): number {
  const end = Math.max(now, Date.parse(`${today}T00:00:00Z`) + DAY_MS)
  return deals.reduce((latest, { events, closedAt }) => {
    const last = Math.max(events.at(-1)?.at ?? 0, closedAt ?? 0)
    return last > latest && last < end ? last : latest
  }, now)
}

/** A pipeline to stand for none: what has no pipeline has no deals. */
const NONE: Pipeline = { pipelineId: 0, name: { zh: '—', en: '—' }, stages: [] }

/** Reads the deals of a filter that a caller may see. @throws AppError `notFound`, `invalidInput` */
export async function openFunnel(
  tx: WorkspaceTransaction,
  context: CallContext,
  { pipelineId, from, to, ...part }: FunnelFilter,
): Promise<OpenFunnel> {
  checkDays({ from, to })
  const pipelines = await findPipelines(tx, context.workspaceId)
  const pipeline = pipelineOf(pipelines, pipelineId)
  const now = context.clock.now().getTime()
  if (pipeline === null) return { pipelines, pipeline: NONE, deals: [], asOf: now }
  const condition = await dealsOfPart(tx, context, pipeline, part, { from, to })
  const digits = await currencyDigits(tx, context.workspaceId)
  const deals = await readDeals(
    tx,
    context,
    pipeline,
    sql<boolean>`(${condition} and o.removed_at is null and o.day between ${from} and ${to})`,
    digits,
  )
  const asOf = momentOf(deals, now, await todayOf(tx, context))
  return { pipelines, pipeline, deals, asOf }
}
