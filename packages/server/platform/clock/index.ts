/** The only source of time: passed in, so that a test's day is fixed. */
export type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, or that a test moves by hand. */
export function fixedClock(iso: string): Clock {
  return { now: () => new Date(iso) }
}

/** Making a formatter costs a hundred times what using it does; zones are few. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formatters.set(key, made)
  return made
}

/** The civil date, `YYYY-MM-DD`, that a clock shows in a time zone. */
export function civilToday(clock: Clock, timeZone: string): string {
  const days = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return formatterOf('en-CA', days).format(clock.now())
}

/** The minute of the day that a moment has in a time zone, 0 to 1439. */
export function minuteOfDay(moment: Date, timeZone: string): number {
  const minutesOfADay = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const shown = formatterOf('en-GB', minutesOfADay).format(moment)
  const [hours = 0, minutes = 0] = shown.split(':').map(Number)
  return hours * 60 + minutes
}
