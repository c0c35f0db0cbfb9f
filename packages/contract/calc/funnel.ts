import { z } from 'zod'
import { notNegative } from './magnitude.ts'

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })])
const name = z.string().min(1)
const count = z.number().int().min(0)

const deal = z.strictObject({
  id: z.union([name, z.number()]),
  amount: notNegative.optional(),
  events: z.array(z.strictObject({ stage: name, at: moment })),
  outcome: z.enum(['won', 'lost']).optional(),
  closedAt: moment.optional(),
  group: name.optional().describe('one of the groups to compare'),
  due: z
    .array(z.strictObject({ at: moment, date: z.iso.date(), amount: notNegative.optional() }))
    .optional()
    .describe('every expected close date that the deal has had, and since when'),
})

/** What `salesloom calc funnel` reads. */
export const funnelInput = z.strictObject({
  stages: z.array(name).min(1).describe('in the order of the funnel'),
  deals: z.array(deal),
  asOf: moment.describe('what is later has not happened; a date means its end'),
  groups: z.array(name).min(2).max(20).optional().describe('groups of deals to compare with tests'),
  cohorts: z
    .strictObject({
      by: name.default('creation').describe('creation, or the stage whose first entry counts'),
      every: z.enum(['month', 'quarter', 'year']).default('month'),
      startMonth: z.number().int().min(1).max(12).default(1).describe('of the fiscal year'),
      withinDays: z.array(z.number().positive()).max(20).default([30, 90, 180]),
    })
    .optional(),
  snapshots: z.array(z.iso.date()).max(5_000).optional().describe('rising dates, each meant to its end'),
  period: z
    .strictObject({ from: z.iso.date(), until: z.iso.date().describe('the first day after it') })
    .optional()
    .describe('asks for the slippage of deals due in it'),
  seed: z.number().int().default(1).describe('of permutations'),
})

const days = z.number().nullable().describe('null where it is too early to know')

const estimate = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() })
const rate = z.number().nullable()

const stageFigures = z.strictObject({
  stage: name,
  entered: count,
  advanced: count,
  lost: count,
  open: count,
  skipped: count,
  returned: count,
  conversion: estimate.nullable(),
  dwellDays: z.strictObject({ median: days, p75: days, p90: days }),
  lostValue: rate,
  lostAmount: z.number(),
  wastedDays: z.number(),
})

const funnelFigures = z.strictObject({
  stages: z.array(stageFigures),
  won: count,
  lost: count,
  open: count,
  winRate: rate,
  winRateByValue: rate,
  bottleneck: z.strictObject({ stage: name, lostValue: z.number() }).nullable(),
})

const pair = z.strictObject({
  first: name,
  second: name,
  difference: estimate.nullable().describe('first − second, with its 95 % interval'),
  pValue: z.number(),
  adjusted: z.number().describe('by Holm over all pairs of the question'),
})

const comparison = z
  .strictObject({
    statistic: z.number(),
    degrees: count,
    pValue: z.number(),
    adjusted: z.number().describe('by Holm over the stages'),
    method: z.enum(['chi-square', 'exact', 'permutation']),
    observed: z.array(z.number()),
    expected: z.array(z.number()),
    pairs: z.array(pair),
  })
  .nullable()
  .describe('null where there is nothing to compare')

const groupComparison = z.strictObject({
  groups: z.array(funnelFigures.extend({ group: name })),
  stages: z.array(z.strictObject({ stage: name, conversion: comparison, dwell: comparison })),
  winRate: comparison,
  averageWon: z.array(pair),
})

const cohort = z.strictObject({
  cohort: name,
  deals: count,
  open: count,
  funnel: funnelFigures,
  within: z.array(
    z.strictObject({ days: z.number(), advanced: estimate.nullable(), won: estimate.nullable() }),
  ),
})

const dealSum = z.strictObject({ deals: count, amount: z.number() })

const snapshot = z.strictObject({
  at: z.iso.date(),
  stages: z.array(dealSum.extend({ stage: name })),
  won: dealSum,
  lost: dealSum,
})

const slippageFigures = z.strictObject({
  deals: count,
  pushedDeals: count,
  pushes: count,
  pulls: count,
  daysPushed: count,
  daysPulled: count,
  due: dealSum,
  slipped: dealSum,
  rate,
  rateByCount: rate,
  daysPerPush: rate,
})

const slippage = slippageFigures.extend({
  groups: z.array(slippageFigures.extend({ group: name })),
  slippedDeals: z.array(z.union([name, z.number()])),
})

/** What it answers, the stages in their order; the last four where they were asked for. */
export const funnelAnswer = funnelFigures.extend({
  comparison: groupComparison.optional(),
  cohorts: z.array(cohort).optional(),
  snapshots: z.array(snapshot).optional(),
  slippage: slippage.optional(),
})

export type FunnelInput = z.output<typeof funnelInput>
export type FunnelAnswer = z.output<typeof funnelAnswer>
