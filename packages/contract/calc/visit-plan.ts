import { z } from 'zod'
import { notNegative } from './magnitude.ts'

const name = z.union([z.string().min(1), z.number()])
const grade = z.string().min(1)
const person = z.string().min(1)
const date = z.iso.date()
const WORKDAYS = [1, 1, 1, 1, 1, 0, 0]

const customer = z.strictObject({
  id: name,
  grade,
  lastVisit: date.nullable().default(null),
  minutes: notNegative,
  value: notNegative.describe('of a visit when it is due'),
  weekdays: z
    .array(notNegative)
    .length(7)
    .default(WORKDAYS)
    .describe('factor of the value on Monday to Sunday; 0 = closed'),
  required: z.boolean().default(false),
  person: person.nullable().default(null).describe('who alone may visit'),
})

/** What `salesloom calc visit-plan` reads. */
export const visitPlanInput = z.strictObject({
  customers: z.array(customer).max(20_000),
  workingDays: z.array(z.strictObject({ date, person, minutes: notNegative })).max(20_000),
  rule: z.strictObject({
    weeks: z
      .record(grade, z.number().positive().max(520))
      .describe('weeks between visits by grade; 0.5 = twice a week'),
    cooldownDays: z.number().int().min(1).default(1),
    earliestShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('part of the interval after which a visit may be brought forward to even out the weeks'),
  }),
  start: date.describe('a Monday'),
  weeks: z.number().int().min(1).max(104).default(1),
})

const visit = z.strictObject({
  customer: name,
  date,
  person,
  reason: z.enum(['required', 'overdue', 'due', 'brought-forward']),
  lossOfWaiting: z.number().describe('value lost by visiting a week later'),
})

const reason = z.looseObject({
  code: z.enum(['not-due', 'cooldown', 'no-working-day', 'closed', 'too-long', 'no-capacity']),
})

/** What it answers. */
export const visitPlanAnswer = z.strictObject({
  evenMinutes: z.number().describe('minutes a week that the frequencies ask for'),
  weeks: z.array(
    z.strictObject({
      monday: date,
      minutes: z.number(),
      visits: z.array(visit),
      unpicked: z.array(z.strictObject({ customer: name, reason })),
    }),
  ),
})

export type VisitPlanInput = z.output<typeof visitPlanInput>
export type VisitPlanAnswer = z.output<typeof visitPlanAnswer>
