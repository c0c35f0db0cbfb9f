import { nodeCount, type RouteProblem } from './route-problem.ts'

/** A problem in flat arrays, as the search reads it. Nodes as in {@link RouteProblem}. */
export type Compiled = {
  readonly problem: RouteProblem
  readonly visits: number
  readonly days: number
  readonly nodes: number
  /** first node at the same place: starts and ends of days mostly share one, and its row of the matrix */
  readonly place: Int32Array
  /** row: where one comes from */
  readonly durationsFrom: Float64Array
  readonly distancesFrom: Float64Array
  /** row: where one goes to */
  readonly durationsTo: Float64Array
  readonly distancesTo: Float64Array
  /** distances are durations, and the way back is as long as the way there */
  readonly isOneMatrix: boolean
  readonly duration: Float64Array
  readonly load: Float64Array
  readonly hasLoads: boolean
  /** windows of visit v: windowAt[v] … windowAt[v + 1] of opens and closes */
  readonly windowAt: Int32Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  readonly fixedStart: Float64Array
  /** most breaks of a day, and one */
  readonly layers: number
  readonly breakCount: Int32Array
  /** break k of day d: d × (layers − 1) + k, by opening */
  readonly breakOpen: Float64Array
  readonly breakClose: Float64Array
  readonly breakLength: Float64Array
  /** days of the same kind are alike in all that matters while they are empty */
  readonly dayKind: Int32Array
}

function transpose(matrix: Float64Array, size: number): Float64Array {
  const other = new Float64Array(matrix.length)
  let isSymmetric = true
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      other[b * size + a] = matrix[a * size + b]!
      if (matrix[a * size + b] !== matrix[b * size + a]) isSymmetric = false
    }
  return isSymmetric ? matrix : other
}

function isSamePlace({ durations, distances }: RouteProblem, nodes: number, a: number, b: number): boolean {
  for (let other = 0; other < nodes; other++) {
    const [fromA, fromB, toA, toB] = [
      a * nodes + other,
      b * nodes + other,
      other * nodes + a,
      other * nodes + b,
    ]
    if (durations[fromA] !== durations[fromB] || durations[toA] !== durations[toB]) return false
    if (distances[fromA] !== distances[fromB] || distances[toA] !== distances[toB]) return false
  }
  return true
}

function placesOf(problem: RouteProblem, nodes: number): Int32Array {
  const place = Int32Array.from({ length: nodes }, (_, node) => node)
  const known: number[] = []
  for (let node = problem.visits.length; node < nodes; node++) {
    const same = known.find((other) => isSamePlace(problem, nodes, other, node))
    if (same === undefined) known.push(node)
    else place[node] = same
  }
  return place
}

function kindsOf({ days, visits, fixed }: RouteProblem, place: Int32Array): Int32Array {
  const kinds = new Map<string, number>()
  const held = new Set(fixed.map(({ day }) => day))
  return Int32Array.from(days, ({ window, capacity, breaks }, day) => {
    const ends = [place[visits.length + 2 * day], place[visits.length + 2 * day + 1]]
    const key = JSON.stringify([
      ends,
      window,
      String(capacity),
      breaks.map((pause) => [pause.window, pause.duration]),
      held.has(day) ? day : -1,
    ])
    const kind = kinds.get(key) ?? kinds.size
    kinds.set(key, kind)
    return kind
  })
}

/** Breaks that a day can need: those not over before it begins, by their opening. */
export function breaksOf({
  window,
  breaks,
}: RouteProblem['days'][number]): RouteProblem['days'][number]['breaks'] {
  return breaks.filter((pause) => pause.window[1] >= window[0]).toSorted((a, b) => a.window[0] - b.window[0])
}

function compileBreaks({ days }: RouteProblem) {
  const breaks = days.map(breaksOf)
  const most = breaks.reduce((max, list) => Math.max(max, list.length), 0)
  const flat = (of: (pause: RouteProblem['days'][number]['breaks'][number]) => number) => {
    const values = new Float64Array(days.length * most)
    for (const [day, list] of breaks.entries())
      for (const [k, pause] of list.entries()) values[day * most + k] = of(pause)
    return values
  }
  return {
    layers: most + 1,
    breakCount: Int32Array.from(breaks, (list) => list.length),
    breakOpen: flat(({ window }) => window[0]),
    breakClose: flat(({ window }) => window[1]),
    breakLength: flat(({ duration }) => duration),
  }
}

export function compileProblem(problem: RouteProblem): Compiled {
  const { visits, days, durations, distances, fixed } = problem
  const nodes = nodeCount(problem)
  const place = placesOf(problem, nodes)
  const perVisit = (of: (visit: RouteProblem['visits'][number]) => number) => {
    const values = new Float64Array(nodes)
    for (const [v, visit] of visits.entries()) values[v] = of(visit)
    return values
  }
  const windows = visits.flatMap((visit) => visit.windows)
  const windowAt = new Int32Array(visits.length + 1)
  for (const [v, visit] of visits.entries()) windowAt[v + 1] = windowAt[v]! + visit.windows.length
  const fixedStart = new Float64Array(nodes).fill(Number.NEGATIVE_INFINITY)
  for (const { visit, start } of fixed) if (start !== null) fixedStart[visit] = start
  const durationsTo = transpose(durations, nodes)
  return {
    problem,
    visits: visits.length,
    days: days.length,
    nodes,
    place,
    durationsFrom: durations,
    distancesFrom: distances,
    durationsTo,
    distancesTo: distances === durations ? durationsTo : transpose(distances, nodes),
    isOneMatrix: distances === durations && durationsTo === durations,
    duration: perVisit(({ duration }) => duration),
    load: perVisit(({ load }) => load),
    hasLoads: visits.some(({ load }) => load > 0),
    windowAt,
    opens: Float64Array.from(windows, ([open]) => open),
    closes: Float64Array.from(windows, ([, close]) => close),
    fixedStart,
    ...compileBreaks(problem),
    dayKind: kindsOf(problem, place),
  }
}
