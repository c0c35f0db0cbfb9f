export { chineseHolidays, type Holiday, isAnnounced } from './chinese-holidays.ts'
export { CN_WORKING_CALENDAR, type WorkingCalendar, workingDaysIn } from './chinese-working-days.ts'
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
  type FiscalPart,
  type FiscalPeriod,
  fiscalPeriodOf,
  fiscalRange,
  fiscalYearBounds,
  monthBounds,
  monthsOfFiscalYear,
  nameFiscalYear,
} from './fiscal-calendar.ts'
export {
  daysOfYear,
  type FiscalCalendar,
  type FiscalPartName,
  fiscalPartBefore,
  fiscalPartHolding,
  fiscalPlaceOf,
  fiscalYearName,
  type PeriodOfYear,
  periodsOfYear,
} from './fiscal-periods.ts'
export { NAMED_DAYS, type NamedDays, namedDays } from './named-days.ts'
export {
  elapsedPart,
  periodBounds,
  periodMonthOf,
  periodMonths,
  periodsOfYearTo,
  shiftMonths,
  yearEarlier,
} from './period-months.ts'
export { springFestival, springFestivalDay } from './spring-festival.ts'
export {
  type DateRange,
  type FiscalWeek,
  fiscalWeekOf,
  isoWeekOf,
  RETAIL_454,
  WEEK_PATTERNS,
  type WeekCalendar,
  type Weekday,
  type WeekPattern,
  weekBounds,
  weekdayOf,
  weekPeriods,
  weekYear,
} from './week-calendar.ts'
export {
  addWorkingDays,
  isWorkingDay,
  type WorkCalendar,
  type WorkTable,
  workCalendar,
  workingDaysBetween,
} from './working-days.ts'
