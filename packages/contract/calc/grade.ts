import { z } from 'zod'
import { magnitude, notNegative } from './magnitude.ts'

const id = z.union([z.string().min(1), z.number()])
const grade = z.enum(['A', 'B', 'C'])

/** What `salesloom calc grade` reads. */
export const gradeInput = z.strictObject({
  customers: z.array(
    z.strictObject({
      id,
      value: magnitude.describe('worth if won, such as the lifetime value'),
      probability: z.number().min(0).max(1),
      previous: grade.optional(),
    }),
  ),
  bounds: z
    .strictObject({ A: notNegative, B: notNegative })
    .describe('value × probability from which a customer is A, and from which B'),
  margin: z.number().min(0).lt(1).default(0.1).describe('share of a bound by which it must be crossed'),
})

/** What it answers, the customers in their order. */
export const gradeAnswer = z.strictObject({
  customers: z.array(z.strictObject({ id, expected: z.number(), grade, isChanged: z.boolean() })),
})

export type GradeInput = z.output<typeof gradeInput>
export type GradeAnswer = z.output<typeof gradeAnswer>
