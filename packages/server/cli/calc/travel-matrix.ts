import type { RouteInput } from '@salesloom/contract/calc'
import { MalformedInput } from './calculation.ts'

type Place = {
  readonly id?: string | number | undefined
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly lng?: number | undefined
  readonly lat?: number | undefined
}
type Point = { readonly path: string; readonly place: Place }
type Travel = { readonly durations: Float64Array; readonly distances: Float64Array }

const EARTH_KILOMETRES = 6_371.0088

function pairOf({ path, place }: Point, first: 'x' | 'lng', second: 'y' | 'lat'): readonly [number, number] {
  const [a, b] = [place[first], place[second]]
  if (a === undefined) throw new MalformedInput(`${path}.${first}`, 'a number, because of travel.metric', a)
  if (b === undefined) throw new MalformedInput(`${path}.${second}`, 'a number, because of travel.metric', b)
  return [a, b]
}

/** Great-circle distance in kilometres (haversine). */
function greatCircle(
  [lng1, lat1]: readonly [number, number],
  [lng2, lat2]: readonly [number, number],
): number {
  const radians = Math.PI / 180
  const h =
    Math.sin(((lat2 - lat1) * radians) / 2) ** 2 +
    Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * Math.sin(((lng2 - lng1) * radians) / 2) ** 2
  return 2 * EARTH_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

function between(points: readonly Point[], distanceOf: (a: number, b: number) => number): Float64Array {
  const matrix = new Float64Array(points.length ** 2)
  for (let a = 0; a < points.length; a++)
    for (let b = 0; b < points.length; b++) matrix[a * points.length + b] = a === b ? 0 : distanceOf(a, b)
  return matrix
}

function cut(value: number, decimals: number | undefined): number {
  if (decimals === undefined) return value
  const scale = 10 ** decimals
  return Math.floor(value * scale + 1e-9) / scale
}

type Matrix = Extract<RouteInput['travel'], { matrix: unknown }>['matrix']

function checkSquare(matrix: readonly (readonly number[])[], size: number, path: string): void {
  if (matrix.length !== size) throw new MalformedInput(path, `${size} rows, one for each id`, matrix.length)
  const wrong = matrix.findIndex((row) => row.length !== size)
  if (wrong >= 0) throw new MalformedInput(`${path}[${wrong}]`, `${size} numbers`, matrix[wrong]?.length)
}

function fromMatrix({ ids, durations, distances }: Matrix, points: readonly Point[]): Travel {
  checkSquare(durations, ids.length, 'travel.matrix.durations')
  if (distances !== undefined) checkSquare(distances, ids.length, 'travel.matrix.distances')
  const index = new Map(ids.map((id, i) => [id, i]))
  const rows = points.map(({ path, place }) => {
    const row = place.id === undefined ? undefined : index.get(place.id)
    if (row === undefined) throw new MalformedInput(`${path}.id`, 'one of travel.matrix.ids', place.id)
    return row
  })
  return {
    durations: between(points, (a, b) => durations[rows[a]!]![rows[b]!]!),
    distances: between(points, (a, b) => (distances ?? durations)[rows[a]!]![rows[b]!]!),
  }
}

/** Travel between all visits and the starts and ends of the days, in the order of the routing engine's nodes. */
export function travelBetween({ travel, visits, days }: RouteInput): Travel {
  const points: Point[] = [
    ...visits.map((place, v) => ({ path: `visits[${v}]`, place })),
    ...days.flatMap(({ start, end }, d) => [
      { path: `days[${d}].start`, place: start },
      { path: `days[${d}].end`, place: end },
    ]),
  ]
  if ('matrix' in travel) return fromMatrix(travel.matrix, points)
  if (travel.metric === 'road') {
    const places = points.map((point) => pairOf(point, 'lng', 'lat'))
    const distances = between(points, (a, b) => greatCircle(places[a]!, places[b]!) * travel.factor)
    return { distances, durations: distances.map((distance) => distance / travel.speed) }
  }
  const places = points.map((point) => pairOf(point, 'x', 'y'))
  const distances = between(points, (a, b) =>
    cut(Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1]), travel.decimals),
  )
  return { distances, durations: distances.map((distance) => distance / travel.speed) }
}
