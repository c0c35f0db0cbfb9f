import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type MarketEventKind =
  | 'competitorPrice'
  | 'competitorMove'
  | 'policy'
  | 'channelLost'
  | 'channelGained'
  | 'other'

export type MarketEventRow = {
  readonly eventId: number
  readonly kind: MarketEventKind
  readonly orgUnitId: number | null
  readonly regionId: number | null
  readonly productId: number | null
  readonly day: string
  readonly untilDay: string | null
  readonly effectPercent: number
  readonly competitor: string
  readonly note: string
  readonly recordedBy: string
  readonly recordedById: string
  readonly recordedAt: string
  readonly used: boolean
}

/** Market events that were not taken back, newest first. */
export async function findEventRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<MarketEventRow[]> {
  const { rows } =
    await sql<MarketEventRow>`select e.market_event_id as "eventId", e.kind, e.org_unit_id as "orgUnitId",
      e.region_id as "regionId", e.product_id as "productId", e.day, e.until_day as "untilDay",
      e.effect_percent::float8 as "effectPercent", e.competitor, e.note, e.recorded_by as "recordedBy",
      e.recorded_by_id as "recordedById", e.recorded_at as "recordedAt",
      exists (select 1 from calibration_proposal p where p.workspace_id = e.workspace_id
        and p.market_event_id = e.market_event_id) as used
    from market_event e where e.workspace_id = ${workspaceId} and e.removed_at is null
    order by e.day desc, e.market_event_id desc`.execute(tx)
  return rows
}
