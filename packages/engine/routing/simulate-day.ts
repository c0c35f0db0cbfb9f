import { breaksOf } from './compile-problem.ts'
import type { RouteProblem, Visit } from './route-problem.ts'

export type TakenBreak = { readonly start: number; readonly end: number }

/** Times of a day's stops; the last entry is the end of the day. */
export type DayTimes = {
  readonly starts: Float64Array
  readonly arrivals: Float64Array
  readonly breaks: readonly TakenBreak[]
}

/** How a moment of the day came about: the earliest time with so many breaks taken. */
type Moment = {
  readonly done: number
  readonly arrival: number
  readonly start: number
  readonly rest: TakenBreak | null
  readonly before: Moment | null
}

function firstStart({ windows }: Visit, time: number): number {
  const window = windows.find(([, close]) => time <= close)
  return window === undefined ? Number.POSITIVE_INFINITY : Math.max(time, window[0])
}

/** Takes breaks at one place: the earliest moment for every number of them. */
function restAt(arrived: readonly (Moment | null)[], breaks: ReturnType<typeof breaksOf>): (Moment | null)[] {
  const moments = [...arrived]
  for (const [k, pause] of breaks.entries()) {
    const before = moments[k]
    if (before === undefined || before === null) continue
    const start = Math.max(before.done, pause.window[0])
    const end = start + pause.duration
    const taken = moments[k + 1]
    if (start > pause.window[1] || (taken !== undefined && taken !== null && taken.done <= end)) continue
    moments[k + 1] = { ...before, done: end, rest: { start, end }, before }
  }
  return moments
}

function timesOf(last: Moment, stops: number): DayTimes {
  const [starts, arrivals] = [new Float64Array(stops + 1), new Float64Array(stops + 1)]
  const breaks: TakenBreak[] = []
  let at = stops
  for (let moment: Moment | null = last; moment !== null; moment = moment.before) {
    if (moment.rest !== null) breaks.unshift(moment.rest)
    else if (at >= 0) {
      starts[at] = moment.start
      arrivals[at] = moment.arrival
      at--
    }
  }
  return { starts, arrivals, breaks }
}

/**
 * Runs a day stop by stop, as early as possible. Breaks are taken in the order of their opening, each at the place of
 * the stop before it, where they let the day end first; a day that is over before a break's window opens needs it not.
 *
 * @returns null where the day cannot be kept
 */
export function simulateDay(problem: RouteProblem, day: number, stops: readonly number[]): DayTimes | null {
  const { visits, durations, days, fixed } = problem
  const nodes = visits.length + 2 * days.length
  const { window } = days[day]!
  const breaks = breaksOf(days[day]!)
  const begin: Moment = { done: window[0], arrival: window[0], start: window[0], rest: null, before: null }
  let moments = restAt([begin, ...breaks.map(() => null)], breaks)
  let place = visits.length + 2 * day
  for (const visit of stops) {
    const travel = durations[place * nodes + visit]!
    const held = fixed.find((stop) => stop.visit === visit)?.start ?? Number.NEGATIVE_INFINITY
    const arrived = moments.map((before): Moment | null => {
      if (before === null) return null
      const arrival = before.done + travel
      const start = firstStart(visits[visit]!, Math.max(arrival, held))
      if (start === Number.POSITIVE_INFINITY) return null
      return { done: start + visits[visit]!.duration, arrival, start, rest: null, before }
    })
    moments = restAt(arrived, breaks)
    place = visit
  }
  const home = durations[place * nodes + visits.length + 2 * day + 1]!
  let best: Moment | null = null
  for (const [k, before] of moments.entries()) {
    if (before === null) continue
    const end = before.done + home
    const isOver = end <= window[1] && end <= (breaks[k]?.window[0] ?? Number.POSITIVE_INFINITY)
    if (isOver && (best === null || end < best.done))
      best = { done: end, arrival: end, start: end, rest: null, before }
  }
  return best === null ? null : timesOf(best, stops.length)
}
