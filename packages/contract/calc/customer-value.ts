import { z } from 'zod'
import { aboveZero, notNegative } from './magnitude.ts'

const customer = z
  .strictObject({
    id: z.union([z.string().min(1), z.number()]),
    frequency: z.number().int().min(0).max(1e15).describe('repeat purchases: all but the first'),
    recency: notNegative.describe('from the first purchase to the last'),
    T: aboveZero.describe('from the first purchase to now'),
    monetary: notNegative.optional().describe('mean amount of the repeat purchases'),
  })
  .describe('times of all customers are in one unit')

/** What `salesloom calc customer-value` reads. */
export const customerValueInput = z.strictObject({
  customers: z.array(customer).min(1),
  horizon: notNegative,
  discountRate: notNegative.default(0).describe('for each unit of time'),
  margin: notNegative.default(1),
})

const finite = z.number()

/** What it answers. `value` is missing where no amounts came, null where the amounts have no finite mean. */
export const customerValueAnswer = z.strictObject({
  parameters: z.strictObject({
    r: finite,
    alpha: finite,
    a: finite,
    b: finite,
    p: finite.optional(),
    q: finite.optional(),
    gamma: finite.optional(),
  }),
  logLikelihood: finite,
  atBoundary: z.boolean(),
  customers: z.array(
    z.strictObject({
      id: z.union([z.string(), z.number()]),
      alive: finite,
      expectedPurchases: finite,
      value: finite.nullable().optional(),
    }),
  ),
})

export type CustomerValueInput = z.output<typeof customerValueInput>
export type CustomerValueAnswer = z.output<typeof customerValueAnswer>
