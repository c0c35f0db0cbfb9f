import type { BreakdownName, Slice } from '@salesloom/contract'
import type { FiscalCalendar } from '@salesloom/engine/calendar'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import { CALENDAR_COLUMNS, calendarOf } from '../fiscal-calendar/index.ts'

/** What of the workspace a figure depends on. */
export type Settings = {
  readonly currency: string
  readonly digits: number
  /** how years are divided: its quarters and periods are those of breakdowns and comparisons */
  readonly calendar: FiscalCalendar
  readonly timeZone: string
}

/** The member of a breakdown that rows are narrowed to. */
export type Place = { readonly breakdown: BreakdownName; readonly id: number | null; readonly code: string }

export type Days = { readonly from: string; readonly to: string }
/** Some days under the code of a period. */
export type Period = Days & { readonly code: string }

/** One question to the facts: which rows, and how they are grouped. */
export type Ask = {
  readonly tx: WorkspaceTransaction
  readonly workspaceId: number
  readonly visibility: Visibility
  readonly settings: Settings
  readonly slice: Slice
  readonly by: readonly BreakdownName[]
  readonly at: readonly Place[]
  /** the day whose organisation everything is read with; null: as it was on the day of the fact */
  readonly asIs: string | null
  /** periods by which time is broken down instead of the calendar's, in order */
  readonly periods?: readonly Period[] | undefined
  /** never from a roll-up: for proving that both give the same */
  readonly raw?: boolean
}

const TIMES = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Grain = (typeof TIMES)[number]

export function isTime(name: BreakdownName): name is Grain {
  return (TIMES as readonly string[]).includes(name)
}

/** Reads what figures depend on. */
export async function readSettings(tx: WorkspaceTransaction, workspaceId: number): Promise<Settings> {
  const row = await tx
    .selectFrom('workspace')
    .select(['currency', 'currency_digits', 'time_zone', ...CALENDAR_COLUMNS])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return {
    currency: row.currency,
    digits: row.currency_digits,
    calendar: calendarOf(row),
    timeZone: row.time_zone,
  }
}
