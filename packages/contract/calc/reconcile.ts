import { z } from 'zod'
import { aboveZero, magnitude } from './magnitude.ts'

const id = z.union([z.string().min(1), z.number()])

export const aggregates = z
  .array(
    z.strictObject({
      id,
      of: z.array(id).min(1).describe('the series that it sums, none of them an aggregate'),
    }),
  )
  .min(1)
  .max(3_000)

export const weighting = z.enum(['bottom-up', 'ols', 'structural', 'variance', 'minimum-trace'])

/** What `salesloom calc reconcile` reads. */
export const reconcileInput = z.strictObject({
  series: z
    .array(
      z.strictObject({
        id,
        forecast: z.array(magnitude).min(1).max(1_000),
        errors: z
          .array(magnitude)
          .max(1_000)
          .optional()
          .describe('of one-step forecasts, oldest first, in all series or none'),
      }),
    )
    .min(1),
  aggregates,
  weighting: weighting.optional().describe('minimum-trace where there are errors, structural otherwise'),
  nonNegative: z.boolean().default(false),
  unit: aboveZero.optional().describe('every number a multiple of it'),
})

/** What it answers, the series in their order. */
export const reconcileAnswer = z.strictObject({
  series: z.array(
    z.strictObject({
      id,
      forecast: z.array(z.number()),
      varianceRatio: z
        .number()
        .nullable()
        .describe('variance ÷ that of the forecast that came in; null without errors'),
    }),
  ),
  nearest: z.boolean().describe('false where numbers below zero were only cut off'),
})

export type ReconcileInput = z.output<typeof reconcileInput>
export type ReconcileAnswer = z.output<typeof reconcileAnswer>
