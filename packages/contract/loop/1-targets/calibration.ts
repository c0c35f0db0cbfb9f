import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, slice } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { cellAddress } from './cells.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** How often a plan is looked through: a month is compared by its last three complete months, a quarter by itself. */
export const calibrationCadence = z.enum(['monthly', 'quarterly'])

export const proposalState = z.enum(['open', 'accepted', 'changed', 'rejected', 'expired'])
export const proposalKind = z.enum(['funnel', 'capability', 'market', 'resource'])
const rule = z.enum([
  'conversion',
  'leads',
  'cycle',
  'attainment',
  'ramp',
  'event',
  'shift',
  'people',
  'spend',
  'response',
])

/**
 * What a proposal offers to do. `percent` changes the target of its months, within `low` and `high`; `extraPercent` is
 * what comes beside it: leads or deals under way, or promotion. `ask` changes nothing: it asks for the cause.
 */
const remedy = z.object({
  kind: z.enum(['target', 'leads', 'promotion', 'ramp', 'ask']),
  percent: z.number(),
  low: z.number(),
  high: z.number(),
  extraPercent: z.number().nullable(),
})

/** A figure that a proposal rests on; where it is a metric, the question that gives it again. */
const figure = z.object({
  code: z.string().describe('key of the text that names it'),
  value: z.number().nullable(),
  unit: z.enum(['percent', 'money', 'count', 'days', 'probability', 'factor']),
  metric: z.string().nullable(),
  slice: slice.nullable(),
  /** of the whole company: not shown to those who see a part */
  whole: z.boolean(),
})

const evidence = z.object({
  figures: z.array(figure),
  series: z
    .object({
      code: z.string(),
      unit: z.enum(['percent', 'money', 'days', 'factor']),
      points: z.array(
        z.object({
          label: z.string(),
          value: z.number().nullable(),
          reference: z.number().nullable(),
          recent: z.boolean(),
        }),
      ),
    })
    .nullable(),
})

/** What the first remedy does to the plan, exact to the minor unit. */
const effect = z.object({
  months: z.array(
    z.object({
      month,
      share: z.number().describe('part of the percentage that counts in this month, 0 to 1'),
      before: minorUnits,
      full: minorUnits.nullable().describe('of a ramp: what the month comes to'),
      after: minorUnits,
    }),
  ),
  before: minorUnits,
  after: minorUnits,
  yearBefore: minorUnits,
  yearAfter: minorUnits,
  people: z.array(z.object({ key: z.string(), name: bilingual, before: minorUnits, after: minorUnits })),
})

const proposal = z.object({
  proposalId: id,
  runId: id,
  kind: proposalKind,
  rule,
  place: cellAddress,
  name: bilingual,
  remedies: z.array(remedy),
  effect,
  evidence,
  event: z.object({ eventId: id, kind: z.string(), note: z.string(), competitor: z.string() }).nullable(),
  expiresOn: civilDate,
  state: proposalState,
  /** whether it can still be decided today */
  decidable: z.boolean(),
  successorId: id.nullable(),
  trail: z.array(
    z.object({
      action: z.enum(['proposed', 'accepted', 'changed', 'rejected', 'expired', 'answered', 'replaced']),
      by: z.string(),
      at: z.iso.datetime(),
      remedy: z.string().nullable(),
      percent: z.number().nullable(),
      reason: z.string().nullable(),
      before: minorUnits.nullable(),
      after: minorUnits.nullable(),
    }),
  ),
})
export type CalibrationProposal = z.infer<typeof proposal>

export const marketEventKind = z.enum([
  'competitorPrice',
  'competitorMove',
  'policy',
  'channelLost',
  'channelGained',
  'other',
])

const marketEventInput = z.object({
  kind: marketEventKind,
  orgUnitId: id.optional(),
  regionId: id.optional(),
  productId: id.optional(),
  day: civilDate,
  untilDay: civilDate.nullable().default(null),
  effectPercent: z.number().min(-90).max(200).describe('expected change of sales in that slice'),
  competitor: z.string().trim().max(80).default(''),
  note: z.string().trim().min(1).max(500),
  proposalId: id.optional().describe('the question after a cause that this answers'),
})

export const calibration = {
  /** Looks through the approved plan as of a day and makes proposals; those that are open are not made again. */
  runCalibration: procedure('targets.approve', 'workspace')
    .route({ method: 'POST', path: '/calibration/runs', tags: ['targets'] })
    .input(
      z.object({
        cadence: calibrationCadence.default('monthly'),
        asOf: civilDate.optional().describe('the day that counts as today; today where none is given'),
      }),
    )
    .output(z.object({ runIds: z.array(id), found: z.number().int() })),

  /** Runs, newest first, with the part of their proposals that the caller sees. */
  findRuns: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/calibration/runs', tags: ['targets'] })
    .output(
      z.array(
        z.object({
          runId: id,
          scenarioId: id,
          scenarioName: z.string(),
          cadence: calibrationCadence,
          byHand: z.boolean(),
          asOf: civilDate,
          effectiveMonth: z.string(),
          startedBy: z.string(),
          startedAt: z.iso.datetime(),
          reviewed: z.record(z.string(), z.number()).describe('how many slices each rule looked at'),
          found: z.number().int(),
        }),
      ),
    ),

  /** Proposals of the caller’s part of the organisation, newest run first; of one run or all that are open. */
  findProposals: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/calibration/proposals', tags: ['targets'] })
    .input(z.object({ runId: id.optional(), state: proposalState.optional() }))
    .output(z.array(proposal)),

  /**
   * Accepts a proposal, as it is or changed within its bounds. The change goes into the plan’s successor, which is made
   * where there is none; proposals accepted later go into the same one.
   */
  acceptProposal: procedure('targets.approve', 'workspace')
    .route({ method: 'POST', path: '/calibration/proposals/accept', tags: ['targets'] })
    .input(
      z.object({
        proposalId: id,
        remedy: z.enum(['target', 'leads', 'promotion', 'ramp']),
        percent: z.number().optional().describe('another change of the target than proposed'),
        note: z.string().trim().max(400).default(''),
      }),
    )
    .output(
      z.object({
        state: proposalState,
        successorId: id.nullable(),
        before: minorUnits,
        after: minorUnits,
      }),
    ),

  /** Rejects a proposal, with the reason. */
  rejectProposal: procedure('targets.approve', 'workspace')
    .route({ method: 'POST', path: '/calibration/proposals/reject', tags: ['targets'] })
    .input(z.object({ proposalId: id, reason: z.string().trim().min(1).max(500) }))
    .output(z.object({ state: proposalState })),

  /** Market events of the caller’s part of the organisation and of no part in particular, newest first. */
  findMarketEvents: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/calibration/market-events', tags: ['targets'] })
    .output(
      z.array(
        z.object({
          eventId: id,
          kind: marketEventKind,
          place: bilingual.nullable().describe('null: the whole market'),
          day: civilDate,
          untilDay: civilDate.nullable(),
          effectPercent: z.number(),
          competitor: z.string(),
          note: z.string(),
          recordedBy: z.string(),
          recordedAt: z.iso.datetime(),
          removable: z.boolean(),
        }),
      ),
    ),

  /** Records what happens in the market; managers for their own part of the organisation. */
  recordMarketEvent: procedure('market.write', 'subtree')
    .route({ method: 'POST', path: '/calibration/market-events', tags: ['targets'] })
    .input(marketEventInput)
    .output(z.object({ eventId: id })),

  /** Takes a market event back that no proposal rests on. */
  removeMarketEvent: procedure('market.write', 'subtree')
    .route({ method: 'POST', path: '/calibration/market-events/remove', tags: ['targets'] })
    .input(z.object({ eventId: id }))
    .output(z.object({ eventId: id })),

  /** Whether the caller still has to say what happened in the market this month. */
  getMarketPrompt: procedure('market.write', 'own')
    .route({ method: 'GET', path: '/calibration/market-prompt', tags: ['targets'] })
    .output(z.object({ month, answered: z.boolean(), reasonsAsked: z.number().int() })),

  /** Says that nothing worth recording happened in the market this month. */
  answerMarketPrompt: procedure('market.write', 'own')
    .route({ method: 'POST', path: '/calibration/market-prompt', tags: ['targets'] })
    .input(z.object({ month }))
    .output(z.object({ answered: z.boolean() })),
}
