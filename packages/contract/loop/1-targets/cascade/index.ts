import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits } from '../../../primitives.ts'
import { procedure } from '../../../procedure.ts'
import { memberKey } from '../cells.ts'
import {
  cascadeEntry,
  cascadeNode,
  cascadePeriod,
  cascadeRules,
  cascadeState,
  cascadeView,
} from './shapes.ts'

const percent = z.number().min(-100).max(1000)
const note = z.string().trim().max(1000)
const place = z.object({
  scenarioId: id,
  member: memberKey,
  version: z.number().int().describe('of the node, as the writer saw it'),
})
const moved = z.object({ version: z.number().int(), state: cascadeState })

export const cascadeProcedures = {
  /**
   * Publishes a scenario, working or approved, to the next level: its roots pass it on, and everybody answers by a day.
   * Fixes how far each level may assign beyond what it received, and how far it may shift between those below.
   */
  publishCascade: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/cascade/publish', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        dueOn: civilDate,
        leastPercent: percent.default(0),
        greatestPercent: percent.default(5),
        shiftPercent: z.number().min(0).max(100).default(10),
        overPercent: percent.default(0).describe('that the roots assign beyond what they received'),
        commitPer: z.enum(['year', 'quarter']).default('quarter'),
      }),
    )
    .output(z.object({ scenarioId: id })),

  /**
   * Changes the last day and the limits of a cascade, or of one node of it. What was decided under the old limits stays;
   * what is decided from now on keeps to the new ones. Whoever saw other rules is refused.
   */
  changeCascade: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/cascade/change', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        member: memberKey
          .nullable()
          .default(null)
          .describe('null: everywhere where a node has no rules of its own'),
        rulesVersion: z.number().int(),
        dueOn: civilDate,
        leastPercent: percent,
        greatestPercent: percent,
        shiftPercent: z.number().min(0).max(100),
        note: note.optional(),
      }),
    )
    .output(z.object({ rulesVersion: z.number().int() })),

  /**
   * Withdraws a cascade with a reason that everybody in it reads: what was received through it is no target any more, and
   * metrics are compared with the plan's own figures again. It can be published anew.
   */
  withdrawCascade: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/cascade/withdraw', tags: ['targets'] })
    .input(z.object({ scenarioId: id, reason: note.min(1) }))
    .output(z.object({ scenarioId: id })),

  /** The cascade of a scenario in the caller's part: each node with its targets, state and gap. Null before it is published. */
  getCascade: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/cascade/{scenarioId}', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(cascadeView.nullable()),

  /** The ledger of a node in the caller's part, oldest first: who proposed, answered, settled and said what. */
  findCascadeEntries: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/cascade/{scenarioId}/entries/{member}', tags: ['targets'] })
    .input(z.object({ scenarioId: id, member: memberKey }))
    .output(z.array(cascadeEntry)),

  /** The caller's own targets in every cascade, newest first, with periods, commitments and the ledger. */
  findMyTargets: procedure('targets.read', 'own')
    .route({ method: 'GET', path: '/targets/mine', tags: ['targets'] })
    .output(
      z.array(
        z.object({
          scenarioId: id,
          scenarioName: z.string(),
          fiscalYear: z.number().int(),
          baseYear: z.number().int(),
          base: minorUnits.describe('actual of the base year'),
          rules: cascadeRules,
          node: cascadeNode,
          periods: z.array(cascadePeriod),
          quarters: z.array(z.object({ period: z.string(), own: minorUnits })),
          passedOnBy: bilingual.nullable().describe('the unit right above; null at the top'),
          entries: z.array(cascadeEntry),
        }),
      ),
    ),

  /**
   * Passes a node's target on: so many percent beyond what it received, with shifts between those right below whose sum
   * is 0. The first time it opens them; later those whose figure changes are asked again.
   */
  passOnTarget: procedure('targets.answer', 'subtree')
    .route({ method: 'POST', path: '/targets/cascade/pass-on', tags: ['targets'] })
    .input(
      place.extend({
        overPercent: percent,
        shifts: z
          .array(z.object({ member: memberKey, amount: minorUnits }))
          .max(2_000)
          .default([]),
        note: note.optional(),
      }),
    )
    .output(moved),

  /**
   * Answers at a node: accepts, disputes with a reason, proposes another figure, signs what was agreed, or comments.
   * Accepting, disputing and signing are for the node's own; proposing and commenting for those above too.
   */
  answerTarget: procedure('targets.answer', 'subtree')
    .route({ method: 'POST', path: '/targets/cascade/answer', tags: ['targets'] })
    .input(
      place.extend({
        kind: z.enum(['accept', 'dispute', 'propose', 'sign', 'comment']),
        amount: minorUnits.min(0).optional().describe('the figure proposed'),
        note: note.optional(),
      }),
    )
    .output(moved),

  /**
   * Settles a node's figure. The others below the same parent share the difference and are asked again, so the total
   * stays. A settlement may be settled again while it is not signed. In a working scenario it is an edit of it; an approved one never changes, and the shift is kept here.
   */
  settleTarget: procedure('targets.answer', 'subtree')
    .route({ method: 'POST', path: '/targets/cascade/settle', tags: ['targets'] })
    .input(place.extend({ amount: minorUnits.min(0), note: note.min(1) }))
    .output(moved),

  /** Commits to figures bottom-up, each period of the cascade, with a reason; no period at all withdraws them. */
  commitFigures: procedure('targets.answer', 'own')
    .route({ method: 'POST', path: '/targets/cascade/commit', tags: ['targets'] })
    .input(
      place.extend({
        periods: z.array(z.object({ period: z.string().max(20), amount: minorUnits.min(0) })).max(4),
        note: note.min(1),
      }),
    )
    .output(moved),

  /** Who has not answered in the caller's part, the latest first. */
  findLateAnswers: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/cascade/{scenarioId}/late', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(
      z.array(
        z.object({
          member: memberKey,
          name: bilingual,
          state: cascadeState,
          daysLate: z.number().int().describe('since the last day; negative while there is time'),
          remindedAt: z.iso.datetime().nullable(),
        }),
      ),
    ),

  /** Reminds those below the caller who have not answered: a notice on their home page, and an event. */
  remindLate: procedure('targets.answer', 'subtree')
    .route({ method: 'POST', path: '/targets/cascade/remind', tags: ['targets'] })
    .input(z.object({ scenarioId: id, members: z.array(memberKey).min(1).max(500) }))
    .output(z.object({ reminded: z.number().int() })),
}
