import type { RouteInput } from '@salesloom/contract/calc'
import { gcj02ToWgs84, greatCircleKilometres } from '@salesloom/engine/geography'
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

function pairOf({ path, place }: Point, first: 'x' | 'lng', second: 'y' | 'lat'): readonly [number, number] {
  const [a, b] = [place[first], place[second]]
  if (a === undefined) throw new MalformedInput(`${path}.${first}`, 'a number, because of travel.metric', a)
  if (b === undefined) throw new MalformedInput(`${path}.${second}`, 'a number, because of travel.metric', b)
  return [a, b]
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
  if (index.size < ids.length) {
    const twice = ids.findIndex((id, i) => index.get(id) !== i)
    throw new MalformedInput(`travel.matrix.ids[${twice}]`, 'an id used once', ids[twice])
  }
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
export function travelBetween({ travel, coordinates, visits, days }: RouteInput): Travel {
  const points: Point[] = [
    ...visits.map((place, v) => ({ path: `visits[${v}]`, place })),
    ...days.flatMap(({ start, end }, d) => [
      { path: `days[${d}].start`, place: start },
      { path: `days[${d}].end`, place: end },
    ]),
  ]
  if ('matrix' in travel) return fromMatrix(travel.matrix, points)
  if (travel.metric === 'road') {
    const places = points.map((point) => {
      const place = pairOf(point, 'lng', 'lat')
      return coordinates === 'GCJ-02' ? gcj02ToWgs84(place) : place
    })
    const distances = between(points, (a, b) => greatCircleKilometres(places[a]!, places[b]!) * travel.factor)
    return { distances, durations: distances.map((distance) => distance / travel.speed) }
  }
  const places = points.map((point) => pairOf(point, 'x', 'y'))
  const distances = between(points, (a, b) =>
    cut(Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1]), travel.decimals),
  )
  return { distances, durations: distances.map((distance) => distance / travel.speed) }
}
