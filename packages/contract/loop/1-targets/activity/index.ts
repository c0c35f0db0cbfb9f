import { z } from 'zod'
import { bilingual, id, minorUnits } from '../../../primitives.ts'
import { procedure } from '../../../procedure.ts'

/** The rates of the chain from a sales target back to visits. */
export const activityRateName = z.enum([
  'averageDeal',
  'proposalWins',
  'opportunityProposals',
  'leadOpportunities',
  'visitsPerOpportunity',
])

/** One rate: the person's own figures, the team's, what both come to, and what is used. */
export const activityRate = z.object({
  name: activityRateName,
  events: z.number().describe('what happened: deals won, proposals won, …; an amount in minor units'),
  cases: z.number().int().describe('out of how many'),
  own: z.number().nullable().describe('events ÷ cases; null without cases'),
  team: z.number().describe('of all people of the team together'),
  teamPeople: z.number().int(),
  strength: z
    .number()
    .nullable()
    .describe('how many cases the team’s rate counts for; null: people do not differ'),
  shrunk: z.number().describe('(events + strength × team) ÷ (cases + strength)'),
  used: z.number(),
  reason: z.string().nullable().describe('why another rate is used'),
})

export const activityStepName = z.enum(['deals', 'proposals', 'opportunities', 'leads', 'visits'])

export const activityStep = z.object({
  name: activityStepName,
  from: z.number().describe('what it is derived from'),
  rate: z.number(),
  exact: z.number(),
  needed: z.number().int().describe('the exact figure rounded up'),
})

const rateWish = z.object({
  name: activityRateName,
  used: z.number().positive().max(1e12),
  reason: z.string().trim().min(1).max(500),
})

const personQuarter = z.object({ scenarioId: id, personId: id, quarter: z.number().int().min(1).max(4) })

const activityTarget = z.object({
  scenarioId: id,
  personId: id,
  name: bilingual,
  quarter: z.number().int(),
  sales: minorUnits.describe('the person’s sales target of the quarter'),
  from: z.string().describe('first day of the history'),
  to: z.string(),
  rates: z.array(activityRate),
  steps: z.array(activityStep),
  version: z.number().int(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
  isStale: z.boolean().describe('the sales target is another one by now'),
})

export const activityProcedures = {
  /** Activity targets of the people of the caller's part, as they were saved. */
  findActivityTargets: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/activity/{scenarioId}', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(
      z.object({
        people: z.array(
          z.object({
            personId: id,
            name: bilingual,
            sales: z.array(minorUnits).describe('target of each quarter'),
          }),
        ),
        targets: z.array(activityTarget),
      }),
    ),

  /**
   * Derives a person's activity targets of a quarter from their sales target and their own conversion rates, shrunk to
   * the team's, saves them and publishes them as targets of visits, leads and proposals. Refused where the team has no
   * history for a rate and none is given.
   */
  saveActivityTarget: procedure('targets.answer', 'subtree')
    .route({ method: 'POST', path: '/targets/activity', tags: ['targets'] })
    .input(
      personQuarter.extend({
        version: z.number().int().min(0).describe('of the one saved; 0 where there is none'),
        rates: z.array(rateWish).max(5).default([]),
      }),
    )
    .output(activityTarget),

  /**
   * Derives the activity targets of all people of the caller's part, for every quarter of the plan's year, as
   * `saveActivityTarget` does each; rates that were set with a reason stay. A quarter that is over keeps what was saved
   * for it. Who cannot be derived is listed with the reason, and the others are saved.
   */
  deriveAllActivity: procedure('targets.answer', 'subtree')
    .route({ method: 'POST', path: '/targets/activity/all', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(
      z.object({
        people: z.number().int().describe('that have at least one quarter derived'),
        derived: z.number().int().describe('quarters of people'),
        kept: z.number().int().describe('quarters that are over and have a target'),
        failed: z.array(
          z.object({
            personId: id,
            name: bilingual,
            quarter: z.number().int(),
            missing: z
              .array(activityRateName)
              .describe('rates without history; none where somebody else saved this quarter at that moment'),
          }),
        ),
      }),
    ),
}
