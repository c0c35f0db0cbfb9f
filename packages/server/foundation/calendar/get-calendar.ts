import {
  addDays,
  daysOfYear,
  type FiscalCalendar,
  fiscalPlaceOf,
  fiscalYearName,
  periodsOfYear,
  type WorkCalendar,
  workCalendar,
  workingDaysBetween,
} from '@salesloom/engine/calendar'
import { civilToday } from '../../platform/clock/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { calendarOf, loadCalendar } from '../fiscal-calendar/index.ts'
import { findHolidays, type HolidayRow, isPlanned } from './calendar.store.ts'

/** The fiscal calendar, the year under way, and whether plans keep its first month. */
export async function getCalendar({ database, workspaceId, clock }: CallContext) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const row = await tx
      .selectFrom('workspace')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    const calendar = calendarOf(row)
    const { fiscalYear } = fiscalPlaceOf(civilToday(clock, row.time_zone), calendar)
    return { calendar, planned: await isPlanned(tx, workspaceId), fiscalYear }
  })
}

function tableOf(holidays: readonly HolidayRow[]) {
  return workCalendar({
    restDays: [0, 6],
    holidays: holidays.filter(({ works }) => !works).map(({ day }) => day),
    makeUpDays: holidays.filter(({ works }) => works).map(({ day }) => day),
  })
}

/** The working days of a workspace from one day until another, by the holidays on record; Saturdays and Sundays are off. */
export async function loadWorkCalendar(
  tx: WorkspaceTransaction,
  workspaceId: number,
  from: string,
  until: string,
): Promise<WorkCalendar> {
  return tableOf(await findHolidays(tx, workspaceId, from, until))
}

/** Whether every calendar year that some days touch has holidays on record. */
function areKnown(holidays: readonly HolidayRow[], from: string, to: string): boolean {
  const years = new Set(holidays.map(({ day }) => day.slice(0, 4)))
  return years.has(from.slice(0, 4)) && years.has(to.slice(0, 4))
}

/** A fiscal year with its periods, and the working days of each by the holidays on record. */
export async function getFiscalYear(
  { database, workspaceId }: CallContext,
  input: { fiscalYear: number; calendar?: FiscalCalendar | undefined },
) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const calendar = input.calendar ?? (await loadCalendar(tx, workspaceId))
    const { from, until, weeks } = daysOfYear(input.fiscalYear, calendar)
    const to = addDays(until, -1)
    const known = await findHolidays(
      tx,
      workspaceId,
      `${from.slice(0, 4)}-01-01`,
      `${Number(to.slice(0, 4)) + 1}-01-01`,
    )
    const table = tableOf(known)
    return {
      fiscalYear: input.fiscalYear,
      name: fiscalYearName(input.fiscalYear, calendar),
      from,
      to,
      weeks,
      workingDays: workingDaysBetween(from, until, table),
      holidaysKnown: areKnown(known, from, to),
      periods: periodsOfYear(input.fiscalYear, calendar).map((part) => ({
        period: part.period,
        quarter: part.quarter,
        from: part.from,
        to: addDays(part.until, -1),
        weeks: part.weeks,
        workingDays: workingDaysBetween(part.from, part.until, table),
      })),
    }
  })
}
