import { z } from 'zod'
import { aboveZero, MOST_ITERATIONS, magnitude, notNegative } from './magnitude.ts'

const name = z.union([z.string().min(1), z.number()])
const finite = z.number()
const span = z.tuple([magnitude, magnitude])
const place = {
  x: magnitude.optional(),
  y: magnitude.optional(),
  lng: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
}

const visit = z.strictObject({
  id: name,
  ...place,
  duration: notNegative,
  windows: z.array(span).default([]).describe('service starts inside one of them; none = at any time'),
  score: notNegative.default(0),
  required: z.boolean().default(false),
  load: notNegative.default(0),
})

const day = z.strictObject({
  id: name,
  start: z.strictObject({ id: name.optional(), ...place }),
  end: z.strictObject({ id: name.optional(), ...place }),
  window: span,
  capacity: notNegative.optional(),
  breaks: z.array(z.strictObject({ window: span, duration: notNegative })).default([]),
})

const travel = z.union([
  z.strictObject({
    metric: z.literal('euclidean'),
    decimals: z.number().int().min(0).max(12).optional().describe('places kept; the rest is cut off'),
    speed: aboveZero.default(1),
  }),
  z.strictObject({
    metric: z.literal('road'),
    factor: aboveZero.default(1.3),
    speed: aboveZero.describe('kilometres in a unit of time'),
  }),
  z.strictObject({
    matrix: z.strictObject({
      ids: z.array(name).min(1).describe('of visits, and of the starts and ends of days'),
      durations: z.array(z.array(notNegative)),
      distances: z.array(z.array(notNegative)).optional(),
    }),
  }),
])

/** What `salesloom calc route` reads: one unit of time throughout. */
export const routeInput = z.strictObject({
  visits: z.array(visit).max(5_000),
  days: z.array(day).min(1).max(500),
  travel,
  coordinates: z
    .enum(['WGS-84', 'GCJ-02'])
    .default('WGS-84')
    .describe('what lng and lat are; GCJ-02 is that of maps of China'),
  objective: z.enum(['score', 'distance']),
  fixed: z.array(z.strictObject({ visit: name, day: name, start: magnitude.optional() })).default([]),
  timeLimitMs: z.number().int().min(1).max(3_600_000).optional(),
  iterations: z.number().int().min(0).max(MOST_ITERATIONS).optional(),
  seed: z.number().int().default(1),
})

const reason = z.looseObject({
  code: z.enum(['load', 'window-closes', 'day-too-short', 'break-missed', 'displaces', 'would-add']),
})

/** What it answers. */
export const routeAnswer = z.strictObject({
  routes: z.array(
    z.strictObject({
      day: name,
      stops: z.array(z.strictObject({ visit: name, arrive: finite, start: finite, leave: finite })),
      breaks: z.array(z.strictObject({ start: finite, end: finite })),
      end: finite,
      distance: finite,
      score: finite,
    }),
  ),
  score: finite,
  distance: finite,
  unvisited: z.array(
    z.strictObject({
      visit: name,
      required: z.literal(true).optional().describe('it was required, and no plan found holds it'),
      reasons: z.array(reason),
    }),
  ),
})

export type RouteInput = z.output<typeof routeInput>
export type RouteAnswer = z.output<typeof routeAnswer>
