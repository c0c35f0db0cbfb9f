import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, ratio } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { cellAddress, planAxis, scenario } from '../1-targets/index.ts'

/** Target against actual of one node. Ratios are computed from the sums, never averaged. */
export const attainment = z.object({
  target: minorUnits.describe('of the whole period asked for'),
  due: minorUnits.describe(
    'the target due by asOf under the plan’s own months; a month under way counts by its days',
  ),
  actual: minorUnits,
  attainment: ratio.describe('actual ÷ target'),
  pace: ratio.describe('actual ÷ due'),
  gap: minorUnits.describe('actual − due; negative = behind'),
})

const quotaRow = z.object({
  key: z.string(),
  name: bilingual,
  quota: minorUnits,
  actual: minorUnits,
  attainment: ratio,
})

export const review = {
  /**
   * Target against actual for a scenario, in rows nested along the axes. Only the caller's subtree is counted.
   * Sales credited to nobody or outside the plan's cells appear in the total as `outsidePlan`.
   */
  getAttainment: procedure('review.read', 'subtree')
    .route({ method: 'POST', path: '/review/attainment', tags: ['review'] })
    .input(
      z.object({
        scenarioId: id,
        rows: z.array(planAxis).min(1).max(3),
        at: cellAddress.default({}),
        fromMonth: z
          .string()
          .regex(/^\d{4}-\d{2}$/)
          .optional(),
        toMonth: z
          .string()
          .regex(/^\d{4}-\d{2}$/)
          .optional(),
      }),
    )
    .output(
      z.object({
        scenario,
        asOf: civilDate,
        dataUntil: civilDate.nullable(),
        from: civilDate,
        to: civilDate,
        outsidePlan: minorUnits.describe('actual sales in the period that no target cell covers'),
        rows: z.array(
          attainment.extend({
            key: z.string(),
            parentKey: z.string().nullable(),
            at: cellAddress,
            axis: planAxis,
            name: bilingual,
            level: z.number().int(),
            hasChildren: z.boolean(),
          }),
        ),
      }),
    ),

  /** The quotas that came with the history against actual sales: by quota period, territory and person. */
  getQuotaAttainment: procedure('review.read', 'subtree')
    .route({ method: 'GET', path: '/review/quota-attainment', tags: ['review'] })
    .input(
      z.object({
        period: civilDate.optional().describe('first day of one quota period; all where left out'),
      }),
    )
    .output(
      z.object({
        total: quotaRow,
        periods: z.array(quotaRow.extend({ from: civilDate, to: civilDate })),
        territories: z.array(quotaRow),
        people: z.array(quotaRow.extend({ personId: id })),
      }),
    ),
}
