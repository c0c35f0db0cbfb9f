import { z } from 'zod'
import { magnitude } from './magnitude.ts'

const id = z.union([z.string().min(1), z.number()])
const attributes = z.record(z.string().min(1), z.union([magnitude, z.string(), z.null()]))

/** What `salesloom calc win-probability` reads. */
export const winProbabilityInput = z.strictObject({
  closed: z
    .array(z.strictObject({ id: id.optional(), attributes, won: z.boolean() }))
    .describe('deals that were won or lost, with what was known of them before'),
  open: z.array(z.strictObject({ id, attributes })).describe('deals to be judged'),
  seed: z.number().int().default(1),
})

const chance = z.strictObject({ probability: z.number(), low: z.number(), high: z.number() })

/** What it answers; the quality is that on deals which the model had not seen. */
export const winProbabilityAnswer = z.strictObject({
  calibration: z.enum(['none', 'platt', 'isotonic']),
  isInformative: z.boolean().describe('false: the attributes tell nothing beyond the share won'),
  quality: z.strictObject({
    deals: z.number(),
    won: z.number(),
    logLoss: z.number(),
    baseLogLoss: z.number(),
    brier: z.number(),
    rankQuality: z.number(),
    calibrationError: z.number(),
    reliability: z.array(chance.extend({ deals: z.number(), happened: z.number() })),
  }),
  open: z.array(chance.extend({ id })),
})

export type WinProbabilityInput = z.output<typeof winProbabilityInput>
export type WinProbabilityAnswer = z.output<typeof winProbabilityAnswer>
