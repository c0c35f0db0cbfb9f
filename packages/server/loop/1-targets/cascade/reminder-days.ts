import {
  addDays,
  addWorkingDays,
  isWorkingDay,
  type WorkCalendar,
  workingDaysBetween,
} from '@salesloom/engine/calendar'

/** Days before the last day to answer on which people are reminded first. */
const AHEAD = 3
/** Working days between reminders after it. */
const EVERY = 2

/** A day itself where it is worked, else the last working day before it. */
function workedUntil(day: string, calendar: WorkCalendar): string {
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, -1, calendar)
}

/** The reminders before and on the last day to answer. */
function early(dueOn: string, calendar: WorkCalendar): string[] {
  return [workedUntil(addDays(dueOn, -AHEAD), calendar), workedUntil(dueOn, calendar)]
}

/** Working days after the last day to answer, up to a day and with it. */
function workedSince(dueOn: string, day: string, calendar: WorkCalendar): number {
  return Math.max(0, workingDaysBetween(addDays(dueOn, 1), addDays(day, 1), calendar))
}

/**
 * The newest day, up to one, on which those who owe an answer are reminded: three days before the last day, on the last
 * day (either on the working day before it, where it is none), and then every second working day. Null before the first. Example: answers
 * by Friday 27 November 2026 are asked for on Tuesday 24, Friday 27, Tuesday 1 December, Thursday 3 December.
 */
export function newestReminderDay(dueOn: string, day: string, calendar: WorkCalendar): string | null {
  const worked = workedSince(dueOn, day, calendar)
  const count = worked - (worked % EVERY)
  if (count > 0) return addWorkingDays(dueOn, count, calendar)
  return early(dueOn, calendar).findLast((reminder) => reminder <= day) ?? null
}

/** The first day after one on which they are reminded next. */
export function nextReminderDay(dueOn: string, day: string, calendar: WorkCalendar): string {
  const worked = workedSince(dueOn, day, calendar)
  return (
    early(dueOn, calendar).find((reminder) => reminder > day) ??
    addWorkingDays(dueOn, worked - (worked % EVERY) + EVERY, calendar)
  )
}
