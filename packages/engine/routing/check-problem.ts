import { nodeCount, type RouteProblem } from './route-problem.ts'

type Span = readonly [number, number]

function refuse(path: string, expected: string, got: unknown): never {
  throw new RangeError(`${path}: expected ${expected}, got ${String(got)}`)
}

function checkSpan([open, close]: Span, path: string): void {
  if (Number.isNaN(open) || Number.isNaN(close)) refuse(path, 'two numbers', `${open}, ${close}`)
  if (open > close) refuse(path, 'an opening not after its closing', `${open}, ${close}`)
}

/** @param isAllowed of infinities: a capacity may be one */
function checkAmount(value: number, path: string, isAllowed = false): void {
  if (!(value >= 0 && (isAllowed || Number.isFinite(value))))
    refuse(path, 'a number that is not negative', value)
}

function checkVisits({ visits }: RouteProblem): void {
  for (const [v, { duration, score, load, windows }] of visits.entries()) {
    checkAmount(duration, `visits[${v}].duration`)
    checkAmount(score, `visits[${v}].score`)
    checkAmount(load, `visits[${v}].load`)
    if (windows.length === 0) refuse(`visits[${v}].windows`, 'at least one window', 'none')
    for (const [w, window] of windows.entries()) {
      checkSpan(window, `visits[${v}].windows[${w}]`)
      if (w > 0 && !(window[0] > windows[w - 1]![1]))
        refuse(`visits[${v}].windows[${w}]`, 'windows in order and apart', window)
    }
  }
}

function checkDays({ days }: RouteProblem): void {
  for (const [d, { window, capacity, breaks }] of days.entries()) {
    checkSpan(window, `days[${d}].window`)
    if (!window.every(Number.isFinite)) refuse(`days[${d}].window`, 'finite times', window)
    checkAmount(capacity, `days[${d}].capacity`, true)
    for (const [b, pause] of breaks.entries()) {
      checkSpan(pause.window, `days[${d}].breaks[${b}].window`)
      checkAmount(pause.duration, `days[${d}].breaks[${b}].duration`)
    }
  }
}

function checkMatrix(matrix: Float64Array, nodes: number, path: string): void {
  if (matrix.length !== nodes ** 2) refuse(path, `${nodes} × ${nodes} numbers`, matrix.length)
  const wrong = matrix.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY))
  if (wrong >= 0)
    refuse(
      `${path}[${Math.floor(wrong / nodes)}][${wrong % nodes}]`,
      'a number that is not negative',
      matrix[wrong],
    )
}

function checkFixed({ fixed, visits, days }: RouteProblem): void {
  const seen = new Set<number>()
  for (const [f, { visit, day, start }] of fixed.entries()) {
    if (visits[visit] === undefined) refuse(`fixed[${f}].visit`, 'a visit', visit)
    if (days[day] === undefined) refuse(`fixed[${f}].day`, 'a day', day)
    if (seen.has(visit)) refuse(`fixed[${f}].visit`, 'a visit fixed once', visit)
    if (Number.isNaN(start)) refuse(`fixed[${f}].start`, 'a time', start)
    seen.add(visit)
  }
}

/** Refuses what cannot be meant. @throws RangeError with the path of the field */
export function checkRouteProblem(problem: RouteProblem): void {
  const nodes = nodeCount(problem)
  checkVisits(problem)
  checkDays(problem)
  checkMatrix(problem.durations, nodes, 'durations')
  if (problem.distances !== problem.durations) checkMatrix(problem.distances, nodes, 'distances')
  checkFixed(problem)
}
