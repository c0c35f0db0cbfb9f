import { type RouteAnswer, type RouteInput, routeInput } from '@salesloom/contract/calc'
import {
  explainUnvisited,
  type Plan,
  planRoutes,
  type RouteProblem,
  simulateDay,
  type UnvisitedReason,
} from '@salesloom/engine/routing'
import { calculation, MalformedInput } from './calculation.ts'
import { indexOf } from './index-of.ts'
import { travelBetween } from './travel-matrix.ts'

type Id = string | number
type Span = readonly [number, number]

function checkSpan([open, close]: Span, path: string): Span {
  if (open > close) throw new MalformedInput(path, 'an opening that is not after the closing', [open, close])
  return [open, close]
}

function readWindows(windows: readonly Span[], path: string): Span[] {
  const sorted = windows
    .map((window, w) => checkSpan(window, `${path}[${w}]`))
    .toSorted((a, b) => a[0] - b[0])
  const overlap = sorted.findIndex(([open], w) => w > 0 && open <= sorted[w - 1]![1])
  if (overlap > 0) throw new MalformedInput(path, 'windows that lie apart', sorted[overlap])
  return sorted.length === 0 ? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]] : sorted
}

function readFixed(
  { fixed }: RouteInput,
  visits: Map<Id, number>,
  days: Map<Id, number>,
): RouteProblem['fixed'] {
  const seen = new Set<Id>()
  return fixed.map(({ visit, day, start }, f) => {
    const [v, d] = [visits.get(visit), days.get(day)]
    if (v === undefined) throw new MalformedInput(`fixed[${f}].visit`, 'the id of a visit', visit)
    if (d === undefined) throw new MalformedInput(`fixed[${f}].day`, 'the id of a day', day)
    if (seen.has(visit)) throw new MalformedInput(`fixed[${f}].visit`, 'a visit fixed once', visit)
    seen.add(visit)
    return { visit: v, day: d, start: start ?? null }
  })
}

function readProblem(input: RouteInput): RouteProblem {
  const visits = indexOf(
    input.visits.map(({ id }) => id),
    'visits',
  )
  const days = indexOf(
    input.days.map(({ id }) => id),
    'days',
  )
  return {
    visits: input.visits.map(({ duration, windows, score, required, load }, v) => ({
      duration,
      windows: readWindows(windows, `visits[${v}].windows`),
      score,
      required,
      load,
    })),
    days: input.days.map(({ window, capacity, breaks }, d) => ({
      window: checkSpan(window, `days[${d}].window`),
      capacity: capacity ?? Number.POSITIVE_INFINITY,
      breaks: breaks.map((pause, b) => ({
        window: checkSpan(pause.window, `days[${d}].breaks[${b}].window`),
        duration: pause.duration,
      })),
    })),
    ...travelBetween(input),
    objective: input.objective,
    fixed: readFixed(input, visits, days),
  }
}

function routeOf(plan: Plan, input: RouteInput, day: number): RouteAnswer['routes'][number] {
  const stops = plan.sequence(day)
  const times = simulateDay(plan.problem, day, stops)
  if (times === null) throw new Error(`day ${day} of the plan cannot be kept`)
  return {
    day: input.days[day]!.id,
    stops: stops.map((visit, at) => ({
      visit: input.visits[visit]!.id,
      arrive: times.arrivals[at]!,
      start: times.starts[at]!,
      leave: times.starts[at]! + input.visits[visit]!.duration,
    })),
    breaks: [...times.breaks],
    end: times.starts.at(-1)!,
    distance: plan.distances[day]!,
    score: stops.reduce((sum, visit) => sum + input.visits[visit]!.score, 0),
  }
}

function namedReason(reason: UnvisitedReason, input: RouteInput) {
  const idOf = (visit: number) => input.visits[visit]!.id
  return {
    ...reason,
    day: input.days[reason.day]!.id,
    ...('visit' in reason ? { visit: idOf(reason.visit) } : {}),
    ...('visits' in reason ? { visits: reason.visits.map(idOf) } : {}),
  }
}

function unvisitedOf(plan: Plan, input: RouteInput): RouteAnswer['unvisited'] {
  return input.visits.flatMap(({ id, required }, visit) => {
    if (plan.dayOf[visit]! >= 0) return []
    const reasons = explainUnvisited(plan, visit).map((reason) => namedReason(reason, input))
    return [{ visit: id, ...(required ? { required } : {}), reasons }]
  })
}

function answerOf(plan: Plan, input: RouteInput): RouteAnswer {
  const routes = input.days.map((_, day) => routeOf(plan, input, day))
  return {
    routes,
    score: routes.reduce((sum, { score }) => sum + score, 0),
    distance: routes.reduce((sum, { distance }) => sum + distance, 0),
    unvisited: unvisitedOf(plan, input),
  }
}

export const routeCalculation = calculation({
  name: 'route',
  summary: 'plans the visits of days, with reasons for every visit left out',
  input: routeInput,
  calculate: (input) => {
    const problem = readProblem(input)
    const limit = input.timeLimitMs
    const started = performance.now()
    const { plan, impossibleDays, brokenFixed } = planRoutes(problem, {
      seed: input.seed,
      ...(input.iterations === undefined ? {} : { iterations: input.iterations }),
      ...(limit === undefined ? {} : { elapsed: () => (performance.now() - started) / limit }),
    })
    if (impossibleDays.length > 0)
      return {
        ok: false,
        reason: 'day-too-short',
        detail: { days: impossibleDays.map((day) => input.days[day]!.id) },
      }
    if (brokenFixed.length > 0)
      return {
        ok: false,
        reason: 'fixed-stops',
        detail: { visits: brokenFixed.map((visit) => input.visits[visit]!.id) },
      }
    return { ok: true, value: answerOf(plan, input) }
  },
})
