import type { PackAlert, PackFigures } from '@salesloom/contract'
import { addDays, fiscalPartHolding } from '@salesloom/engine/calendar'
import { todayOf } from '../../../foundation/entries/index.ts'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { bridgePipeline } from '../funnel/bridge-pipeline.ts'
import { findStuckDeals } from '../health/find-stuck-deals.ts'
import { seesUnit } from './standing.ts'

/** What a pack takes from parts of the loop that come after monitoring; the application puts them in. */
export type PackSources = {
  /** Attainment of a unit, the units and people right below, and its months; null without an approved plan of it. */
  readonly attainmentOfUnit: (context: CallContext, orgUnitId: number) => Promise<PackFigures['attainment']>
  /** Alerts of a unit that the caller may see, fired since a day. */
  readonly alertsOfUnit: (context: CallContext, orgUnitId: number, since: string) => Promise<PackAlert[]>
}

const STUCK_SHOWN = 10
/** How far the first pack of a series looks back. */
const FIRST_DAYS = 7

/** Today, and the fiscal quarter that it is in. */
async function daysOf(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const quarter = fiscalPartHolding(today, 'quarter', await loadCalendar(tx, context.workspaceId))
    return { today, dueFrom: quarter.from, dueTo: addDays(quarter.until, -1) }
  })
}

async function stuckOf(context: CallContext, orgUnitId: number): Promise<PackFigures['stuck']> {
  const { total, amount, rows } = await findStuckDeals(context, { orgUnitId, page: 1, pageSize: STUCK_SHOWN })
  const deals = rows.map(({ usualDays: _, lastContactOn: __, nextStepOn: ___, ...deal }) => deal)
  return { total, amount, deals }
}

/**
 * The figures of a pack in the view of its reader: every part is asked with the reader's own context. The bridge begins
 * on the day of the figures of the meeting before, so that the bridges of meetings join.
 */
export async function computeFigures(
  sources: PackSources,
  context: CallContext,
  orgUnitId: number,
  since: string | null,
): Promise<PackFigures> {
  const { today, dueFrom, dueTo } = await daysOf(context)
  const from = since !== null && since <= today ? since : addDays(today, -FIRST_DAYS)
  const bridge = await bridgePipeline(context, { orgUnitId, start: from, end: today, dueFrom, dueTo })
  return {
    isWholeUnit: seesUnit(context, orgUnitId),
    attainment: await sources.attainmentOfUnit(context, orgUnitId),
    bridge: { from, to: today, dueFrom, dueTo, ...bridge },
    stuck: await stuckOf(context, orgUnitId),
    alerts: await sources.alertsOfUnit(context, orgUnitId, from),
  }
}
