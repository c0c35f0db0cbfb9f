import { z } from 'zod'
import { bilingual, civilDate, id, page, ratio, slice, trilingual } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { metricCode, metricContent, metricGroup, metricUnit } from './metric-definition.ts'

export { type MetricCode, metricCode } from './metric-definition.ts'

/** How a figure may be broken down. `month`, `quarter` and `year` follow the fiscal calendar, `week` ISO 8601. */
export const breakdown = z.enum([
  'orgUnit',
  'person',
  'region',
  'category',
  'product',
  'channel',
  'customer',
  'customerType',
  'stage',
  'campaign',
  'year',
  'quarter',
  'month',
  'week',
  'day',
])
export type BreakdownName = z.infer<typeof breakdown>

export const comparisonName = z.enum(['previousPeriod', 'lastYear', 'target'])
export type ComparisonName = z.infer<typeof comparisonName>

/**
 * How much of other days is compared with days that are not over yet. `whole`: all of them; `elapsed`: as many as have
 * gone by, up to today or the last day with data. A target is always that of the whole days.
 */
const comparedOver = z.enum(['whole', 'elapsed']).default('whole')

const figure = z.object({ numerator: z.number(), denominator: z.number().nullable(), value: ratio })
const compared = z.partialRecord(comparisonName, figure)
const members = z.array(z.object({ breakdown, id: id.nullable(), code: z.string(), name: bilingual }))

/** The member of a breakdown that a figure is about: its id, or its code where it has none. */
const place = z.object({ breakdown, id: id.nullable(), code: z.string().max(100) })

/**
 * `asWas`: units, regions and products stood where they stood on the day of the fact. `asIs`: everything is read with
 * today's organisation: people count for the unit they belong to today.
 */
const orgView = z.enum(['asWas', 'asIs']).default('asWas')

const catalogueEntry = z.object({
  code: metricCode,
  name: trilingual,
  description: trilingual,
  formula: trilingual,
  group: metricGroup,
  kind: z.enum(['sum', 'count', 'ratio', 'balance']),
  unit: metricUnit,
  better: z.enum(['higher', 'lower']),
  dimensions: z.array(breakdown),
  /** which parts of a slice it takes besides days */
  sliceParts: z.array(z.string()),
  source: trilingual,
  /** whether the shipped catalogue has it; the others were made here */
  shipped: z.boolean(),
  version: z.number().int(),
  /** whether the caller may see its figures */
  readable: z.boolean(),
  definition: metricContent,
})

const block = z.object({ name: z.string(), label: trilingual })

const exploration = z.object({
  metric: metricCode,
  by: z.array(breakdown).max(2),
  slice: slice.partial(),
  period: z.string().max(40),
  compare: z.array(comparisonName).max(3),
  view: z.enum(['bars', 'line', 'table']),
  orgView,
})
export type Exploration = z.infer<typeof exploration>

const computeInput = z.object({
  metric: metricCode,
  slice,
  by: z.array(breakdown).max(3).default([]),
  compare: z.array(comparisonName).max(3).default([]),
  comparedOver,
  orgView,
  everyPeriod: z
    .boolean()
    .default(false)
    .describe(
      'of a breakdown by time also the quiet periods, from the first in which anything happened (or the first of the days, where something happened before them) to the day that figures are of: 0 of what is counted, no value of a ratio',
    ),
})

export const metrics = {
  /** The metric catalogue: shipped metrics and those made in this workspace. */
  findMetrics: procedure('metrics.read', 'none')
    .route({ method: 'GET', path: '/metrics', tags: ['metrics'] })
    .output(z.array(catalogueEntry)),

  /** What metrics can be made of: facts with their amounts, days, keys, fields and dimensions. */
  findBuildingBlocks: procedure('metrics.read', 'none')
    .route({ method: 'GET', path: '/metrics/building-blocks', tags: ['metrics'] })
    .output(
      z.array(
        z.object({
          fact: z.string(),
          label: trilingual,
          days: z.array(block),
          amounts: z.array(block.extend({ money: z.boolean() })),
          keys: z.array(block),
          fields: z.array(
            block.extend({
              type: z.enum(['choice', 'flag', 'text', 'number']),
              choices: z.array(z.string()),
            }),
          ),
        }),
      ),
    ),

  /**
   * One metric for a slice, in total and broken down. A ratio comes as numerator and denominator and is never
   * averaged; money is in minor units of the workspace's currency, converted at each day's rate, added exactly and
   * rounded once. `unrated` counts rows whose currency has no rate on their day: they are not in the figure.
   */
  computeMetric: procedure('metrics.read', 'subtree')
    .route({ method: 'POST', path: '/metrics/compute', tags: ['metrics'] })
    .input(computeInput)
    .output(
      z.object({
        total: figure.extend({ compared }),
        unrated: z.number().int(),
        targetChannels: z
          .array(z.string())
          .nullable()
          .describe(
            'channels that the target is of, where the figure is of more; null where both are of the same',
          ),
        periods: z.partialRecord(comparisonName, z.object({ from: civilDate, to: civilDate })),
        rows: z.array(figure.extend({ members, compared })),
      }),
    ),

  /** The same metric before it is saved, for its editor. */
  previewMetric: procedure('metrics.define', 'subtree')
    .route({ method: 'POST', path: '/metrics/preview', tags: ['metrics'] })
    .input(z.object({ content: metricContent, slice }))
    .output(
      z.object({
        total: figure,
        unrated: z.number().int(),
        months: z.array(figure.extend({ code: z.string() })),
      }),
    ),

  /** The rows behind a figure: those of one of its measures, newest first, with what they add up to. */
  findRows: procedure('metrics.read', 'subtree')
    .route({ method: 'POST', path: '/metrics/rows', tags: ['metrics'] })
    .input(
      page.extend({
        metric: metricCode,
        slice,
        at: z.array(place).max(3).default([]),
        orgView,
        side: z.enum(['numerator', 'denominator']).default('numerator'),
        measure: z.number().int().min(0).max(23).default(0).describe('which measure of that side, from 0'),
      }),
    )
    .output(
      z.object({
        measures: z.array(
          z.object({
            side: z.enum(['numerator', 'denominator']),
            measure: z.number().int(),
            label: trilingual,
            money: z.boolean(),
          }),
        ),
        kind: z.string().nullable(),
        total: z.number().int(),
        sum: z.string().describe('exact value of the measure over all rows, in major units'),
        rows: z.array(
          z.object({
            id,
            title: z.string(),
            day: civilDate.nullable(),
            customer: bilingual.nullable(),
            person: bilingual.nullable(),
            region: bilingual.nullable(),
            product: bilingual.nullable(),
            currency: z.string().nullable(),
            value: z
              .string()
              .nullable()
              .describe('what the row adds, converted; null where no rate is known'),
          }),
        ),
      }),
    ),

  /** Makes a metric of this workspace from building blocks. */
  defineMetric: procedure('metrics.define', 'workspace')
    .route({ method: 'POST', path: '/metrics', tags: ['metrics'] })
    .input(z.object({ content: metricContent }))
    .output(z.object({ code: metricCode, version: z.number().int() })),

  /** Changes a metric of this workspace; a second writer who saw an older version is refused. */
  editMetric: procedure('metrics.define', 'workspace')
    .route({ method: 'PUT', path: '/metrics/{code}', tags: ['metrics'] })
    .input(z.object({ code: metricCode, version: z.number().int(), content: metricContent }))
    .output(z.object({ code: metricCode, version: z.number().int() })),

  /** Takes a metric of this workspace out of the catalogue; `restore` brings it back. */
  removeMetric: procedure('metrics.define', 'workspace')
    .route({ method: 'DELETE', path: '/metrics/{code}', tags: ['metrics'] })
    .input(z.object({ code: metricCode, restore: z.boolean().default(false) }))
    .output(z.object({ code: metricCode })),

  /** Explorations that the caller saved, and those that others share. */
  findExplorations: procedure('metrics.read', 'own')
    .route({ method: 'GET', path: '/metrics/explorations', tags: ['metrics'] })
    .output(
      z.array(
        z.object({
          explorationId: id,
          name: z.string(),
          mine: z.boolean(),
          shared: z.boolean(),
          content: exploration,
        }),
      ),
    ),

  /** Saves an exploration under a name; the same name again replaces it. Others see it once it is shared. */
  saveExploration: procedure('metrics.read', 'own')
    .route({ method: 'POST', path: '/metrics/explorations', tags: ['metrics'] })
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        shared: z.boolean().default(false),
        content: exploration,
      }),
    )
    .output(z.object({ explorationId: id })),

  /** Removes an exploration of one's own. */
  removeExploration: procedure('metrics.read', 'own')
    .route({ method: 'DELETE', path: '/metrics/explorations/{explorationId}', tags: ['metrics'] })
    .input(z.object({ explorationId: id }))
    .output(z.object({ explorationId: id })),
}
