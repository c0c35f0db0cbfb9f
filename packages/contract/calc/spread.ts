import { z } from 'zod'
import { aboveZero, magnitude, notNegative } from './magnitude.ts'

const name = z.string().min(1)
const address = z.record(name, name).describe('a member for each dimension; left out means its root')
const action = z.enum(['replace', 'add', 'subtract'])

const dimension = z.strictObject({
  name,
  members: z.array(z.strictObject({ id: name, parent: name.nullish() })).min(1),
})

const cell = z.strictObject({
  at: address,
  value: magnitude,
  min: magnitude.optional(),
  max: magnitude.optional(),
  denominator: notNegative.optional(),
})

const codeOperation = z.strictObject({
  at: address,
  code: z.union([z.string(), z.number()]),
  reference: address.optional().describe('of the code RP'),
})

const methodOperation = z.strictObject({
  at: address,
  method: z.enum([
    'proportional',
    'relativeProportional',
    'equal',
    'equalLeaves',
    'repeat',
    'repeatLeaves',
    'percentChange',
    'straightLine',
    'growth',
    'pattern',
    'clear',
  ]),
  value: magnitude.optional(),
  to: magnitude.optional(),
  percent: magnitude.optional(),
  action: action.default('replace'),
  reference: address.optional(),
  weights: z.array(notNegative).min(1).optional(),
  axis: name.optional(),
})

const holdOperation = z.strictObject({
  at: address,
  hold: z.enum(['leaf', 'releaseLeaf', 'consolidation', 'releaseConsolidation']),
})

/** What `salesloom calc spread` reads. */
export const spreadInput = z.strictObject({
  dimensions: z.array(dimension).min(1),
  cells: z.array(cell),
  sparse: z.boolean().default(false).describe('false: every other combination of leaves exists with 0'),
  unit: aboveZero.default(1).describe('every value of an additive measure is a multiple of it'),
  measure: z.enum(['additive', 'ratio']).default('additive'),
  operations: z.array(z.union([methodOperation, codeOperation, holdOperation])),
})

/** What it answers: every leaf cell, and how many of them changed. */
export const spreadAnswer = z.strictObject({
  cells: z.array(z.strictObject({ at: z.record(name, name), value: z.number() })),
  changed: z.number().int().min(0),
})

export type SpreadInput = z.output<typeof spreadInput>
export type SpreadAnswer = z.output<typeof spreadAnswer>
