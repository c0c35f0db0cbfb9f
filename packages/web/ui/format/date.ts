import type { Language } from './locale.ts'

/** A civil date (`YYYY-MM-DD`) in words of the language; no time zone is involved. */
export function formatCivilDate(date: string, language: Language): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, day),
  )
}

/** A month (`YYYY-MM`) as a short axis label: `3 月`, `Mar`. */
export function formatMonth(month: string, language: Language, withYear = false): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Intl.DateTimeFormat(language, {
    month: 'short',
    timeZone: 'UTC',
    ...(withYear ? { year: 'numeric' } : {}),
  }).format(Date.UTC(year, number - 1, 1))
}

/** A moment in the reader's own time zone, to the minute. */
export function formatMoment(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

/** Last day of a month (`YYYY-MM`) as a civil date. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** A civil date for columns of dates: year, month and day in figures, the same in every language. */
export function columnDate(date: string): string {
  return date.slice(0, 10)
}
