import { z } from 'zod'
import { trilingual } from '../primitives.ts'

/**
 * The language of metric definitions, for the shipped catalogue and for metrics that users make alike. It names facts,
 * amounts, days and fields; which there are, `metrics.findBuildingBlocks` says. No query text ever crosses it.
 */

/** Name of a building block: letters and digits, beginning with a letter. */
const word = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,59}$/)

export const metricCode = word
export type MetricCode = z.infer<typeof metricCode>

/** One condition on a row: a value among some, or a number within bounds (`atLeast` inclusive, `below` exclusive). */
export const measureFilter = z.union([
  z.object({ field: word, is: z.array(z.string().max(200)).min(1).max(50) }),
  z.object({ field: word, isNot: z.array(z.string().max(200)).min(1).max(50) }),
  z
    .object({ field: word, atLeast: z.number().optional(), below: z.number().optional() })
    .refine((filter) => filter.atLeast !== undefined || filter.below !== undefined, {
      message: 'a bound is missing',
    }),
])
export type MeasureFilter = z.infer<typeof measureFilter>

/**
 * Which rows of time count. `during`: those whose day lies in the period. `until`: all up to its end, as a balance.
 * `open`: begun by its end and not ended by then, as a snapshot. `shared`: those whose days overlap the period, by the
 * share of their days that does.
 */
export const measureTime = z.enum(['during', 'until', 'open', 'shared'])

/** Sum of an amount, number of rows, or number of different keys, over the rows of one fact that pass all filters. */
export const measure = z.object({
  fact: word,
  aggregate: z.enum(['sum', 'count', 'distinct']),
  /** the amount that is added or the key that is counted; none for a count of rows */
  of: word.optional(),
  /** the day that dates a row; the first one of the fact where none is named */
  day: word.optional(),
  /** the day on which a row ends, for `open` and `shared` */
  endDay: word.optional(),
  time: measureTime.default('during'),
  /** whether a balance or snapshot is of the period's end or of the day before its start */
  at: z.enum(['end', 'start']).default('end'),
  filters: z.array(measureFilter).max(12).default([]),
})
export type Measure = z.infer<typeof measure>

/** A measure in a sum: added, or with another factor (−1 subtracts); by the days of the period where asked. */
export const term = z.object({
  measure,
  times: z.number().min(-1_000_000).max(1_000_000).default(1),
  perPeriodDays: z.boolean().default(false),
})
export type Term = z.infer<typeof term>

/** A product of sums; nearly always one sum. */
export const side = z.array(z.array(term).min(1).max(8)).min(1).max(3)
export type Side = z.infer<typeof side>

export const metricUnit = z.enum(['money', 'count', 'percent', 'days', 'minutes', 'score', 'times'])

export const metricGroup = z.enum([
  'sales',
  'profit',
  'customers',
  'collection',
  'opportunities',
  'activity',
  'channel',
  'marketing',
  'own',
])

/** One KPI: what every page, endpoint and report computes. */
export const metricContent = z.object({
  name: trilingual,
  /** what it means, its cohort and its caveats */
  description: trilingual,
  formula: trilingual,
  group: metricGroup,
  unit: metricUnit,
  better: z.enum(['higher', 'lower']),
  numerator: side,
  /** none for a sum or a count; a ratio is numerator ÷ denominator and never averaged */
  denominator: side.nullable(),
})
export type MetricContent = z.infer<typeof metricContent>
