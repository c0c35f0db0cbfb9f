import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import {
  deviationFigures,
  deviationPeriod,
  deviationPlace,
  gapBar,
  gapBridge,
  gapDeals,
  gapDimension,
  gapLens,
  gapOrders,
  gapRowsAsked,
  periodCode,
} from './gap.ts'

/** One why: found in the bridge (a driver, or the member where it concentrates) or written by somebody. */
export const why = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  parent: z.string().max(40).nullable(),
  kind: z.enum(['driver', 'member', 'own']),
  text: z.string().trim().max(500).describe('in somebody’s words; empty: as it was found'),
  source: z
    .object({
      lens: gapLens,
      bar: gapBar,
      dimension: gapDimension.nullable(),
      member: z.object({ key: z.string().max(100), name: bilingual }).nullable(),
      amount: minorUnits,
    })
    .nullable()
    .describe('the slice of the bridge that supports it, with its figure'),
  links: z.array(z.object({ title: z.string().trim().min(1).max(120), url: z.url().max(500) })).max(10),
  agreed: z
    .object({ by: z.string(), on: civilDate })
    .nullable()
    .describe('who agreed that this is a root cause; the server sets it'),
})
export type Why = z.infer<typeof why>

const whys = z.array(why).max(100)

/** A why as it is saved: who agreed on a root is the server’s to say, and links lead to pages of the web alone. */
const savedWhy = why.extend({
  agreed: z.boolean(),
  links: z.array(why.shape.links.element.extend({ url: z.url({ protocol: /^https?$/ }).max(500) })).max(10),
})

/** Files of whys are bytes and therefore no procedures: where they are sent to (`?why=…&name=…`) and fetched from. */
export const EVIDENCE_PATHS = {
  files: (deviationId: number) => `/api/v1/monitoring/deviations/${deviationId}/files`,
  file: (fileId: number) => `/api/v1/monitoring/files/${fileId}`,
} as const

const entry = deviationFigures.extend({
  place: deviationPlace,
  name: bilingual,
  level: z.number().int(),
  under: z
    .object({ place: deviationPlace, period: periodCode })
    .nullable()
    .describe(
      'the finding that it is part of: the one above that is off the same way in the same period, or its own year or quarter that says the cause; null: a finding of its own',
    ),
  depth: z.number().int().describe('how many such are above'),
  period: deviationPeriod,
  deviationId: id.nullable().describe('where its causes are looked into already'),
})

const detail = z.object({
  asOf: civilDate,
  place: deviationPlace,
  name: bilingual,
  period: deviationPeriod,
  figures: deviationFigures,
  year: deviationFigures.describe('effect on the year that the period belongs to'),
  bridge: gapBridge,
  record: z
    .object({
      deviationId: id,
      version: z.number().int(),
      state: z.enum(['open', 'closed']),
      openedBy: z.string(),
      openedOn: civilDate,
      whys,
      comments: z.array(
        z.object({
          commentId: id,
          why: z.string().nullable(),
          text: z.string(),
          by: z.string(),
          at: z.iso.datetime(),
        }),
      ),
      files: z
        .array(
          z.object({
            fileId: id,
            why: z.string(),
            name: z.string(),
            size: z.number().int().describe('bytes'),
            by: z.string(),
            at: z.iso.datetime(),
          }),
        )
        .describe('evidence attached to whys: sent to and fetched from the addresses of `EVIDENCE_PATHS`'),
    })
    .nullable(),
})

export const deviationProcedures = {
  /**
   * Units (or regions, or the person themselves) whose year or quarter comes out beyond a threshold beside its target. What is
   * below one that is off the same way in the same period follows it and is no finding of its own.
   */
  findDeviations: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/deviations', tags: ['monitoring'] })
    .input(
      z.object({
        year: z
          .string()
          .regex(/^\d{4}$/)
          .optional()
          .describe('fiscal year; the one under way where none is given'),
        by: z.enum(['orgUnit', 'region']).default('orgUnit'),
        least: z.number().min(0.01).max(1).default(0.1).describe('share of the target that is off'),
      }),
    )
    .output(
      z.object({
        asOf: civilDate,
        year: z.string(),
        hasTarget: z.boolean(),
        looked: z.number().int().describe('units and periods that were looked at'),
        found: z.array(entry),
      }),
    ),

  /** One unit and period: what comes, the effect on the year, the bridge, and its causes where they are looked into. */
  getDeviation: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/deviation', tags: ['monitoring'] })
    .input(z.object({ place: deviationPlace, period: periodCode }))
    .output(detail),

  /** Order lines behind a bar of the bridge. */
  findGapOrders: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/deviation/orders', tags: ['monitoring'] })
    .input(gapRowsAsked)
    .output(gapOrders),

  /** Deals behind a bar of the bridge. */
  findGapDeals: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/deviation/deals', tags: ['monitoring'] })
    .input(gapRowsAsked)
    .output(gapDeals),

  /** Begins to look into the causes: a tree of whys, filled from the bridge. Opened twice it is the same. */
  openDeviation: procedure('responses.write', 'subtree')
    .route({ method: 'POST', path: '/monitoring/deviations/open', tags: ['monitoring'] })
    .input(z.object({ place: deviationPlace, period: periodCode }))
    .output(z.object({ deviationId: id, version: z.number().int() })),

  /** Saves the tree of whys over the version that it was read at. Roots agreed newly carry the caller's name. */
  saveWhys: procedure('responses.write', 'subtree')
    .route({ method: 'PUT', path: '/monitoring/deviations/{deviationId}/whys', tags: ['monitoring'] })
    .input(
      z.object({
        deviationId: id,
        version: z.number().int().min(1),
        whys: z.array(savedWhy).max(100),
        state: z.enum(['open', 'closed']).optional(),
      }),
    )
    .output(z.object({ deviationId: id, version: z.number().int() })),

  /** Says something about a deviation or one of its whys. */
  commentOnDeviation: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/deviations/{deviationId}/comments', tags: ['monitoring'] })
    .input(
      z.object({
        deviationId: id,
        why: z.string().max(40).nullable().default(null),
        text: z.string().trim().min(1).max(1_000),
      }),
    )
    .output(z.object({ commentId: id })),

  /** Takes a file of a why away. */
  removeWhyFile: procedure('responses.write', 'subtree')
    .route({ method: 'DELETE', path: '/monitoring/files/{fileId}', tags: ['monitoring'] })
    .input(z.object({ fileId: id }))
    .output(z.object({ fileId: id })),
}
