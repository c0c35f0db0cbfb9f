import { z } from 'zod'

const level = z.number().min(1).max(99.9)

const series = z.strictObject({
  id: z.union([z.string().min(1), z.number()]),
  values: z.array(z.number().nullable()).min(1).max(100_000).describe('oldest first; null = missing'),
  period: z.number().int().min(1).max(366).describe('points in a year: 1, 4, 12, …'),
  start: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .describe('month of the first point, YYYY-MM'),
  calendar: z.literal('CN').optional().describe('the Spring Festival moves between the months'),
})

/** What `salesloom calc forecast` reads. */
export const forecastInput = z.strictObject({
  series: z.array(series).min(1),
  horizon: z.number().int().min(1).max(1_000),
  levels: z.array(level).min(1).default([80, 95]),
  seed: z.number().int().optional().describe('accepted for the contract: the forecast draws nothing'),
})

const points = z.array(z.number())

/** What it answers. Bands are null where a single point can promise nothing. */
export const forecastAnswer = z.strictObject({
  series: z.array(
    z.strictObject({
      id: z.union([z.string(), z.number()]),
      method: z.enum(['combination', 'short-smoothing', 'intermittent', 'last-value']),
      mean: points,
      intervals: z.record(z.string(), z.strictObject({ lower: points, upper: points }).nullable()),
      backtest: z.strictObject({
        smape: z.number().nullable(),
        mase: z.number().nullable(),
        folds: z.number().int().min(0),
      }),
    }),
  ),
})

export type ForecastInput = z.output<typeof forecastInput>
export type ForecastAnswer = z.output<typeof forecastAnswer>
