import type { FiscalCalendar } from '@salesloom/engine/calendar'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** The columns of a workspace that say how it divides its years. */
export type CalendarColumns = {
  readonly fiscal_start_month: number
  readonly calendar_pattern: string
  readonly week_start: number
  readonly year_end_rule: string
  readonly year_named_by: string
  readonly long_period: number
}

/** Their names, for whoever reads a workspace's row anyway. */
export const CALENDAR_COLUMNS = [
  'fiscal_start_month',
  'calendar_pattern',
  'week_start',
  'year_end_rule',
  'year_named_by',
  'long_period',
] as const satisfies ReadonlyArray<keyof CalendarColumns>

export function calendarOf(row: CalendarColumns): FiscalCalendar {
  return {
    pattern: row.calendar_pattern as FiscalCalendar['pattern'],
    startMonth: row.fiscal_start_month,
    weekStart: row.week_start,
    yearEndRule: row.year_end_rule as FiscalCalendar['yearEndRule'],
    yearNamedBy: row.year_named_by as FiscalCalendar['yearNamedBy'],
    longPeriod: row.long_period,
  }
}

/** The workspace's fiscal calendar. */
export async function loadCalendar(tx: WorkspaceTransaction, workspaceId: number): Promise<FiscalCalendar> {
  const row = await tx
    .selectFrom('workspace')
    .select(CALENDAR_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return calendarOf(row)
}
