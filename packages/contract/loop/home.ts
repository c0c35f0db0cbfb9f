import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits, ratio } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { attainment } from './6-review/index.ts'

/** One live figure of a part for the loop navigation; null where the part has nothing to say yet. */
const loopFigure = z.object({
  part: z.enum(['targets', 'planning', 'execution', 'monitoring', 'skills', 'review']),
  figure: z
    .object({
      /** Which sentence of the text catalogue the figures fill. */
      code: z.enum([
        'targetAgainstBase',
        'salesAgainstLastYear',
        'customersThisMonth',
        'behindPace',
        'discountThisQuarter',
        'attainmentToDate',
      ]),
      values: z.record(z.string(), z.number().nullable()),
      tone: z.enum(['plain', 'good', 'attention']),
    })
    .nullable(),
})

export const home = {
  /** The six live figures of the loop navigation, for the caller's part of the organisation. */
  getLoopFigures: procedure('signedIn', 'subtree')
    .route({ method: 'GET', path: '/loop-figures', tags: ['home'] })
    .output(z.object({ asOf: civilDate, figures: z.array(loopFigure) })),

  /**
   * The person's day: the fiscal quarter under way (or the last one with data), their number with target and
   * pace, the people or units below, the cumulative course of the quarter, and what waits for them.
   */
  getHome: procedure('metrics.read', 'subtree')
    .route({ method: 'GET', path: '/home', tags: ['home'] })
    .output(
      z.object({
        asOf: civilDate,
        dataUntil: civilDate.nullable(),
        quarter: z.object({
          fiscalYear: z.number().int(),
          quarter: z.number().int(),
          from: civilDate,
          to: civilDate,
        }),
        scope: bilingual,
        channel: z.string(),
        scenarioId: id.nullable(),
        quarterFigures: attainment.nullable().describe('null where no scenario covers the quarter'),
        yearFigures: attainment.nullable(),
        sales: z.object({ quarter: minorUnits, lastYear: minorUnits }),
        orders: z.number().int(),
        activeCustomers: z.number().int(),
        averageOrder: minorUnits.nullable(),
        discountRate: ratio,
        course: z
          .array(
            z.object({
              month: z.string(),
              actual: minorUnits.nullable(),
              target: minorUnits.nullable(),
              lastYear: minorUnits,
            }),
          )
          .describe('months of the fiscal year; actual null after asOf'),
        below: z
          .array(
            attainment.extend({
              key: z.string(),
              name: bilingual,
              title: bilingual.nullable(),
              isPerson: z.boolean(),
              lastYear: minorUnits,
            }),
          )
          .describe('units and people directly below, best first'),
        waiting: z.array(
          z.object({
            kind: z.enum(['approveScenario', 'submitScenario', 'behindPace', 'noTarget']),
            subject: bilingual,
            scenarioId: id.nullable(),
            values: z.record(z.string(), z.number().nullable()),
          }),
        ),
      }),
    ),
}
