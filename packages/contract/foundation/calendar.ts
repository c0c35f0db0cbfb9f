import { z } from 'zod'
import { civilDate } from '../primitives.ts'
import { procedure } from '../procedure.ts'

const period = z.number().int().min(1).max(12)

/** How the workspace divides its years: into calendar months or into whole weeks. */
export const fiscalCalendar = z.object({
  pattern: z.enum(['months', '4-4-5', '4-5-4', '5-4-4']).describe('weeks of the periods of a quarter'),
  startMonth: period.describe('calendar month in which a year starts; a year of weeks starts near it'),
  weekStart: z.number().int().min(1).max(7).describe('first day of a week: 1 is Monday, 7 is Sunday'),
  yearEndRule: z
    .enum(['last', 'nearest'])
    .describe('a year of weeks ends on the last such weekday of the month, or on the one nearest to its end'),
  yearNamedBy: z.enum(['start', 'end']).describe('calendar year that a fiscal year is called by'),
  longPeriod: period.describe('period that gets the 53rd week'),
})

const fiscalYear = z.number().int().min(1980).max(2100)
const workingDays = z.number().int()

export const calendar = {
  /** The fiscal calendar, and whether target plans already count by its first month. */
  getCalendar: procedure('records.read', 'workspace')
    .route({ method: 'GET', path: '/calendar', tags: ['calendar'] })
    .output(
      z.object({
        calendar: fiscalCalendar,
        planned: z.boolean().describe('whether a target plan keeps the first month from being changed'),
        fiscalYear: fiscalYear.describe('the one under way today'),
      }),
    ),

  /** A fiscal year with its twelve periods and their working days, by the workspace's calendar or by another one. */
  getFiscalYear: procedure('records.read', 'workspace')
    .route({ method: 'POST', path: '/calendar/years', tags: ['calendar'] })
    .input(z.object({ fiscalYear, calendar: fiscalCalendar.optional() }))
    .output(
      z.object({
        fiscalYear,
        name: z.string(),
        from: civilDate,
        to: civilDate,
        weeks: z.number().int().nullable().describe('52 or 53; null for a year of months'),
        workingDays,
        holidaysKnown: z.boolean().describe('whether holidays of all its calendar years are on record'),
        periods: z.array(
          z.object({
            period,
            quarter: z.number().int().min(1).max(4),
            from: civilDate,
            to: civilDate,
            weeks: z.number().int().nullable(),
            workingDays,
          }),
        ),
      }),
    ),

  /** Changes the fiscal calendar. Its first month stays while target plans count by it. */
  setCalendar: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/calendar', tags: ['calendar'] })
    .input(fiscalCalendar)
    .output(fiscalCalendar),

  /**
   * Puts the public holidays and moved working days of the Chinese mainland on record for a year. Days that are on
   * record already, or were removed, stay as they are.
   */
  fillHolidays: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/calendar/holidays', tags: ['calendar'] })
    .input(z.object({ year: z.number().int().min(1980).max(2060) }))
    .output(
      z.object({
        added: z.number().int(),
        announced: z
          .boolean()
          .describe('false: the year is not announced, only its statutory days are known'),
      }),
    ),
}
