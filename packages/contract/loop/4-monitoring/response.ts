import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, ratio, slice } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { deviationPlace, periodCode } from './gap.ts'

/** What a measure does. `authority`, `reassignment`, `budget` and `targets` are made by their own steps. */
export const MEASURE_KINDS = [
  'serviceBundle',
  'pricing',
  'coaching',
  'campaign',
  'differentiation',
  'authority',
  'reassignment',
  'budget',
  'targets',
  'other',
] as const
export const measureKind = z.enum(MEASURE_KINDS)
const measureState = z.enum(['planned', 'running', 'done', 'dropped'])
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** The part of the business on which a measure is to bring something back. */
const measureSlice = slice
  .pick({ orgUnitId: true, regionId: true, personId: true, productId: true, customerId: true })
  .describe('the part of the business whose sales tell whether it worked')

const measureTerms = z.object({
  kind: measureKind,
  term: z.enum(['short', 'long']),
  title: z.string().trim().min(1).max(120),
  ownerId: id,
  dueOn: civilDate,
  cost: minorUnits.min(0),
  slice: measureSlice,
  expected: z.array(z.object({ month, amount: minorUnits.min(0) })).max(24),
})

const recovery = z.object({
  expected: minorUnits,
  due: minorUnits,
  real: minorUnits,
  share: ratio,
  months: z.array(
    z.object({
      month,
      expected: minorUnits,
      projected: minorUnits,
      actual: minorUnits,
      due: minorUnits,
      real: minorUnits,
    }),
  ),
})

const measure = measureTerms.extend({
  expected: z.array(z.object({ month, amount: minorUnits })),
  measureId: id,
  version: z.number().int(),
  state: measureState,
  ownerName: bilingual,
  sliceNames: z
    .array(bilingual)
    .describe('of the part it works on; a customer only where the caller sees it'),
  beganOn: civilDate.nullable(),
  recovery: recovery.nullable().describe('null until it began, and where its part is not all the caller’s'),
  step: z
    .object({ text: bilingual, proposalId: id.nullable() })
    .nullable()
    .describe('what a reassignment, budget move or proposal did'),
})

const budgetMove = z.object({
  moveId: id,
  fromUnit: bilingual,
  toUnit: bilingual,
  month,
  amount: minorUnits,
  note: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
})

const response = z.object({
  responseId: id,
  version: z.number().int(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  deviationId: id,
  place: deviationPlace,
  placeName: bilingual,
  period: periodCode,
  isSeen: z
    .boolean()
    .describe(
      'whether its unit, region or person is of the caller’s part; else it is here because they work in it, with the measures alone that they answer for',
    ),
  people: z.array(z.object({ personId: id, name: bilingual, role: z.string() })),
  measures: z.array(measure),
  moves: z.array(budgetMove),
  cost: minorUnits,
  expected: minorUnits,
  due: minorUnits,
  real: minorUnits,
})

export const responseProcedures = {
  /** Responses of the caller's part and those that they work in, newest first; of one deviation where it is named. */
  findResponses: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/responses/find', tags: ['monitoring'] })
    .input(z.object({ deviationId: id.optional() }))
    .output(z.array(response)),

  /** Opens a response to a deviation with its task force. */
  createResponse: procedure('responses.write', 'subtree')
    .route({ method: 'POST', path: '/monitoring/responses', tags: ['monitoring'] })
    .input(
      z.object({
        deviationId: id,
        title: z.string().trim().min(1).max(120),
        people: z.array(z.object({ personId: id, role: z.string().trim().max(60) })).max(30),
      }),
    )
    .output(z.object({ responseId: id, version: z.number().int() })),

  /** Changes title, task force or state of a response. */
  saveResponse: procedure('responses.write', 'subtree')
    .route({ method: 'PUT', path: '/monitoring/responses/{responseId}', tags: ['monitoring'] })
    .input(
      z.object({
        responseId: id,
        version: z.number().int().min(1),
        title: z.string().trim().min(1).max(120),
        state: z.enum(['open', 'closed']),
        people: z.array(z.object({ personId: id, role: z.string().trim().max(60) })).max(30),
      }),
    )
    .output(z.object({ responseId: id, version: z.number().int() })),

  /** Adds a measure; it is planned until it is begun. */
  addMeasure: procedure('responses.write', 'subtree')
    .route({ method: 'POST', path: '/monitoring/responses/{responseId}/measures', tags: ['monitoring'] })
    .input(measureTerms.extend({ responseId: id }))
    .output(z.object({ measureId: id, version: z.number().int() })),

  /** Changes a measure. When it begins to run, what is projected on its slice is kept, to be compared with. */
  saveMeasure: procedure('responses.write', 'subtree')
    .route({ method: 'PUT', path: '/monitoring/measures/{measureId}', tags: ['monitoring'] })
    .input(measureTerms.extend({ measureId: id, version: z.number().int().min(1), state: measureState }))
    .output(z.object({ measureId: id, version: z.number().int() })),

  /** The owner of a measure says that it is done, or that it is not after all. */
  finishMeasure: procedure('monitoring.read', 'own')
    .route({ method: 'PUT', path: '/monitoring/measures/{measureId}/done', tags: ['monitoring'] })
    .input(z.object({ measureId: id, version: z.number().int().min(1), done: z.boolean() }))
    .output(z.object({ measureId: id, version: z.number().int() })),

  /** Moves budget from one unit to another as a measure of a response. */
  moveBudget: procedure('responses.write', 'subtree')
    .route({ method: 'POST', path: '/monitoring/responses/{responseId}/budget-moves', tags: ['monitoring'] })
    .input(
      z.object({
        responseId: id,
        fromUnitId: id,
        toUnitId: id,
        month,
        amount: minorUnits.min(1),
        note: z.string().trim().max(300).default(''),
      }),
    )
    .output(z.object({ moveId: id })),

  /** Puts a person into another unit from a day on, as a measure of a response. */
  reassignPerson: procedure('positions.write', 'workspace')
    .route({ method: 'POST', path: '/monitoring/responses/{responseId}/reassignments', tags: ['monitoring'] })
    .input(z.object({ responseId: id, personId: id, toUnitId: id, effectiveFrom: civilDate }))
    .output(z.object({ measureId: id })),

  /** Proposes to the targets to change the following months of the response's unit; calibration makes the proposal. */
  proposeTargets: procedure('responses.write', 'subtree')
    .route({
      method: 'POST',
      path: '/monitoring/responses/{responseId}/target-proposals',
      tags: ['monitoring'],
    })
    .input(
      z.object({
        responseId: id,
        fromMonth: month,
        untilMonth: month,
        percent: z.number().min(-50).max(50),
        note: z.string().trim().min(1).max(300),
      }),
    )
    .output(z.object({ measureId: id })),
}
