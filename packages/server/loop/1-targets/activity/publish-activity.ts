import type { PlanShape } from '@salesloom/engine/allocation'
import { type FiscalCalendar, periodBounds } from '@salesloom/engine/calendar'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { publishTargets, type TargetCell } from '../../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { ScenarioRow } from '../scenario.store.ts'
import { findSavedActivity, type SavedActivity } from './activity.store.ts'

/** Metrics that get a target, each from the step that counts the same. */
const METRICS = ['visits', 'leads', 'proposals'] as const

/** First and last day of a quarter of a plan's year. */
export function quarterDays(
  { months }: PlanShape,
  calendar: FiscalCalendar,
  quarter: number,
): { from: string; to: string } {
  const within = months.slice((quarter - 1) * 3, quarter * 3)
  const [first, last] = [within[0] ?? '', within.at(-1) ?? '']
  return { from: periodBounds(first, calendar).from, to: periodBounds(last, calendar).to }
}

function cellOf(
  shape: PlanShape,
  calendar: FiscalCalendar,
  saved: SavedActivity,
  metric: string,
): TargetCell {
  const needed = saved.content.steps.find(({ name }) => name === metric)?.needed ?? 0
  return {
    ...quarterDays(shape, calendar, saved.quarter),
    personId: saved.personId,
    regionId: null,
    productId: null,
    amount: String(needed),
  }
}

/**
 * Makes a scenario's activity targets those that visits, leads and proposals are compared with. A scenario without any
 * leaves the ones of its plan as they are.
 */
export async function publishActivity(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { planId, channel, scenarioId }: ScenarioRow,
  shape: PlanShape,
): Promise<void> {
  const saved = await findSavedActivity(tx, workspaceId, scenarioId)
  if (saved.length === 0) return
  const calendar = await loadCalendar(tx, workspaceId)
  for (const metric of METRICS)
    await publishTargets(
      tx,
      workspaceId,
      { planId, channel, metric },
      saved.map((row) => cellOf(shape, calendar, row, metric)),
    )
}
