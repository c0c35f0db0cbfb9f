import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { cellAddress, planAxis } from './cells.ts'

const versioned = z.object({ scenarioId: id, version: z.number().int() })
const beside = z.object({ plan: minorUnits, quota: minorUnits, actual: minorUnits })
const name = z.string().trim().min(1).max(80)
const month = z.string().regex(/^\d{4}-\d{2}$/)

export const scenarioProcedures = {
  /** Makes a working copy of a scenario as it is now: a branch to try something, what-if or real. */
  branchScenario: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/scenarios/branch', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        name,
        description: z.string().trim().max(500).default(''),
        isWhatIf: z.boolean().default(true),
      }),
    )
    .output(z.object({ scenarioId: id })),

  /** Makes the successor of an approved scenario: the same cells, of which those from a month on may change. */
  succeedScenario: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/scenarios/succeed', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        name,
        effectiveMonth: month,
        description: z.string().trim().max(500).default(''),
      }),
    )
    .output(z.object({ scenarioId: id })),

  /** Changes how a scenario is called and whether it is a what-if branch. */
  renameScenario: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/scenarios/rename', tags: ['targets'] })
    .input(versioned.extend({ name, description: z.string().trim().max(500), isWhatIf: z.boolean() }))
    .output(z.object({ version: z.number().int() })),

  /** Locks a working scenario against edits, or opens it again. */
  lockScenario: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/scenarios/lock', tags: ['targets'] })
    .input(versioned.extend({ locked: z.boolean() }))
    .output(z.object({ version: z.number().int() })),

  /** Gives a submitted scenario back to be worked on. */
  returnScenario: procedure('targets.approve', 'workspace')
    .route({ method: 'POST', path: '/targets/scenarios/return', tags: ['targets'] })
    .input(versioned.extend({ note: z.string().trim().max(500).default('') }))
    .output(z.object({ version: z.number().int() })),

  /** The plan beside the quotas that came with the history and beside what happened, by quota period and person. */
  compareQuotas: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/scenarios/{scenarioId}/quotas', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(
      z.object({
        total: beside,
        planError: z
          .number()
          .nullable()
          .describe(
            'Σ |plan − actual| ÷ Σ actual over people and the periods that are over; null where none is',
          ),
        quotaError: z.number().nullable(),
        periods: z.array(
          beside.extend({
            from: civilDate,
            to: civilDate,
            isOver: z.boolean(),
            part: z
              .object({ days: z.number().int(), of: z.number().int() })
              .nullable()
              .describe(
                'of a period that reaches beyond the plan’s year: how many of its days lie in it; its figures are of those, the quota in proportion, and neither total, errors nor people count it; null for whole ones',
              ),
          }),
        ),
        people: z
          .array(beside.extend({ key: z.string(), name: bilingual }))
          .describe('over the periods that are over; over all of them where none is'),
      }),
    ),

  /** Two scenarios of one measure side by side: the rows below a place, and how one becomes the other. */
  compareScenarios: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/targets/scenarios/compare', tags: ['targets'] })
    .input(
      z.object({
        from: id,
        to: id,
        measure: z.string().optional(),
        at: cellAddress.default({}),
        axis: planAxis.default('organisation'),
        columns: z.union([planAxis, z.literal('none')]).default('quarter'),
      }),
    )
    .output(
      z.object({
        columns: z.array(z.object({ key: z.string(), name: bilingual })),
        total: z.object({ from: z.number().nullable(), to: z.number().nullable() }),
        rows: z.array(
          z.object({
            at: cellAddress,
            key: z.string(),
            name: bilingual,
            isLeaf: z.boolean(),
            from: z.number().nullable(),
            to: z.number().nullable(),
            values: z.array(z.object({ from: z.number().nullable(), to: z.number().nullable() })),
          }),
        ),
      }),
    ),
}
