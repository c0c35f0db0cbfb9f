import { z } from 'zod'
import { bilingual, id, minorUnits, trilingual } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { activityProcedures } from './activity/index.ts'
import { cascadeProcedures } from './cascade/index.ts'
import { cellAddress, memberKey, planAxis, scenario, scenarioState } from './cells.ts'
import { planProcedures } from './plan.ts'
import { scenarioProcedures } from './scenarios.ts'

export * from './cells.ts'

/**
 * How people without history in the base year are treated. `teamMedian`: they are weighted like the median of
 * their team's histories; `equalShare`: like the mean of all; `none`: they get no target, by name.
 */
export const fallbackWeight = z.enum(['teamMedian', 'equalShare', 'none'])

/**
 * What a plan is spread by. `lastYear`: the base year's actual; `average`: the mean of some years; `forecast`: what each
 * person's series goes on to; `potential`: market sizes of the regions; `capacity`: what each person can carry, with
 * their ramp; `pipeline`: open deals by amount × probability.
 */
export const weightSource = z.enum(['lastYear', 'average', 'forecast', 'potential', 'capacity', 'pipeline'])
export type WeightSource = z.infer<typeof weightSource>

export const weightPart = z.object({
  source: weightSource,
  percent: z.number().positive().max(100),
  years: z.number().int().min(2).max(5).default(3).describe('of an average'),
})

/** How a year is spread over its months: as history was, evenly, by weeks of 4-4-5, or by twelve shares. */
export const seasonality = z.union([
  z.enum(['history', 'even', 'weeks445']),
  z.array(z.number().min(0).max(1_000_000)).length(12),
])

/** Another metric that the plan sets beside sales, with its own growth; its ratios to the others come by themselves. */
export const plannedMetric = z.object({
  metric: z.string().max(60),
  growthPercent: z.number().min(-100).max(1000),
})
export type PlannedMetric = z.infer<typeof plannedMetric>

export const setTargetInput = z.object({
  name: z.string().trim().min(1).max(80),
  baseYear: z.number().int().min(1990).max(2100),
  growthPercent: z.number().min(-100).max(1000),
  channel: z.string().max(40),
  fallback: fallbackWeight.default('teamMedian'),
  weights: z
    .array(weightPart)
    .min(1)
    .max(6)
    .default([{ source: 'lastYear', percent: 100, years: 3 }])
    .describe('percentages add up to 100'),
  seasonality: seasonality.default('history'),
  measures: z.array(plannedMetric).max(8).default([]),
  customerTypes: z.boolean().default(false).describe('types of customers as a fourth dimension besides time'),
})

const gridRow = z.object({
  key: z.string().describe('path of member keys, joined by /'),
  parentKey: z.string().nullable(),
  at: cellAddress,
  axis: planAxis,
  name: bilingual,
  level: z.number().int(),
  hasChildren: z.boolean(),
  fallback: z.boolean().describe('whether any weight below is a fallback because history is missing'),
  base: minorUnits.describe('actual of the base year'),
  total: minorUnits,
  values: z.array(minorUnits).describe('one per column'),
})

export const targetGrid = z.object({
  columns: z.array(z.object({ key: memberKey, name: bilingual })),
  rows: z.array(gridRow).describe('depth first; the first row is the caller’s root'),
})

const explainStep = z.object({
  sequence: z.number().int(),
  kind: z.enum([
    'base',
    'growth',
    'spread',
    'fallback',
    'copy',
    'edit',
    'calibrate',
    'fit',
    'rounding',
    'received',
  ]),
  by: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe('figures that the text of this kind names'),
  value: minorUnits.describe('value of the cell after this step'),
})

export const targets = {
  /**
   * Scenarios of the workspace, newest first; totals are of the caller's part. Drafts that were not published down are
   * listed for those who plan.
   */
  findScenarios: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/scenarios', tags: ['targets'] })
    .output(z.array(scenario)),

  /** Metrics that a plan can set beside sales: those that add up over people, regions, products and months. */
  findPlannable: procedure('targets.write', 'none')
    .route({ method: 'GET', path: '/targets/plannable', tags: ['targets'] })
    .output(z.array(z.object({ code: z.string(), name: trilingual, unit: z.enum(['money', 'count']) }))),

  /** What setting a target would give, without saving: totals per person, and who gets a fallback weight. */
  previewTarget: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/preview', tags: ['targets'] })
    .input(setTargetInput.omit({ name: true }))
    .output(
      z.object({
        fiscalYear: z.number().int(),
        baseTotal: minorUnits,
        total: minorUnits,
        unfinished: z
          .object({
            months: z.array(z.string()),
            expected: minorUnits
              .nullable()
              .describe('what the base year comes to in the season of the year before'),
          })
          .nullable()
          .describe(
            'the base year is not over: its open months are weighted by the season of the year before',
          ),
        cellCount: z.number().int(),
        people: z.array(
          z.object({
            personId: id,
            name: bilingual,
            base: minorUnits,
            target: minorUnits,
            fallback: z.boolean(),
          }),
        ),
      }),
    ),

  /**
   * Makes a scenario for the year after the base year: its actual × (1 + growth), broken down to salesperson ×
   * region × product category × month in proportion to history, exact to the minor unit at every node.
   */
  setTarget: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/scenarios', tags: ['targets'] })
    .input(setTargetInput)
    .output(z.object({ scenarioId: id })),

  /** The plan as rows (nested along the axes in the order given) and columns, limited to the caller's subtree. */
  getTargetGrid: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/targets/grid', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        rows: z.array(planAxis).min(1).max(3),
        columns: z.enum(['month', 'quarter', 'none']).default('quarter'),
        at: cellAddress.default({}),
      }),
    )
    .output(targetGrid.extend({ scenario })),

  /** Where a cell's value comes from, step by step, from the log of operations. */
  explainCell: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/targets/explain', tags: ['targets'] })
    .input(z.object({ scenarioId: id, at: cellAddress, measure: z.string().optional() }))
    .output(z.object({ value: minorUnits, steps: z.array(explainStep) })),

  /**
   * Writes a value into a cell of a working scenario. `code` is what a person types: a number in major units
   * (spread in proportion over the leaves below) or a planning code such as `P%+10`. Refused with
   * `versionConflict` when somebody changed the scenario since `version`.
   */
  spreadTarget: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/spread', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        version: z.number().int(),
        at: cellAddress,
        code: z.string().trim().min(1).max(60),
        measure: z.string().optional().describe('the plan’s first measure where none is named'),
        reference: cellAddress.optional().describe('what `RP` is relative to'),
        note: z.string().trim().max(500).optional(),
      }),
    )
    .output(
      z.object({
        version: z.number().int(),
        before: z
          .number()
          .nullable()
          .describe('in the measure’s unit; null where a ratio has no denominator'),
        after: z.number().nullable(),
        changedCells: z.number().int(),
      }),
    ),

  /** Takes back the newest operation of a working scenario. */
  undoOperation: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/undo', tags: ['targets'] })
    .input(z.object({ scenarioId: id, version: z.number().int() }))
    .output(z.object({ version: z.number().int() })),

  /** Moves a working scenario to submitted. */
  submitScenario: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/submit', tags: ['targets'] })
    .input(z.object({ scenarioId: id, version: z.number().int() }))
    .output(z.object({ version: z.number().int(), state: scenarioState })),

  /** Approves a submitted scenario; it never changes again, and an approved one of the same year and channel is superseded. */
  approveScenario: procedure('targets.approve', 'workspace')
    .route({ method: 'POST', path: '/targets/approve', tags: ['targets'] })
    .input(z.object({ scenarioId: id, version: z.number().int() }))
    .output(z.object({ version: z.number().int(), state: scenarioState })),
  ...planProcedures,
  ...scenarioProcedures,
  ...cascadeProcedures,
  ...activityProcedures,
}
