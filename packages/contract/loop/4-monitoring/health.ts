import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, page, ratio } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { funnelDeal, funnelFilter } from './funnel.ts'

/** Why a deal is stuck, gravest first. */
export const STUCK_REASONS = ['tooLong', 'overdue', 'silent', 'noNextStep', 'noDecider'] as const
export const stuckReason = z.enum(STUCK_REASONS)

/** Which open deals are looked at: all that are under way, narrowed to a part of the business. */
const healthFilter = funnelFilter.omit({ from: true, to: true })

export const funnelSettings = z.object({
  idleDays: z.number().int().min(1).max(365).describe('days without any contact that are too many'),
  hourlyCost: minorUnits.min(0).nullable().describe('of an hour of work; null where nobody has said'),
})

const stageHealth = z.object({
  stageId: id,
  name: bilingual,
  open: z.number().int(),
  amount: minorUnits,
  medianDays: z.number().nullable().describe('of all deals (Kaplan and Meier)'),
  wonDays: z.number().nullable().describe('90th percentile of the days that won deals spent here'),
  tooLong: z.number().int().describe('open deals that lie longer than that'),
  wastedDays: z.number().describe('days that deals lost in the last twelve months spent here'),
  wastedMinutes: z
    .number()
    .int()
    .describe(
      'working time booked on these deals while they were here: time entries, else visits and activities',
    ),
  wastedCost: minorUnits
    .nullable()
    .describe('that time at the cost of an hour; null without one, or for who does not read costs'),
})

const slippage = z.object({
  due: z.object({ deals: z.number().int(), amount: minorUnits }),
  slipped: z.object({ deals: z.number().int(), amount: minorUnits }),
  rate: ratio,
  pushes: z.number().int(),
  daysPerPush: z.number().nullable(),
})

const hygienePart = z.enum(['nextStep', 'closeDate', 'contact', 'decider'])

export const healthProcedures = {
  /**
   * How healthy the deals under way are: dwell and wasted effort by stage, why deals were lost, coverage and slippage of
   * the fiscal quarter, and how well each person keeps their deals.
   */
  getFunnelHealth: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/health', tags: ['monitoring'] })
    .input(healthFilter)
    .output(
      z.object({
        asOf: civilDate,
        settings: funnelSettings.extend({ version: z.number().int() }),
        quarter: z.object({ from: civilDate, to: civilDate }),
        stages: z.array(stageHealth),
        lossReasons: z.array(
          z.object({
            lossReasonId: id.nullable(),
            name: bilingual.nullable(),
            deals: z.number().int(),
            amount: minorUnits,
            before: z.number().int().describe('deals in the twelve months before'),
          }),
        ),
        coverage: z.object({
          target: minorUnits.nullable().describe('sales target of the quarter; null without an approved one'),
          actual: minorUnits,
          open: minorUnits.describe('open deals due in the quarter'),
          weighted: minorUnits.describe('Σ amount × probability of these'),
          ratio: ratio.describe('weighted ÷ (target − actual); null where nothing is left or no target'),
          openRatio: ratio.describe('open ÷ (target − actual)'),
        }),
        slippage,
        hygiene: z.array(
          z.object({
            personId: id.nullable(),
            name: bilingual.nullable(),
            deals: z.number().int(),
            score: ratio.describe('mean of the four shares, from sums; 1 is a clean book'),
            kept: z.record(hygienePart, z.number().int()).describe('open deals that have it'),
            slippage,
          }),
        ),
      }),
    ),

  /** Open deals that are stuck, each with its reasons and what to do next; most money first. */
  findStuckDeals: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/stuck-deals', tags: ['monitoring'] })
    .input(healthFilter.extend({ reason: stuckReason.optional(), ...page.shape }))
    .output(
      z.object({
        total: z.number().int(),
        amount: minorUnits,
        byReason: z.record(stuckReason, z.number().int()),
        rows: z.array(
          funnelDeal.extend({
            reasons: z.array(stuckReason).min(1),
            usualDays: z.number().nullable().describe('90th percentile of won deals in this stage'),
            lastContactOn: civilDate.nullable(),
            nextStep: z.string().nullable(),
            nextStepOn: civilDate.nullable(),
          }),
        ),
      }),
    ),

  /** Sets what is too long without a contact, and what an hour of work costs. */
  setFunnelSettings: procedure('monitoring.define', 'workspace')
    .route({ method: 'PUT', path: '/monitoring/funnel-settings', tags: ['monitoring'] })
    .input(funnelSettings.extend({ version: z.number().int().min(0) }))
    .output(z.object({ version: z.number().int() })),
}
