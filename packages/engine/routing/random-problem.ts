import { seededRandom } from '../random/index.ts'
import type { Day, RouteProblem, Visit } from './route-problem.ts'

type Point = readonly [x: number, y: number]

export const DAY: Day = { window: [0, 100], capacity: Number.POSITIVE_INFINITY, breaks: [] }
export const visit = (more: Partial<Visit> = {}): Visit => ({
  duration: 5,
  windows: [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  score: 1,
  required: false,
  load: 0,
  ...more,
})

/** A problem on the plane; every day begins and ends at its middle. */
export function routeProblem(
  points: readonly Point[],
  visits: readonly Visit[],
  days: readonly Day[],
  more: Partial<RouteProblem> = {},
): RouteProblem {
  const all = [
    ...points,
    ...days.flatMap((): Point[] => [
      [0, 0],
      [0, 0],
    ]),
  ]
  const matrix = Float64Array.from(
    all.flatMap(([x1, y1]) => all.map(([x2, y2]) => Math.hypot(x1 - x2, y1 - y2))),
  )
  return { visits, days, durations: matrix, distances: matrix, objective: 'score', fixed: [], ...more }
}

/** A random problem with one to three windows each. */
export function randomProblem(
  count: number,
  seed: number,
  days: readonly Day[],
  more: Partial<RouteProblem> = {},
): RouteProblem {
  const random = seededRandom(seed)
  const points = Array.from({ length: count }, (): Point => [20 * random() - 10, 20 * random() - 10])
  const visits = points.map(() => {
    const starts = Array.from({ length: 1 + Math.floor(3 * random()) }, () => 90 * random()).sort(
      (a, b) => a - b,
    )
    const windows = starts.map((open, w): [number, number] => [
      open,
      Math.min(open + 3 + 12 * random(), (starts[w + 1] ?? 200) - 0.01),
    ])
    return visit({
      windows,
      duration: 1 + 5 * random(),
      score: 1 + Math.floor(9 * random()),
      load: Math.floor(4 * random()),
    })
  })
  return routeProblem(points, visits, days, more)
}
