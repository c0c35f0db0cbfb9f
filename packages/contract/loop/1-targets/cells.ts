import { z } from 'zod'
import { id, minorUnits } from '../../primitives.ts'

/**
 * A member of a plan dimension as text: `orgUnit:12`, `person:7`, `region:3`, `product:5`, `customerType:2`, `month:2013-04`,
 * `quarter:2013-2`, `year:2013`.
 */
export const memberKey = z
  .string()
  .regex(/^(orgUnit|person|region|product|customerType|month|quarter|year):[0-9-]+$/)

/** Where a cell is: one member per dimension; a dimension left out means its root. */
export const cellAddress = z.object({
  organisation: memberKey.optional(),
  region: memberKey.optional(),
  product: memberKey.optional(),
  customerType: memberKey.optional(),
  time: memberKey.optional(),
})
export type CellAddress = z.infer<typeof cellAddress>

/** What rows or columns may run along. */
export const planAxis = z.enum(['organisation', 'region', 'product', 'customerType', 'quarter', 'month'])
export type PlanAxis = z.infer<typeof planAxis>

/** What the cells of a plan count; a ratio is the quotient of the sums of two of the plan's measures. */
export const planMeasure = z.union([
  z.object({ code: z.string(), kind: z.literal('additive'), unit: z.enum(['money', 'count']) }),
  z.object({
    code: z.string(),
    kind: z.literal('ratio'),
    unit: z.enum(['percent', 'money']),
    numerator: z.string(),
    denominator: z.string(),
  }),
])

export const scenarioState = z.enum(['working', 'submitted', 'approved', 'superseded'])

export const scenario = z.object({
  scenarioId: id,
  name: z.string(),
  description: z.string(),
  fiscalYear: z.number().int(),
  baseYear: z.number().int(),
  channel: z.string(),
  growthPercent: z.number(),
  state: scenarioState,
  version: z.number().int().describe('grows with each operation; send it back when changing'),
  total: minorUnits.describe('of the caller’s part of the plan'),
  baseTotal: minorUnits,
  measures: z.array(planMeasure),
  origin: z.enum(['history', 'copy', 'branch', 'successor']),
  originScenarioId: id.nullable(),
  effectiveMonth: z.string().nullable().describe('first month that a successor may change'),
  isWhatIf: z.boolean(),
  lockedBy: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  cellCount: z.number().int(),
})
