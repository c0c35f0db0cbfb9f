import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, page, ratio } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'

/** Which deals a funnel is of: those of one pipeline that began in the days given, narrowed to a part of the business. */
export const funnelFilter = z.object({
  pipelineId: id.optional().describe('the first one where left out'),
  from: civilDate,
  to: civilDate.describe('last day, inclusive'),
  orgUnitId: id.optional().describe('with all units below'),
  personId: id.optional(),
  productId: id.optional().describe('a product, or a line with all below'),
  customerTypeId: id.optional(),
  medium: z.string().max(100).optional().describe('where the deal came from'),
})
export type FunnelFilter = z.infer<typeof funnelFilter>

/** By what groups of deals are told apart. */
export const funnelDivision = z.enum(['orgUnit', 'person', 'product', 'customerType', 'medium'])
export type FunnelDivision = z.infer<typeof funnelDivision>

const estimate = z
  .object({ estimate: z.number(), low: z.number(), high: z.number() })
  .describe('with its 95 % interval')

const days = z.number().nullable().describe('days; null where it is too early to know')
const stageName = z.object({ stageId: id, code: z.string(), name: bilingual })

export const funnelStage = stageName.extend({
  entered: z.number().int().describe('deals that were ever here = advanced + lost + open'),
  advanced: z.number().int(),
  lost: z.number().int().describe('lost with this stage the furthest'),
  open: z.number().int().describe('under way with this stage the furthest'),
  skipped: z.number().int(),
  returned: z.number().int(),
  conversion: estimate.nullable().describe('share that goes on, open deals censored'),
  dwellDays: z.object({ median: days, p75: days, p90: days }),
  lostAmount: minorUnits,
  lostValue: minorUnits
    .nullable()
    .describe('what the deals lost here would have brought had they gone on like the others'),
  wastedDays: z.number().describe('days that deals which were lost in the end spent here'),
})

const funnelSums = z.object({
  deals: z.number().int(),
  won: z.number().int(),
  lost: z.number().int(),
  open: z.number().int(),
  winRate: ratio.describe('won ÷ (won + lost)'),
  winRateByValue: ratio,
})

/** What a stage that loses or holds deals calls for, by its place in the funnel. */
export const practice = z.enum(['qualification', 'needs', 'proposal', 'negotiation'])

const bottleneck = z.object({
  by: funnelDivision,
  member: z.object({ id: id.nullable(), code: z.string(), name: bilingual }),
  stage: stageName,
  kind: z.enum(['stall', 'leak']),
  own: z.number().nullable().describe('median days of a stall (null: not yet known), conversion of a leak'),
  others: z.number(),
  adjusted: z.number().describe('probability by chance over everything that was looked at (Holm)'),
  deals: z.number().int().describe('that lie longer than the others’ median, or were lost here'),
  amount: minorUnits,
  atStake: minorUnits.nullable(),
  practice,
})

/** A deal in a list; opened on its own page by its id. */
export const funnelDeal = z.object({
  opportunityId: id,
  name: z.string(),
  customer: bilingual.nullable(),
  person: bilingual.nullable(),
  stage: bilingual.nullable(),
  outcome: z.enum(['open', 'won', 'lost']),
  amount: minorUnits,
  day: civilDate,
  expectedCloseOn: civilDate.nullable(),
  closedOn: civilDate.nullable(),
  daysInStage: z.number().int().nullable().describe('since it came to its present stage; null once closed'),
})

const dealPage = z.object({ total: z.number().int(), amount: minorUnits, rows: z.array(funnelDeal) })

const test = z.object({
  pValue: z.number(),
  adjusted: z.number().describe('by Holm over the stages'),
  difference: estimate.nullable().describe('first − second'),
})
const sums = z.object({ deals: z.number().int(), amount: minorUnits })

export const MOVEMENT_NAMES = [
  'new',
  'pulledIn',
  'reopened',
  'amountUp',
  'amountDown',
  'pushedOut',
  'won',
  'lost',
  'removed',
] as const
const bridgeInput = funnelFilter.omit({ from: true, to: true }).extend({
  start: civilDate.describe('end of this day'),
  end: civilDate.describe('end of this day'),
  dueFrom: civilDate.describe('deals expected to close from this day'),
  dueTo: civilDate,
})

const post = (name: string) =>
  ({ method: 'POST', path: `/monitoring/${name}`, tags: ['monitoring'] }) as const

export const funnelProcedures = {
  /** The funnel of the deals that began in some days, as it stands now: stage by stage, open deals censored. */
  getFunnel: procedure('monitoring.read', 'subtree')
    .route(post('funnel'))
    .input(funnelFilter)
    .output(
      funnelSums.extend({
        pipelineId: id.nullable(),
        pipelines: z.array(z.object({ pipelineId: id, name: bilingual })),
        media: z.array(z.string()).describe('sources that deals are known by'),
        unrated: z.number().int().describe('deals whose currency has no rate: they count without an amount'),
        stages: z.array(funnelStage),
        bottleneck: z.object({ stageId: id, lostValue: minorUnits, practice }).nullable(),
        velocity: z
          .object({
            opportunities: z.number().int().describe('open now'),
            winRate: z.number(),
            averageDeal: minorUnits.describe('of those won'),
            cycleDays: z.number().describe('Σ days from beginning to being won ÷ deals won'),
            perDay: minorUnits,
          })
          .nullable(),
      }),
    ),

  /** Where it is slower or loses more than elsewhere, by a division of the business; most money at stake first. */
  findBottlenecks: procedure('monitoring.read', 'subtree')
    .route(post('bottlenecks'))
    .input(funnelFilter.extend({ by: funnelDivision.default('orgUnit') }))
    .output(z.object({ groups: z.number().int(), found: z.array(bottleneck) })),

  /** The funnel as it stood at the end of each month or quarter, and the deals by when they began. */
  getFunnelHistory: procedure('monitoring.read', 'subtree')
    .route(post('funnel-history'))
    .input(funnelFilter.extend({ every: z.enum(['month', 'quarter']).default('month') }))
    .output(
      z.object({
        stages: z.array(stageName),
        snapshots: z.array(z.object({ day: civilDate, stages: z.array(sums), won: sums, lost: sums })),
        horizons: z.array(z.number().int()),
        cohorts: z.array(
          funnelSums.extend({
            cohort: z.string(),
            within: z.array(estimate.nullable()).describe('share won within each horizon; null: too early'),
          }),
        ),
      }),
    ),

  /** Two groups of deals side by side, with how likely each difference is by chance. */
  compareFunnels: procedure('monitoring.read', 'subtree')
    .route(post('funnel-comparison'))
    .input(
      z.object({
        first: funnelFilter,
        second: funnelFilter.nullable().describe('null: all other deals of the same days'),
      }),
    )
    .output(
      z.object({
        groups: z.array(funnelSums.extend({ stages: z.array(funnelStage) })).length(2),
        shared: z.number().int().describe('deals in both: they count for the first'),
        stages: z.array(z.object({ conversion: test.nullable(), dwell: test.nullable() })),
        winRate: test.nullable(),
        averageWon: test.nullable(),
      }),
    ),

  /** Open pipeline due in some days, from one day to another, each deal in one movement: start + movements = end. */
  bridgePipeline: procedure('monitoring.read', 'subtree')
    .route(post('pipeline-bridge'))
    .input(bridgeInput)
    .output(
      z.object({
        start: minorUnits,
        end: minorUnits,
        movements: z.array(sums.extend({ movement: z.enum(MOVEMENT_NAMES) })),
      }),
    ),

  /** The deals of one movement of the bridge. */
  findMovedDeals: procedure('monitoring.read', 'subtree')
    .route(post('moved-deals'))
    .input(bridgeInput.extend({ movement: z.enum(MOVEMENT_NAMES), ...page.shape }))
    .output(dealPage),

  /** The deals behind a number of the funnel: of a stage, or of an outcome where no stage is named. */
  findFunnelDeals: procedure('monitoring.read', 'subtree')
    .route(post('funnel-deals'))
    .input(
      funnelFilter.extend({
        stageId: id.optional(),
        what: z.enum(['all', 'entered', 'advanced', 'won', 'lost', 'open', 'skipped', 'returned', 'waiting']),
        longerThan: z.number().min(0).optional().describe('days that those waiting in the stage exceed'),
        ...page.shape,
      }),
    )
    .output(dealPage),
}
