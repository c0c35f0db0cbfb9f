import type { RouteProblem } from './route-problem.ts'

/** What a run of a day needs to know. */
export type Timetable = {
  readonly problem: RouteProblem
  /** width of the matrices */
  readonly nodes: number
  /** visits that must not start before a time; −Infinity for the others */
  readonly fixedStart: Float64Array
  /** first time from `time` on at which a visit may start; Infinity where no window is left */
  readonly firstStart: (visit: number, time: number) => number
}

export type TakenBreak = { readonly start: number; readonly end: number }

/** Times of a day's stops; the last entry is the end of the day. */
export type DayTimes = {
  readonly starts: Float64Array
  readonly arrivals: Float64Array
  readonly breaks: readonly TakenBreak[]
}

/**
 * Runs a day stop by stop. A break is taken at the place of the last stop: when its window is open on leaving, or when
 * it would be too late after the next stop; a day that is over before the window opens needs none.
 *
 * @returns null where something cannot be kept
 */
export function simulateDay(plan: Timetable, day: number, stops: readonly number[]): DayTimes | null {
  const { problem, nodes } = plan
  const { visits, durations, days } = problem
  const { window, breaks } = days[day]!
  const startNode = visits.length + 2 * day
  const times = new Float64Array(stops.length + 1)
  const arrivals = new Float64Array(stops.length + 1)
  const taken: TakenBreak[] = []
  const left = breaks.toSorted((a, b) => a.window[0] - b.window[0])
  let [time, place] = [window[0], startNode]
  for (let at = 0; at <= stops.length; at++) {
    const node = at === stops.length ? startNode + 1 : stops[at]!
    const travel = durations[place * nodes + node]!
    const serve = (from: number) => {
      const arrival = from + travel
      if (node >= visits.length) return arrival
      return plan.firstStart(node, Math.max(arrival, plan.fixedStart[node]!))
    }
    const done = (start: number) => start + (node < visits.length ? visits[node]!.duration : 0)
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const [open, close] = next.window
      const isOpen = time >= open
      const isLate = done(serve(time)) > close && done(serve(time)) > open
      if (!isOpen && !isLate) break
      const begin = Math.max(time, open)
      if (begin > close) return null
      taken.push({ start: begin, end: begin + next.duration })
      time = begin + next.duration
      left.shift()
    }
    const start = serve(time)
    if (!Number.isFinite(start)) return null
    arrivals[at] = time + travel
    times[at] = start
    time = done(start)
    place = node
  }
  return time <= window[1] ? { starts: times, arrivals, breaks: taken } : null
}
