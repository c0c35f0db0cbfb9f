import { z } from 'zod'
import { aboveZero, notNegative } from './magnitude.ts'

const name = z.string().min(1)
const place = z.record(name, name)

/** What `salesloom calc fit` reads: cells that are not listed are structural zeros. */
export const fitInput = z.strictObject({
  dimensions: z.array(name).min(1),
  cells: z
    .array(
      z.strictObject({
        at: place.describe('a member for each dimension'),
        weight: notNegative,
        min: notNegative.optional(),
        max: notNegative.optional(),
        held: notNegative.optional(),
      }),
    )
    .min(1),
  margins: z.array(
    z.strictObject({
      at: place.describe('a member for some of the dimensions; none = the grand total'),
      total: notNegative,
    }),
  ),
  unit: aboveZero.default(1),
  iterations: z.number().int().min(1).max(100_000).default(500),
  seed: z.number().int().default(1),
})

/** What it answers: every cell, every margin met exactly. */
export const fitAnswer = z.strictObject({
  cells: z.array(z.strictObject({ at: place, value: z.number().min(0) })),
  iterations: z.number().int().min(0),
})

export type FitInput = z.output<typeof fitInput>
export type FitAnswer = z.output<typeof fitAnswer>
