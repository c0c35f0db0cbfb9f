import { fiscalPeriodOf, fiscalYearBounds, monthBounds, monthsOfFiscalYear } from '@salesloom/engine/calendar'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findScenarioRows, type ScenarioRow } from '../1-targets/index.ts'
import { asOfDay } from '../6-review/index.ts'

/** The fiscal quarter and year that a page is about, and the scenario that holds their target. */
export type CurrentPeriod = {
  readonly channel: string
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
  const { fiscal_start_month: start } = await tx
    .selectFrom('workspace')
    .select('fiscal_start_month')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const { fiscalYear, quarter } = fiscalPeriodOf(asOf, start)
  const months = monthsOfFiscalYear(fiscalYear, start)
  const quarterMonths = [0, 1, 2].map((i) => (quarter - 1) * 3 + i)
  const scenarios = (await findScenarioRows(tx, workspaceId)).filter(
    (row) => row.channel === channel && row.fiscalYear === fiscalYear,
  )
  return {
    channel,
    asOf,
    dataUntil,
    fiscalYear,
    quarter,
    year: fiscalYearBounds(fiscalYear, start),
    quarterDays: {
      from: monthBounds(months[quarterMonths[0] ?? 0] ?? '').from,
      to: monthBounds(months[quarterMonths[2] ?? 0] ?? '').to,
    },
    months,
    quarterMonths,
    approved: scenarios.find((row) => row.state === 'approved') ?? null,
    open: scenarios.filter((row) => row.state === 'working' || row.state === 'submitted'),
  }
}

/** The same day a year earlier; 29 February becomes 28 February. */
export function yearBefore(day: string): string {
  const year = Number(day.slice(0, 4)) - 1
  const rest = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)
  return `${String(year).padStart(4, '0')}${rest}`
}
