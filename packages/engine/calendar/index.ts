export {
  addDays,
  type CivilDate,
  civilDateOf,
  dayNumber,
  daysInMonth,
  formatCivilDate,
  isLeapYear,
  parseCivilDate,
} from './civil-date.ts'
export {
  type CalendarMonth,
  elapsedShare,
  type FiscalPeriod,
  fiscalPeriodOf,
  fiscalYearBounds,
  monthBounds,
  monthsOfFiscalYear,
} from './fiscal-calendar.ts'
export { CN_WORKING_CALENDAR, isWeekday, type WorkingCalendar, workingDaysIn } from './working-days.ts'
