import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, page, ratio } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'

export const GRADE_NAMES = ['A', 'B', 'C'] as const
export const grade = z.enum(GRADE_NAMES)

const followUp = z.object({
  who: z
    .enum(['senior', 'owner', 'inside'])
    .describe('who follows up: senior people, the owner, inside sales'),
  everyDays: z.number().int().min(1).max(365),
})

/** By what customers are graded and what each grade asks for. Amounts and margin are figures of margin. */
export const gradingRule = z.object({
  boundA: minorUnits.min(0).describe('value × probability from which a customer is A'),
  boundB: minorUnits.min(0),
  stability: z.number().min(0).max(0.5).describe('share of a bound by which it must be crossed'),
  horizonMonths: z.number().int().min(3).max(60),
  discountRate: z.number().min(0).max(1).describe('a year'),
  marginShare: z.number().gt(0).max(1).describe('share of sales that is profit'),
  followUp: z.object({ A: followUp, B: followUp, C: followUp }),
})

const change = z.object({
  customerId: id,
  name: bilingual,
  from: grade.nullable(),
  to: grade,
  cause: z.enum(['run', 'override', 'overrideEnded']),
  reason: z.string().nullable(),
  byName: z.string(),
  at: z.iso.datetime(),
})

const override = z.object({
  grade,
  reason: z.string(),
  until: civilDate,
  byName: z.string(),
})

const graded = z.object({
  customerId: id,
  name: bilingual,
  person: bilingual.nullable(),
  grade: grade.describe('the one in force'),
  computed: grade,
  previous: grade.nullable().describe('before the last run'),
  value: minorUnits.nullable().describe('lifetime value; null for who does not read margins'),
  expected: minorUnits.nullable().describe('value × probability; null likewise'),
  probability: z.number(),
  probabilityLow: z.number(),
  probabilityHigh: z.number(),
  isOwn: z
    .boolean()
    .describe(
      'credited to the caller’s part; else value, orders and amounts are null: they are others’ sales too',
    ),
  alive: z
    .number()
    .nullable()
    .describe('probability that the customer still buys; null before the first order'),
  purchases: z.number().nullable().describe('expected in the horizon'),
  orderAmount: minorUnits.nullable().describe('expected of one order'),
  orders: z.number().int().nullable().describe('days with an order so far'),
  lastOrderOn: civilDate.nullable(),
  lastContactOn: civilDate.nullable(),
  dueOn: civilDate
    .nullable()
    .describe('when the grade asks for the next contact; null where never contacted'),
  isAtBorder: z.boolean().describe('keeps its grade only by the stability at the border'),
  override: override.nullable(),
})

const reliability = z.object({
  deals: z.number().int(),
  probability: z.number().describe('said, on deals that the model had not seen'),
  happened: z.number(),
  low: z.number(),
  high: z.number(),
})

const run = z.object({
  runId: id,
  day: civilDate,
  startedBy: z.string(),
  at: z.iso.datetime(),
  model: z
    .object({
      kind: z
        .enum(['model', 'baseRate'])
        .describe('baseRate: attributes tell nothing more, or too few deals'),
      deals: z.number().int(),
      won: z.number().int(),
      winRate: ratio,
      brier: ratio,
      calibrationError: ratio,
      reliability: z.array(reliability),
    })
    .nullable()
    .describe('of the whole company; null for who does not see it'),
})

const path = (name: string) => `/monitoring/${name}` as const

export const gradingProcedures = {
  /** The rule in force, the newest run, and how many customers of the caller’s part have each grade. */
  getGrading: procedure('monitoring.read', 'subtree')
    .route({ method: 'GET', path: path('grading'), tags: ['monitoring'] })
    .output(
      z.object({
        rule: gradingRule.partial({ boundA: true, boundB: true, marginShare: true }).nullable(),
        version: z.number().int().describe('0 where no rule is saved'),
        run: run.nullable(),
        counts: z.object({ A: z.number().int(), B: z.number().int(), C: z.number().int() }),
        changed: z
          .number()
          .int()
          .describe('customers of the caller’s part whose grade the newest run changed'),
        overdue: z.number().int().describe('customers whose grade asks for a contact by now'),
      }),
    ),

  /** Sets the rule; grades follow with the next run. */
  setGradingRule: procedure('monitoring.define', 'workspace')
    .route({ method: 'PUT', path: path('grading/rule'), tags: ['monitoring'] })
    .input(z.object({ version: z.number().int().min(0), rule: gradingRule }))
    .output(z.object({ version: z.number().int() })),

  /** What a rule would make of the customers as they are today, before it is saved: nothing is written. */
  tryGradingRule: procedure('monitoring.define', 'workspace')
    .route({ method: 'POST', path: path('grading/rule/try'), tags: ['monitoring'] })
    .input(z.object({ rule: gradingRule }))
    .output(
      z
        .object({
          counts: z.object({ A: z.number().int(), B: z.number().int(), C: z.number().int() }),
          moves: z
            .array(z.object({ from: grade.nullable(), to: grade, customers: z.number().int() }))
            .describe('grades of today that would be others; from null: not graded yet'),
          overridden: z
            .number()
            .int()
            .describe('of those that move, customers whose grade is set by hand for now'),
        })
        .nullable()
        .describe('null where there is nothing to grade by'),
    ),

  /** Grades all customers now. Every night it happens by itself. */
  gradeCustomers: procedure('monitoring.define', 'workspace')
    .route({ method: 'POST', path: path('grading/runs'), tags: ['monitoring'] })
    .output(z.object({ jobId: z.string() })),

  /** Customers of the caller’s part with their grades and why. */
  findGrades: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: path('grades'), tags: ['monitoring'] })
    .input(
      page.extend({
        grade: grade.optional(),
        only: z.enum(['changed', 'overridden', 'overdue']).optional(),
        search: z.string().max(100).default(''),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(graded) })),

  /** Every grade that a customer has had. */
  getGradeHistory: procedure('monitoring.read', 'subtree')
    .route({ method: 'GET', path: '/monitoring/grades/{customerId}/history', tags: ['monitoring'] })
    .input(z.object({ customerId: id }))
    .output(z.array(change)),

  /** Gives a customer another grade for some time, with the reason. `until` null ends it. */
  overrideGrade: procedure('grades.override', 'subtree')
    .route({ method: 'POST', path: path('grades/override'), tags: ['monitoring'] })
    .input(
      z.object({
        customerId: id,
        override: z
          .object({ grade, reason: z.string().trim().min(3).max(500), until: civilDate })
          .nullable()
          .describe('null ends the one in force'),
      }),
    )
    .output(z.object({ grade })),
}
