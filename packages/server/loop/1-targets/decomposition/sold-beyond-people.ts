import {
  type Dimension,
  type HistoryCell,
  type PlanShape,
  positionOf,
  type UnitFigures,
  unitFigures,
} from '@salesloom/engine/allocation'
import { periodsOfYearTo } from '@salesloom/engine/calendar'
import { sql } from 'kysely'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { planHistory } from '../plan-history.ts'
import type { ScenarioRow } from '../scenario.store.ts'

/** The parent of every unit, by the newest of its places: closed ones are where they last were. */
async function lastParents(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ unit: string; parent: string | null }>`
    select distinct on (org_unit_id) 'orgUnit:' || org_unit_id as unit, 'orgUnit:' || parent_id as parent
    from org_unit_placement where workspace_id = ${workspaceId} order by org_unit_id, valid_from desc`.execute(
    tx,
  )
  return new Map(rows.map(({ unit, parent }) => [unit, parent]))
}

/** The unit itself where the plan has it, or the nearest one that it was below. */
function unitInPlan(
  organisation: Dimension,
  parents: ReadonlyMap<string, string | null>,
  unit: string,
): string | null {
  const passed = new Set<string>()
  let key: string | null = unit
  while (key !== null && positionOf(organisation, key) < 0 && !passed.has(key)) {
    passed.add(key)
    key = parents.get(key) ?? null
  }
  return key !== null && positionOf(organisation, key) >= 0 ? key : null
}

/** What history gives the units of a plan beyond the people planned below them. */
export async function unitBaseOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  dimensions: readonly Dimension[],
  history: readonly HistoryCell[],
): Promise<UnitFigures> {
  const organisation = dimensions[0]!
  const isForeign = ({ unit }: HistoryCell) => unit != null && positionOf(organisation, unit) < 0
  if (!history.some(isForeign)) return unitFigures(dimensions, history)
  const parents = await lastParents(tx, workspaceId)
  const placed = history.map((cell) =>
    isForeign(cell) ? { ...cell, unit: unitInPlan(organisation, parents, cell.unit ?? '') } : cell,
  )
  return unitFigures(dimensions, placed)
}

/**
 * The same for a plan that was made before this was kept with it, from what is on record now. A measure whose metric is
 * no longer there has none.
 */
export async function unitBaseOnRecord(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { channel, baseYear }: Pick<ScenarioRow, 'channel' | 'baseYear'>,
  { dimensions }: PlanShape,
  measure: string,
): Promise<UnitFigures> {
  const days = periodsOfYearTo(baseYear, await loadCalendar(tx, workspaceId))
  const question = { workspaceId, channel, ...days, dimensions, visibility: { whole: true } } as const
  try {
    return await unitBaseOf(tx, workspaceId, dimensions, (await planHistory(tx, question, measure)).cells)
  } catch (error) {
    if (error instanceof AppError) return new Float64Array(0)
    throw error
  }
}
