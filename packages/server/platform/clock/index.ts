/** The only source of time: passed in, so that a test's day is fixed. */
export type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, or that a test moves by hand. */
export function fixedClock(iso: string): Clock {
  return { now: () => new Date(iso) }
}

/** The civil date, `YYYY-MM-DD`, that a clock shows in a time zone. */
export function civilToday(clock: Clock, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(clock.now())
}

/** The minute of the day that a moment has in a time zone, 0 to 1439. */
export function minuteOfDay(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [hours = 0, minutes = 0] = parts.format(moment).split(':').map(Number)
  return hours * 60 + minutes
}
