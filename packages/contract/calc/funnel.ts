import { z } from 'zod'

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })])
const name = z.string().min(1)
const count = z.number().int().min(0)

const deal = z.strictObject({
  id: z.union([name, z.number()]),
  amount: z.number().min(0).optional(),
  events: z.array(z.strictObject({ stage: name, at: moment })),
  outcome: z.enum(['won', 'lost']).optional(),
  closedAt: moment.optional(),
})

/** What `salesloom calc funnel` reads. */
export const funnelInput = z.strictObject({
  stages: z.array(name).min(1).describe('in the order of the funnel'),
  deals: z.array(deal),
  asOf: moment.describe('what is later has not happened; a date means its end'),
})

const days = z.number().nullable().describe('null where it is too early to know')

/** What it answers, the stages in their order. */
export const funnelAnswer = z.strictObject({
  stages: z.array(
    z.strictObject({
      stage: name,
      entered: count,
      advanced: count,
      lost: count,
      open: count,
      skipped: count,
      returned: count,
      conversion: z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() }).nullable(),
      dwellDays: z.strictObject({ median: days, p75: days, p90: days }),
      lostValue: z.number().nullable(),
    }),
  ),
  won: count,
  lost: count,
  open: count,
  winRate: z.number().nullable(),
  winRateByValue: z.number().nullable(),
  bottleneck: z.strictObject({ stage: name, lostValue: z.number() }).nullable(),
})

export type FunnelInput = z.output<typeof funnelInput>
export type FunnelAnswer = z.output<typeof funnelAnswer>
