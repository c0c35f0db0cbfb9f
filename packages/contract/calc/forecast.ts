import { z } from 'zod'
import { aboveZero, magnitude } from './magnitude.ts'
import { aggregates, weighting } from './reconcile.ts'

const level = z.number().min(1).max(99.9)
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'YYYY-MM')

const event = z.strictObject({
  kind: z
    .enum(['pulse', 'step', 'ramp', 'decay'])
    .describe(
      'one month; from then on; rising evenly until its end; full at first, halved with every half-life',
    ),
  start: month,
  end: month.optional().describe('last month; a ramp needs it'),
  size: z
    .union([z.strictObject({ absolute: magnitude }), z.strictObject({ percent: magnitude.min(-100) })])
    .describe('in each month, in the unit of the series or of the forecast without events'),
  confidence: z.number().gt(0).max(1).default(1).describe('probability that it happens'),
  halfLife: aboveZero.max(1_000).optional().describe('months, of a decay'),
})

const series = z.strictObject({
  id: z.union([z.string().min(1), z.number()]),
  values: z.array(magnitude.nullable()).min(1).max(100_000).describe('oldest first; null = missing'),
  period: z.number().int().min(1).max(366).describe('points in a year: 1, 4, 12, …'),
  start: month.optional().describe('month of the first point, YYYY-MM'),
  calendar: z
    .literal('CN')
    .optional()
    .describe('the Spring Festival moves between the months, and working days differ'),
  workingDays: z
    .array(z.number().int().min(0).max(31).nullable())
    .optional()
    .describe(
      'of each month of the series and of those ahead, instead of the calendar’s own; null = not known',
    ),
  events: z.array(event).max(1_000).optional().describe('of months, quarters or years; needs start'),
})

/** What `salesloom calc forecast` reads. */
export const forecastInput = z.strictObject({
  series: z.array(series).min(1),
  horizon: z.number().int().min(1).max(1_000),
  levels: z.array(level).min(1).default([80, 95]),
  seed: z.number().int().optional().describe('accepted for the contract: the forecast draws nothing'),
  hierarchy: z
    .strictObject({
      aggregates: aggregates.describe(
        'sums of the series; answered after them, with their forecasts reconciled',
      ),
      weighting: weighting.default('minimum-trace'),
      nonNegative: z.boolean().default(false),
    })
    .optional(),
})

const points = z.array(z.number())
const intervals = z.record(z.string(), z.strictObject({ lower: points, upper: points }).nullable())
const accuracy = { smape: z.number().nullable(), mase: z.number().nullable() }

/** What it answers. Bands are null where a single point can promise nothing. */
export const forecastAnswer = z.strictObject({
  series: z.array(
    z.strictObject({
      id: z.union([z.string(), z.number()]),
      method: z.enum(['combination', 'short-smoothing', 'intermittent', 'last-value']),
      mean: points,
      intervals,
      backtest: z.strictObject({
        ...accuracy,
        folds: z.number().int().min(0),
        seasonalNaive: z.strictObject(accuracy).describe('last year’s values, from the same origins'),
      }),
      levelShifts: z
        .array(z.strictObject({ at: z.number().int(), factor: z.number().nullable(), size: z.number() }))
        .describe('at: index of the first value on the new level'),
      outliers: z.array(z.number().int()).describe('indices of values taken for slips'),
      calendar: z
        .strictObject({ festival: z.number(), workingDays: z.number() })
        .nullable()
        .describe('change of the logarithm for one festival; elasticity to working days'),
      events: z
        .strictObject({ base: points, contributions: z.array(points) })
        .optional()
        .describe(
          'mean = base + the contributions, in the order of the events; of a sum, those of its series',
        ),
    }),
  ),
})

export type ForecastInput = z.output<typeof forecastInput>
export type ForecastAnswer = z.output<typeof forecastAnswer>
