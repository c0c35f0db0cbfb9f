import { monthBounds } from '@salesloom/engine/calendar'

/** A month so many months later. @example addMonths('2026-11', 3) is '2027-02' */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + count
  return `${Math.floor(index / 12)}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}`
}

/** Months from one on. */
export function monthsFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addMonths(first, i))
}

/** First and last day of months that follow each other. */
export function daysOf(months: readonly string[]): { from: string; to: string } {
  return { from: monthBounds(months[0] ?? '').from, to: monthBounds(months.at(-1) ?? '').to }
}

/** First month of the quarter that a month lies in, in a year that starts with the month given. */
export function quarterStart(month: string, firstOfYear: string): string {
  const offset = (Number(month.slice(5)) - Number(firstOfYear.slice(5)) + 12) % 3
  return addMonths(month, -offset)
}

/** Which months are looked at and which may still change. */
export type Windows = {
  /** three months that are compared */
  readonly recent: readonly string[]
  /** the eight times three months before, oldest first */
  readonly history: readonly string[]
  /** first month that may change */
  readonly effectiveMonth: string
}

const HISTORY = 24

/**
 * The windows of a run. Monthly: the last three complete months; quarterly: the last complete quarter. A change takes
 * effect with the month after the one under way.
 */
export function windowsOf(cadence: 'monthly' | 'quarterly', asOf: string, firstOfYear: string): Windows {
  const month = asOf.slice(0, 7)
  const end = cadence === 'monthly' ? month : quarterStart(month, firstOfYear)
  const first = addMonths(end, -3)
  return {
    recent: monthsFrom(first, 3),
    history: monthsFrom(addMonths(first, -HISTORY), HISTORY),
    effectiveMonth: addMonths(month, 1),
  }
}

/** The same windows earlier, for facts that need time until they are decided. */
export function earlier({ recent, history, effectiveMonth }: Windows, months: number): Windows {
  const shift = (month: string) => addMonths(month, -months)
  return { recent: recent.map(shift), history: history.map(shift), effectiveMonth }
}

/** Three months at a time. */
export function inThrees(months: readonly string[]): string[][] {
  return Array.from({ length: Math.floor(months.length / 3) }, (_, i) => months.slice(3 * i, 3 * i + 3))
}
