import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { getCalendar, getFiscalYear } from './get-calendar.ts'
import { fillHolidays, setCalendar } from './set-calendar.ts'

export { getCalendar, getFiscalYear, loadWorkCalendar } from './get-calendar.ts'
export { fillHolidays, setCalendar } from './set-calendar.ts'

const { calendar } = procedures

/** Procedures of the fiscal calendar and the holidays. */
export const calendarProcedures = {
  getCalendar: calendar.getCalendar.handler(({ context }) => getCalendar(callerOf(context))),
  getFiscalYear: calendar.getFiscalYear.handler(({ input, context }) =>
    getFiscalYear(callerOf(context), input),
  ),
  setCalendar: calendar.setCalendar.handler(({ input, context }) => setCalendar(callerOf(context), input)),
  fillHolidays: calendar.fillHolidays.handler(({ input, context }) => fillHolidays(callerOf(context), input)),
}
