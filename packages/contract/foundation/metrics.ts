import { z } from 'zod'
import { bilingual, id, ratio, slice } from '../primitives.ts'
import { procedure } from '../procedure.ts'

export const metricCode = z.enum([
  'sales',
  'units',
  'orders',
  'activeCustomers',
  'averageOrder',
  'discountRate',
  'grossProfit',
  'grossMargin',
])
export type MetricCode = z.infer<typeof metricCode>

/** How a figure may be broken down. `month` and `quarter` follow the fiscal calendar. */
export const breakdown = z.enum([
  'orgUnit',
  'person',
  'region',
  'category',
  'channel',
  'month',
  'quarter',
  'day',
])
export type BreakdownName = z.infer<typeof breakdown>

export const metrics = {
  /** The metric catalogue. */
  findMetrics: procedure('metrics.read', 'none')
    .route({ method: 'GET', path: '/metrics', tags: ['metrics'] })
    .output(
      z.array(
        z.object({
          code: metricCode,
          name: bilingual,
          description: bilingual,
          formula: bilingual,
          kind: z.enum(['sum', 'count', 'ratio']),
          unit: z.enum(['money', 'count', 'percent']),
          better: z.enum(['higher', 'lower']),
          dimensions: z.array(breakdown),
          source: bilingual,
        }),
      ),
    ),

  /**
   * One metric for a slice, in total and broken down. A ratio comes as numerator and denominator and is never
   * averaged; money is in minor units, added exactly and rounded once.
   */
  computeMetric: procedure('metrics.read', 'subtree')
    .route({ method: 'POST', path: '/metrics/compute', tags: ['metrics'] })
    .input(z.object({ metric: metricCode, slice, by: z.array(breakdown).max(2).default([]) }))
    .output(
      z.object({
        total: z.object({ numerator: z.number(), denominator: z.number().nullable(), value: ratio }),
        rows: z.array(
          z.object({
            members: z.array(z.object({ breakdown, id: id.nullable(), code: z.string(), name: bilingual })),
            numerator: z.number(),
            denominator: z.number().nullable(),
            value: ratio,
          }),
        ),
      }),
    ),
}
