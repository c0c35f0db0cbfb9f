import type { Measure } from '@salesloom/contract'

/** The days of a fact's rows, the first of which dates them. */
type Dated = { readonly days: ReadonlyArray<{ readonly name: string }> }

/** A day on which rows of a fact end: one that is called so, else the first that is not the one they are dated by. */
function endOf({ days }: Dated, day: string | undefined): string | undefined {
  const others = days.map(({ name }) => name).filter((name) => name !== (day ?? days[0]?.name))
  return others.find((name) => name === 'closedOn' || name === 'untilDay') ?? others[0]
}

/** A measure of another time: a balance to date, or what is open, which needs the day on which rows end. */
export function withTime(fact: Dated, { endDay: _, ...measure }: Measure, time: Measure['time']): Measure {
  const endDay = time === 'open' ? endOf(fact, measure.day) : undefined
  return { ...measure, time, at: 'end', ...(endDay === undefined ? {} : { endDay }) }
}

/** A measure by another of its days. One that was open until that day is until another one now. */
export function withDay(fact: Dated, { day: _, ...measure }: Measure, day: string): Measure {
  const dated = day === fact.days[0]?.name ? measure : { ...measure, day }
  return dated.endDay === day ? withTime(fact, dated, dated.time) : dated
}
