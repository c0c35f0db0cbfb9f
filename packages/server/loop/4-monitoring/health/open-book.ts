import type { FunnelFilter } from '@salesloom/contract'
import { addDays } from '@salesloom/engine/calendar'
import { computeFunnel, stageDays } from '@salesloom/engine/funnel'
import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { dealsOfPart, type FunnelDeal, readDeals } from '../funnel/deal.store.ts'
import { momentOf } from '../funnel/open-funnel.ts'
import { findPipelines, type Pipeline, pipelineOf } from '../funnel/pipeline.store.ts'
import { type FunnelSettings, readFunnelSettings } from './funnel-settings.ts'
import { type DealCare, readCare } from './open-deal.store.ts'

export type HealthFilter = Omit<FunnelFilter, 'from' | 'to'>

/** A deal under way: its history, what people know of it, and where it is. */
export type OpenDeal = FunnelDeal & {
  readonly care: DealCare
  /** the stage that it is in */
  readonly stage: number
  readonly daysInStage: number
}

/** Everything that is under way in a part of the business, with what is usual in the caller's whole part. */
export type OpenBook = {
  readonly pipeline: Pipeline
  readonly filter: HealthFilter
  readonly today: string
  readonly asOf: number
  readonly digits: number
  readonly settings: FunnelSettings
  readonly open: readonly OpenDeal[]
  /** deals that were closed in the last twelve months */
  readonly closed: readonly FunnelDeal[]
  /** 90th percentile of the days that won deals spent in each stage; null with too few of them */
  readonly usual: readonly (number | null)[]
}

/** Won deals below which nothing is usual. */
const LEAST_WON = 10
export const YEAR_DAYS = 365

function usualOf(stages: number, won: readonly FunnelDeal[], asOf: number): (number | null)[] {
  const funnel = computeFunnel(stages, won, asOf)
  return funnel.stages.map(({ entered, dwellDays }) => (entered < LEAST_WON ? null : dwellDays.p90))
}

/** Opens the book of a part of the business; null where there is no pipeline. @throws AppError `notFound` */
export async function openBook(
  tx: WorkspaceTransaction,
  context: CallContext,
  filter: HealthFilter,
): Promise<OpenBook | null> {
  const { pipelineId, ...part } = filter
  const pipeline = pipelineOf(await findPipelines(tx, context.workspaceId), pipelineId)
  if (pipeline === null) return null
  const today = await todayOf(tx, context)
  const digits = await currencyDigits(tx, context.workspaceId)
  const days = { from: '0001-01-01', to: today }
  const within = await dealsOfPart(tx, context, pipeline, part, days)
  const seen = await dealsOfPart(tx, context, pipeline, {}, days)
  const isOpen = sql<boolean>`(${within} and o.removed_at is null and o.outcome = 'open')`
  const since = addDays(today, -YEAR_DAYS)
  const isClosed = sql`o.removed_at is null and o.outcome <> 'open' and o.closed_on > ${since}`
  const read = (condition: ReturnType<typeof sql<boolean>>) =>
    readDeals(tx, context, pipeline, condition, digits)
  const care = await readCare(tx, context, isOpen, today)
  const usual = await read(sql<boolean>`(${seen} and ${isClosed} and o.outcome = 'won')`)
  const closed = await read(sql<boolean>`(${within} and ${isClosed})`)
  const open = await read(isOpen)
  const asOf = momentOf([...open, ...closed], context.clock.now().getTime(), today)
  const stages = pipeline.stages.length
  return {
    pipeline,
    filter,
    today,
    asOf,
    digits,
    settings: await readFunnelSettings(tx, context),
    open: open.flatMap((deal) => {
      const { days: spent, current } = stageDays(stages, deal, asOf)
      const own = care.get(deal.id)
      if (current === null || own === undefined) return []
      return [{ ...deal, care: own, stage: current, daysInStage: spent[current] ?? 0 }]
    }),
    closed,
    usual: usualOf(stages, usual, asOf),
  }
}
