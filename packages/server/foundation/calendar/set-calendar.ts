import { kindOf } from '@salesloom/contract'
import { chineseHolidays, type FiscalCalendar, isAnnounced } from '@salesloom/engine/calendar'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { putEntries } from '../entries/index.ts'
import { loadCalendar } from '../fiscal-calendar/index.ts'
import { recordsChanged } from '../records/index.ts'
import { isPlanned } from './calendar.store.ts'

/** Where holidays come from that the product ships. */
const SHIPPED = 'china'

/** Changes how the workspace divides its years. Days that were closed stay closed as they are. */
export async function setCalendar(context: CallContext, calendar: FiscalCalendar): Promise<FiscalCalendar> {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const before = await loadCalendar(tx, workspaceId)
    if (before.startMonth !== calendar.startMonth && (await isPlanned(tx, workspaceId)))
      throw new AppError('calendarPlanned')
    await tx
      .updateTable('workspace')
      .set({
        fiscal_start_month: calendar.startMonth,
        calendar_pattern: calendar.pattern,
        week_start: calendar.weekStart,
        year_end_rule: calendar.yearEndRule,
        year_named_by: calendar.yearNamedBy,
        long_period: calendar.longPeriod,
      })
      .where('workspace_id', '=', workspaceId)
      .execute()
    await recordsChanged(tx, context, {
      action: 'calendar.setCalendar',
      subject: `workspace:${workspaceId}`,
      before,
      after: calendar,
    })
    return calendar
  })
}

/** Puts the public holidays of a year on record; what is there, or was removed, stays as it is. */
export async function fillHolidays(context: CallContext, { year }: { year: number }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const standing = await tx
      .selectFrom('holiday')
      .select('day')
      .where('workspace_id', '=', workspaceId)
      .where('day', '>=', `${year}-01-01`)
      .where('day', '<=', `${year}-12-31`)
      .execute()
    const taken = new Set(standing.map(({ day }) => day))
    const said = chineseHolidays(year, year)
      .filter(({ day }) => !taken.has(day))
      .map(({ day, works, zh, en }) => ({
        externalId: day,
        values: { day, works, nameZh: zh, nameEn: en },
      }))
    const { created } = await putEntries(tx, context, kindOf('holiday'), SHIPPED, said)
    return { added: created, announced: isAnnounced(year) }
  })
}
