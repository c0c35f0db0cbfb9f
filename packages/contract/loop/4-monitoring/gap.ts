import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, page, ratio } from '../../primitives.ts'
import { funnelDeal } from './funnel.ts'

/** A unit, region or person that a deviation is of: exactly one of them. */
export const deviationPlace = z
  .object({ orgUnitId: id.optional(), regionId: id.optional(), personId: id.optional() })
  .refine((place) => Object.values(place).filter((part) => part !== undefined).length === 1, {
    message: 'exactly one of orgUnitId, regionId, personId',
  })
export type DeviationPlace = z.infer<typeof deviationPlace>

/** A fiscal year by its name, or a quarter of it: `2026`, `2026-2`. */
export const periodCode = z.string().regex(/^\d{4}(-[1-4])?$/)

/** Bars of a gap bridge: over order lines, over deals, and those that both have. */
export const ORDER_BARS = ['price', 'volume', 'mix', 'newCustomers', 'lostCustomers', 'otherSales'] as const
export const DEAL_BARS = ['volume', 'mix', 'timing', 'winRate', 'dealSize', 'price', 'withoutDeal'] as const
export const gapLens = z.enum(['orders', 'deals'])
export const gapBar = z.enum([
  'price',
  'volume',
  'mix',
  'newCustomers',
  'lostCustomers',
  'otherSales',
  'timing',
  'winRate',
  'dealSize',
  'withoutDeal',
  'stillToCome',
])
export type GapBar = z.infer<typeof gapBar>

/** Where a cause concentrates. */
export const gapDimension = z.enum(['orgUnit', 'product', 'lossReason', 'competitor', 'stage'])

const chance = z.object({ chance: z.number(), low: z.number(), high: z.number() })

/** What comes of a period beside its target. */
export const deviationFigures = z.object({
  target: minorUnits,
  actual: minorUnits.describe('to date'),
  projection: minorUnits,
  gap: minorUnits.describe('projection − target'),
  gapShare: ratio,
  reached: chance.describe('that the target is reached, with its 80 % interval'),
  farOff: chance.describe('that 15 % of the target or more is missing'),
  low: minorUnits.describe('80 % band of what comes'),
  high: minorUnits,
})

export const deviationPeriod = z.object({
  code: periodCode,
  part: z.enum(['year', 'quarter']),
  from: civilDate,
  to: civilDate,
  isOver: z.boolean(),
})

const days = z.object({ from: civilDate, to: civilDate })
const step = <T extends readonly [string, ...string[]]>(bars: T) =>
  z.array(z.object({ bar: z.enum(bars), amount: minorUnits }))

/** From target to projection: target + beyondReference + the steps of a lens + stillToCome = projection. */
export const gapBridge = z.object({
  target: minorUnits,
  reference: minorUnits,
  beyondReference: minorUnits,
  orders: step(ORDER_BARS),
  deals: step(DEAL_BARS),
  stillToCome: minorUnits,
  projection: minorUnits,
  now: days,
  before: days.describe('the same days a year earlier'),
})

/** Which rows are asked for: those of a bar, in the period or in the one that it is compared with. */
export const gapRowsAsked = page.extend({
  place: deviationPlace,
  period: periodCode,
  bar: gapBar,
  side: z.enum(['now', 'before']).default('now'),
  within: z.object({ dimension: gapDimension, key: z.string().max(100) }).optional(),
})
export type GapWithin = NonNullable<z.infer<typeof gapRowsAsked>['within']>

export const gapOrders = z.object({
  total: z.number().int(),
  amount: minorUnits,
  listAmount: minorUnits,
  rows: z.array(
    z.object({
      orderId: id,
      number: z.string(),
      day: civilDate,
      customer: bilingual.nullable(),
      product: bilingual,
      quantity: z.number(),
      listAmount: minorUnits,
      amount: minorUnits,
    }),
  ),
})
export const gapDeals = z.object({
  total: z.number().int(),
  amount: minorUnits,
  rows: z.array(funnelDeal),
})
