import {
  type FiscalCalendar,
  fiscalPeriodOf,
  periodBounds,
  periodMonthOf,
  periodsOfYearTo,
} from '@salesloom/engine/calendar'
import { loadCalendar } from '../../foundation/fiscal-calendar/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findScenarioRows, type ScenarioRow } from '../1-targets/index.ts'
import { asOfDay } from '../6-review/index.ts'

/** The fiscal quarter and year that a page is about, and the scenario that holds their target. */
export type CurrentPeriod = {
  readonly channel: string
  readonly calendar: FiscalCalendar
  readonly asOf: string
  readonly dataUntil: string | null
  readonly fiscalYear: number
  readonly quarter: 1 | 2 | 3 | 4
  readonly year: { readonly from: string; readonly to: string }
  readonly quarterDays: { readonly from: string; readonly to: string }
  readonly months: readonly string[]
  /** positions of the quarter's months in the year */
  readonly quarterMonths: readonly number[]
  readonly approved: ScenarioRow | null
  readonly open: readonly ScenarioRow[]
}

/** The channel that salespeople sell through: the first with sales credited to a person, else the first. */
async function mainChannel(tx: WorkspaceTransaction, workspaceId: number): Promise<string> {
  const row = await tx
    .selectFrom('channel')
    .select('code')
    .where('workspace_id', '=', workspaceId)
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst()
  return row?.code ?? ''
}

/** The quarter under way, or the last one with data. */
export async function currentPeriod(tx: WorkspaceTransaction, context: CallContext): Promise<CurrentPeriod> {
  const { workspaceId } = context
  const channel = await mainChannel(tx, workspaceId)
  const { asOf, dataUntil } = await asOfDay(tx, context, channel)
  const calendar = await loadCalendar(tx, workspaceId)
  // Plans number their year by the one in which it ends, and its periods by the months that they stand for.
  const month = periodMonthOf(asOf, calendar)
  const { fiscalYear, quarter } = fiscalPeriodOf(`${month}-01`, calendar.startMonth)
  const { months, ...year } = periodsOfYearTo(fiscalYear, calendar)
  const quarterMonths = [0, 1, 2].map((i) => (quarter - 1) * 3 + i)
  const scenarios = (await findScenarioRows(tx, workspaceId)).filter(
    (row) => row.channel === channel && row.fiscalYear === fiscalYear,
  )
  return {
    channel,
    calendar,
    asOf,
    dataUntil,
    fiscalYear,
    quarter,
    year,
    quarterDays: {
      from: periodBounds(months[quarterMonths[0] ?? 0] ?? '', calendar).from,
      to: periodBounds(months[quarterMonths[2] ?? 0] ?? '', calendar).to,
    },
    months,
    quarterMonths,
    approved: scenarios.find((row) => row.state === 'approved') ?? null,
    open: scenarios.filter((row) => row.state === 'working' || row.state === 'submitted'),
  }
}
