import { type CivilDate, dayNumber } from '../calendar/index.ts'

/** A customer who is visited again and again. */
export type RecurringCustomer = {
  readonly grade: string
  readonly lastVisit: CivilDate | null
  /** that a visit takes, with the usual way to it */
  readonly minutes: number
  /** of a visit when it is due, in any unit */
  readonly value: number
  /** factor of the value on Monday to Sunday; 0 where the customer is closed */
  readonly weekdays: readonly number[]
  /** comes before everyone who is not, and need not be due; the cooldown holds all the same */
  readonly required: boolean
  /** who alone may visit; null for anyone */
  readonly person: string | null
}

/** One person on one day. */
export type WorkingDay = { readonly date: CivilDate; readonly person: string; readonly minutes: number }

export type FrequencyRule = {
  /** weeks between visits by grade; 0.5 is twice a week */
  readonly weeks: Readonly<Record<string, number>>
  /** days after a visit on which there is none, 1 or more */
  readonly cooldownDays: number
  /** part of the interval that must have passed before a visit may be brought forward to even out the weeks; 1 forbids it */
  readonly earliestShare: number
}

export type FrequencyProblem = {
  readonly customers: readonly RecurringCustomer[]
  readonly workingDays: readonly WorkingDay[]
  readonly rule: FrequencyRule
  /** first Monday */
  readonly start: CivilDate
  /** weeks ahead, each from what the weeks before have planned */
  readonly weeks: number
}

function refuse(path: string, expected: string, got: unknown): never {
  throw new RangeError(`${path}: expected ${expected}, got ${String(got)}`)
}

function checkAmount(value: number, path: string): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) refuse(path, 'a number that is not negative', value)
}

function checkDate(date: CivilDate, path: string): void {
  try {
    dayNumber(date)
  } catch {
    refuse(path, 'a date YYYY-MM-DD', date)
  }
}

function checkRule({ rule }: FrequencyProblem): void {
  for (const [grade, weeks] of Object.entries(rule.weeks))
    if (!(weeks >= 1 / 7 && weeks <= 520))
      refuse(`rule.weeks.${grade}`, 'a day to ten years, in weeks', weeks)
  if (!(Number.isInteger(rule.cooldownDays) && rule.cooldownDays >= 1))
    refuse('rule.cooldownDays', 'a whole number from 1 on', rule.cooldownDays)
  if (!(rule.earliestShare >= 0 && rule.earliestShare <= 1))
    refuse('rule.earliestShare', 'a number from 0 to 1', rule.earliestShare)
}

function checkCustomers({ customers, rule }: FrequencyProblem): void {
  for (const [c, { grade, lastVisit, minutes, value, weekdays }] of customers.entries()) {
    if (!Object.hasOwn(rule.weeks, grade)) refuse(`customers[${c}].grade`, 'a grade of rule.weeks', grade)
    if (lastVisit !== null) checkDate(lastVisit, `customers[${c}].lastVisit`)
    checkAmount(minutes, `customers[${c}].minutes`)
    checkAmount(value, `customers[${c}].value`)
    if (weekdays.length !== 7) refuse(`customers[${c}].weekdays`, 'seven factors', weekdays.length)
    for (const [day, factor] of weekdays.entries()) checkAmount(factor, `customers[${c}].weekdays[${day}]`)
  }
}

/** Refuses what cannot be meant. @throws RangeError with the path of the field */
export function checkFrequencyProblem(problem: FrequencyProblem): void {
  checkDate(problem.start, 'start')
  if (weekdayOf(dayNumber(problem.start)) !== 0) refuse('start', 'a Monday', problem.start)
  if (!(Number.isInteger(problem.weeks) && problem.weeks >= 1 && problem.weeks <= 104))
    refuse('weeks', 'a whole number from 1 to 104', problem.weeks)
  checkRule(problem)
  checkCustomers(problem)
  const seen = new Set<string>()
  for (const [d, { date, person, minutes }] of problem.workingDays.entries()) {
    checkDate(date, `workingDays[${d}].date`)
    checkAmount(minutes, `workingDays[${d}].minutes`)
    const key = JSON.stringify([date, person])
    if (seen.has(key)) refuse(`workingDays[${d}]`, 'a day of a person once', `${date} of ${person}`)
    seen.add(key)
  }
}

/** Monday is 0. @param day since 1970-01-01, a Thursday */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}
