import { z } from 'zod'
import { bilingual, civilDate, id } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { cellAddress, memberKey, planAxis, scenario } from './cells.ts'

/** A figure of a measure: minor units of money, a count, or a quotient; null where there is nothing to divide by. */
const figure = z.number().nullable()

const versioned = z.object({
  scenarioId: id,
  version: z.number().int().describe('the version that the writer saw'),
})

export const planEdit = z.object({
  at: cellAddress,
  code: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .describe('a number, or a planning code, holds included (H, RH, HC, RC)'),
  reference: cellAddress.optional(),
})

const editsInput = versioned.extend({
  measure: z.string().optional(),
  edits: z.array(planEdit).min(1).max(5_000),
  note: z.string().trim().max(500).optional().describe('why; shown with a hold and in the explanation'),
})

/** Which rows of a plan to read: those below each parent, along the axis given, with columns along another. */
const rowsView = z.object({
  measure: z.string().optional(),
  columns: z.union([planAxis, z.literal('none')]).default('quarter'),
  filter: cellAddress.default({}).describe('what the whole view is narrowed to'),
  parents: z
    .array(z.object({ at: cellAddress, axis: z.union([planAxis, z.literal('none')]) }))
    .min(1)
    .max(500)
    .describe('`none` as the axis gives the place itself as one row'),
})

const planRow = z.object({
  at: cellAddress,
  key: z.string(),
  name: bilingual,
  isLeaf: z.boolean().describe('no member below it on its axis'),
  base: figure.describe('actual of the base year'),
  total: figure,
  values: z.array(figure).describe('one per column'),
  holds: z
    .array(z.enum(['held', 'partly', 'total']).nullable())
    .describe('of the total, then of each column: held, holding something, a held sum'),
})

const rowsAnswer = z.object({
  columns: z.array(z.object({ key: z.string(), name: bilingual })),
  groups: z.array(z.array(planRow)).describe('one list for each parent'),
})

const effect = z.object({ before: figure, after: figure, changedCells: z.number().int() })
const edited = effect.extend({ version: z.number().int(), sequence: z.number().int() })

const hold = z.object({
  measure: z.string(),
  kind: z.enum(['leaf', 'consolidation', 'bound']),
  at: cellAddress,
  place: z.array(bilingual).describe('the members that it names, in words'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  by: z.string(),
  since: z.iso.datetime(),
  reason: z.string().nullable(),
})

const member = z.object({
  key: memberKey,
  parentKey: memberKey.nullable(),
  name: bilingual,
})

export const marginDimension = z.enum(['organisation', 'region', 'product', 'customerType', 'time'])

export const planProcedures = {
  /** What a plan consists of: its measures, the members of its dimensions that the caller sees, its months. */
  getPlan: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/scenarios/{scenarioId}', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(
      z.object({
        scenario,
        currencyDigits: z.number().int(),
        dataUntil: civilDate.nullable().describe('day of the last order line in the plan’s channel'),
        dimensions: z.array(z.object({ axis: planAxis, members: z.array(member) })),
        months: z.array(z.string()),
      }),
    ),

  /** Rows of a plan, read where they are opened: any axis below any place, limited to the caller's subtree. */
  getPlanRows: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/targets/rows', tags: ['targets'] })
    .input(rowsView.extend({ scenarioId: id }))
    .output(rowsAnswer.extend({ scenario })),

  /** What edits would come to, without saving: their effect, and the rows of a view as they would be. */
  previewEdits: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/edits/preview', tags: ['targets'] })
    .input(editsInput.extend({ view: rowsView.optional() }))
    .output(effect.extend({ view: rowsAnswer.nullable() })),

  /** Writes several values or codes, all or none: a pasted range, a filled one, holds and releases. */
  editCells: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/edits', tags: ['targets'] })
    .input(editsInput)
    .output(edited),

  /** Sets the least and the greatest value of every leaf below a place, in the measure's unit; null for none. */
  setBounds: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/bounds', tags: ['targets'] })
    .input(
      versioned.extend({
        measure: z.string().optional(),
        at: cellAddress,
        low: z.number().int().nullable(),
        high: z.number().int().nullable(),
        note: z.string().trim().max(500).optional(),
      }),
    )
    .output(
      edited.extend({
        outside: z
          .number()
          .int()
          .describe('leaves that lie outside now: the next edit that reaches them brings them inside'),
      }),
    ),

  /** Holds and bounds of a plan that reach into the caller's part, with who set them and why. */
  findHolds: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/scenarios/{scenarioId}/holds', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(z.array(hold)),

  /**
   * Fits the cells below a place to totals along several dimensions at once, each exact. With `save` false nothing is
   * saved. Totals that contradict each other are refused with which ones, and by how much.
   */
  fitMargins: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/fit', tags: ['targets'] })
    .input(
      versioned.extend({
        measure: z.string().optional(),
        at: cellAddress.default({}),
        margins: z
          .array(
            z.object({
              dimension: marginDimension,
              totals: z
                .array(z.object({ member: memberKey, total: z.number().int() }))
                .min(1)
                .max(2_000),
            }),
          )
          .min(1)
          .max(5),
        save: z.boolean().default(false),
        note: z.string().trim().max(500).optional(),
      }),
    )
    .output(
      effect.extend({
        version: z.number().int(),
        moves: z
          .array(
            z.object({ at: cellAddress, place: z.array(bilingual), before: z.number(), after: z.number() }),
          )
          .describe('the largest changes of members of the dimensions'),
      }),
    ),

  /**
   * Reads a file of targets (the plan's own table changed in a spreadsheet, or Salesforce's ForecastingQuota) and says
   * what it would change. Nothing is saved: the edits go to `editCells` when they are wanted.
   */
  readPlanFile: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/files/read', tags: ['targets'] })
    .input(
      z.object({
        scenarioId: id,
        measure: z.string().optional(),
        name: z.string().max(200),
        content: z.base64().max(12_000_000),
      }),
    )
    .output(
      z.object({
        kind: z.enum(['planTable', 'forecastingQuota']),
        edits: z.array(planEdit).describe('at most 5,000: more are told by `tooMany`'),
        tooMany: z.boolean(),
        changes: z
          .array(
            z.object({ row: z.number().int(), place: z.array(bilingual), before: figure, after: figure }),
          )
          .describe('the first 500'),
        changed: z.number().int(),
        unchanged: z.number().int(),
        problems: z
          .array(
            z.object({
              row: z.number().int(),
              column: z.string(),
              value: z.string(),
              reason: z.enum([
                'unknownLine',
                'unknownOwner',
                'unknownMonth',
                'unknownFamily',
                'notANumber',
                'tooFine',
              ]),
            }),
          )
          .describe('the first 500'),
        refused: z.number().int(),
      }),
    ),

  /** Lets the operation that was taken back last hold again, as long as nothing was done since. */
  redoOperation: procedure('targets.write', 'workspace')
    .route({ method: 'POST', path: '/targets/redo', tags: ['targets'] })
    .input(versioned)
    .output(z.object({ version: z.number().int() })),

  /** What was done to a scenario in the caller's part of it, newest first, with what was taken back. */
  findOperations: procedure('targets.read', 'subtree')
    .route({ method: 'GET', path: '/targets/scenarios/{scenarioId}/operations', tags: ['targets'] })
    .input(z.object({ scenarioId: id }))
    .output(
      z.array(
        z.object({
          sequence: z.number().int(),
          kind: z.string(),
          measure: z.string(),
          place: z.array(bilingual),
          code: z.string().nullable(),
          edits: z.number().int(),
          before: figure,
          after: figure,
          note: z.string().nullable(),
          by: z.string(),
          at: z.iso.datetime(),
          undoneBy: z.string().nullable(),
        }),
      ),
    ),
}
