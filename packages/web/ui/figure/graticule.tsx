import { useMemo } from 'react'

type Point = readonly [number, number]

const WIDTH = 640
const HEIGHT = 720
const RADIUS = 300

/** From 0 on the globe's side to 1 where it has become cloth. */
function unrolled(longitude: number): number {
  const t = Math.min(1, Math.max(0, (longitude + 0.15) / 1.35))
  return t * t * (3 - 2 * t)
}

/** A point of a globe whose east unrolls into a flat weave; longitude and latitude in radians. */
function place(longitude: number, latitude: number): Point {
  const globe: Point = [RADIUS * Math.cos(latitude) * Math.sin(longitude), -RADIUS * Math.sin(latitude)]
  const cloth: Point = [RADIUS * longitude * 0.92, -RADIUS * latitude * 0.86]
  const blend = unrolled(longitude)
  const at = (index: 0 | 1) => globe[index] * (1 - blend) + cloth[index] * blend
  return [WIDTH * 0.5 + at(0), HEIGHT / 2 + at(1)]
}

function path(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, index) => from + ((to - from) * index) / count)

const meridian = (longitude: number, from = -1.4, to = 1.4): string =>
  path(steps(from, to, 48).map((latitude) => place(longitude, latitude)))

const parallel = (latitude: number, from = -1.5, to = 2.1): string =>
  path(steps(from, to, 72).map((longitude) => place(longitude, latitude)))

const MERIDIANS = steps(-1.5, 2.1, 24)
const PARALLELS = steps(-1.4, 1.4, 20)
const THREADS = steps(0.62, -0.62, 5)

/** Where warp passes over a thread: every other crossing, shifted by one from thread to thread. */
function crossings(thread: number): number[] {
  return MERIDIANS.filter((_, index) => (index + thread) % 2 === 0)
}

/** The product's picture: meridians and parallels that become warp and weft, six threads woven through. */
export function Graticule({ className }: { readonly className?: string }) {
  const lines = useMemo(
    () => ({ warp: MERIDIANS.map((l) => meridian(l)), weft: PARALLELS.map((l) => parallel(l)) }),
    [],
  )
  return (
    <svg
      className={`graticule ${className ?? ''}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <g className="graticule-weft">
        {lines.weft.map((d) => (
          <path key={d} d={d} />
        ))}
      </g>
      <g className="graticule-warp">
        {lines.warp.map((d) => (
          <path key={d} d={d} />
        ))}
      </g>
      {THREADS.map((latitude, index) => (
        <g key={latitude}>
          <path
            className="graticule-thread"
            style={{ stroke: `var(--part-${index + 1})` }}
            d={parallel(latitude)}
          />
          {crossings(index).map((longitude) => (
            <g key={longitude}>
              <path className="graticule-gap" d={meridian(longitude, latitude - 0.022, latitude + 0.022)} />
              <path className="graticule-over" d={meridian(longitude, latitude - 0.03, latitude + 0.03)} />
            </g>
          ))}
        </g>
      ))}
    </svg>
  )
}
