import { z } from 'zod'
import { id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { IMPORT_KIND_NAMES, type KindName } from './kinds/index.ts'

/** What a file can bring in: every kind of entry, and the trees. */
const kindName = z.enum(IMPORT_KIND_NAMES as [KindName, ...KindName[]])

/** How a file is read. Whatever is null is found out from the file. */
export const readingWish = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).nullable().default(null),
  separator: z.enum([',', ';', '\t', '|']).nullable().default(null),
  sheet: z.string().max(200).nullable().default(null),
  headerRow: z.number().int().min(1).max(1_000).nullable().default(null),
})

const reading = z.object({
  format: z.enum(['text', 'workbook']),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  since1904: z.boolean(),
  headerRow: z.number().int(),
})

/** One column of the file: the field it fills, and how its values are spelt where that is not the usual way. */
const mappedColumn = z.object({
  header: z.string().max(200),
  field: z.string().max(40).nullable(),
  order: z
    .enum(['dmy', 'mdy'])
    .nullable()
    .default(null)
    .describe(
      'what the first number of 05/06/2024 is; null: nobody has said, and dates that leave it open are refused',
    ),
  numbers: z.enum(['point', 'comma']).nullable().default(null).describe('the sign before the decimals'),
  shares: z.enum(['fraction', 'percent']).nullable().default(null),
  power: z
    .number()
    .int()
    .min(0)
    .max(8)
    .default(0)
    .describe('4 where the column counts in 万, 3 in thousands'),
  tax: z
    .enum(['without', 'with'])
    .nullable()
    .default(null)
    .describe('whether amounts hold the tax: those with it are divided by 1 + its rate; null is without'),
})
export type MappedColumn = z.infer<typeof mappedColumn>

const KEPT_WITHOUT_TAX = new Set(['amount', 'listAmount', 'unitPrice', 'listPrice'])

/**
 * Whether a field is kept without tax, so that a file has to say which its amounts are. A payment is what was paid,
 * whatever it is made of.
 */
export function isKeptWithoutTax(kind: KindName, field: string): boolean {
  return kind !== 'payment' && KEPT_WITHOUT_TAX.has(field)
}

/** What becomes of a name that no record has. */
const linkDecision = z.discriminatedUnion('action', [
  z.object({ action: z.literal('use'), id }),
  z.object({ action: z.literal('create') }),
  z.object({ action: z.literal('leaveOut') }),
])
export type LinkDecision = z.infer<typeof linkDecision>

const MOST_DECISIONS = 5_000

/** How the columns of a file become the fields of a kind. */
export const importMapping = z.object({
  kind: kindName,
  source: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .describe('system that the file comes from; an external id means the same thing within one source'),
  reading: readingWish.prefault({}),
  columns: z.array(mappedColumn).max(1_000),
  constants: z
    .record(z.string().max(40), z.string().max(300))
    .default({})
    .describe('value of a field where the file has none'),
  taxRate: z
    .object({
      header: z.string().max(200).nullable().default(null).describe('column with the rate of each row'),
      rate: z.string().max(20).nullable().default(null).describe('rate where the row has none: 13% or 0.13'),
    })
    .prefault({})
    .describe('rate of the tax that columns with tax hold'),
  externalId: z
    .array(z.string().max(200))
    .max(6)
    .default([])
    .describe('columns that make an entry itself; none: its whole content does'),
  sourceColumn: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .describe('column that says the source of each row, as exports have it; null: all are of the one source'),
  replace: z
    .record(z.string().max(40), z.record(z.string().max(300), z.string().max(300)))
    .default({})
    .describe('other spellings of values, by field'),
  links: z
    .record(
      z.string().max(40),
      z
        .record(z.string().max(300), linkDecision)
        .refine((decisions) => Object.keys(decisions).length <= MOST_DECISIONS),
    )
    .default({}),
})
export type ImportMapping = z.infer<typeof importMapping>

/** A value of a row that is refused or worth a look. The code is one of the errors or remarks and has a text. */
export const importProblem = z.object({
  header: z.string().nullable(),
  field: z.string().nullable(),
  value: z.string(),
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type ImportProblem = z.infer<typeof importProblem>

/** A name of the file that no record has, how many rows say it, and records that look like it. */
const openLink = z.object({
  field: z.string(),
  to: z.string(),
  text: z.string(),
  rows: z.number().int(),
  ambiguous: z.boolean(),
  suggestions: z.array(z.object({ id, name: z.string(), likeness: z.number() })),
})
export type OpenLink = z.infer<typeof openLink>

/** A value that none of a field's choices is, or one that looks like a misspelling of another. */
const oddValue = z.object({
  field: z.string(),
  text: z.string(),
  rows: z.number().int(),
  choices: z.array(z.string()),
  suggestion: z.string().nullable(),
})
export type OddValue = z.infer<typeof oddValue>

/** What reading the whole file showed. */
export const importCheck = z.object({
  rows: z.number().int(),
  refusedRows: z.number().int(),
  remarkedRows: z.number().int(),
  known: z.number().int().describe('rows whose external id is there already'),
  counts: z.array(
    z.object({
      severity: z.enum(['refused', 'remark']),
      code: z.string(),
      field: z.string().nullable(),
      rows: z.number().int(),
    }),
  ),
  openOrders: z
    .array(z.string())
    .describe('columns whose dates could be day-first or month-first: somebody has to say'),
  links: z.array(openLink),
  moreLinks: z.boolean().describe('there are more unknown names than are listed'),
  values: z.array(oddValue),
})
export type ImportCheck = z.infer<typeof importCheck>

export const IMPORT_STATES = [
  'uploading',
  'uploaded',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'cancelled',
] as const

export const importRun = z.object({
  importRunId: id,
  fileName: z.string(),
  fileSize: z.number().int(),
  state: z.enum(IMPORT_STATES),
  kind: kindName.nullable(),
  source: z.string().nullable(),
  mode: z.enum(['goodRows', 'allOrNothing']).nullable(),
  rowsTotal: z.number().int().nullable(),
  rowsDone: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  remarked: z.number().int(),
  storedProblems: z.number().int(),
  jobId: z.string().nullable(),
  error: z
    .object({ code: z.string(), detail: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
})
export type ImportRun = z.infer<typeof importRun>

const templateContent = z.object({ mapping: importMapping })

const template = z.object({
  templateId: z.string().describe('number of a saved one, name of a shipped one'),
  name: z.string(),
  shipped: z.boolean(),
  kind: kindName,
  fits: z.number().describe('share of its columns that the file has'),
})

const run = z.object({ importRunId: id })

export const imports = {
  /** Imports of the workspace, newest first. */
  findImports: procedure('facts.write', 'own')
    .route({ method: 'GET', path: '/imports', tags: ['imports'] })
    .input(page)
    .output(z.object({ total: z.number().int(), rows: z.array(importRun) })),

  /** One import with its mapping and what the check found. */
  getImport: procedure('facts.write', 'own')
    .route({ method: 'GET', path: '/imports/{importRunId}', tags: ['imports'] })
    .input(run)
    .output(z.object({ run: importRun, mapping: importMapping.nullable(), check: importCheck.nullable() })),

  /** Reads the head of an uploaded file and suggests what it is and what its columns mean. */
  prepareImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/prepare', tags: ['imports'] })
    .input(
      run.extend({
        reading: readingWish.prefault({}),
        kind: kindName.optional(),
        templateId: z.string().max(60).optional(),
      }),
    )
    .output(
      z.object({
        reading,
        columns: z.array(z.object({ header: z.string(), samples: z.array(z.string()) })),
        kinds: z.array(z.object({ kind: kindName, likeness: z.number() })),
        templates: z.array(template),
        templateId: z.string().nullable(),
        mapping: importMapping,
      }),
    ),

  /** The first rows as they would be stored. */
  previewImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/preview', tags: ['imports'] })
    .input(run.extend({ mapping: importMapping }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            rowNumber: z.number().int(),
            externalId: z.string(),
            values: z.record(z.string(), z.string()),
            problems: z.array(importProblem),
            remarks: z.array(importProblem),
          }),
        ),
        orders: z.record(z.string(), z.object({ order: z.enum(['dmy', 'mdy']), open: z.boolean() })),
      }),
    ),

  /** Reads the whole file without writing anything, as a job. */
  checkImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/check', tags: ['imports'] })
    .input(run.extend({ mapping: importMapping }))
    .output(z.object({ jobId: z.string() })),

  /** Brings the file in, as a job: the good rows, or all rows or none. */
  runImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/run', tags: ['imports'] })
    .input(run.extend({ mapping: importMapping, mode: z.enum(['goodRows', 'allOrNothing']) }))
    .output(z.object({ jobId: z.string() })),

  /** Goes on with an import that was cancelled or failed, from the row after the last one that was stored. */
  resumeImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/resume', tags: ['imports'] })
    .input(run)
    .output(z.object({ jobId: z.string() })),

  /** Stops an import after the rows that are being written. */
  cancelImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/cancel', tags: ['imports'] })
    .input(run)
    .output(z.object({ state: z.enum(IMPORT_STATES) })),

  /** Forgets an import with its file; what it brought in stays. */
  removeImport: procedure('facts.write', 'own')
    .route({ method: 'POST', path: '/imports/{importRunId}/remove', tags: ['imports'] })
    .input(run)
    .output(z.object({ removed: z.boolean() })),

  /** Rows that were refused or remarked, in the order of the file. */
  findImportProblems: procedure('facts.write', 'own')
    .route({ method: 'GET', path: '/imports/{importRunId}/problems', tags: ['imports'] })
    .input(page.extend({ importRunId: id, severity: z.enum(['refused', 'remark']).default('refused') }))
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(z.object({ rowNumber: z.number().int(), problems: z.array(importProblem) })),
      }),
    ),

  /** Templates of the workspace and the shipped ones. */
  findTemplates: procedure('facts.write', 'workspace')
    .route({ method: 'GET', path: '/imports/templates', tags: ['imports'] })
    .output(
      z.array(
        template.omit({ fits: true }).extend({
          columns: z.array(z.string()),
          updatedBy: z.string().nullable(),
          updatedAt: z.iso.datetime().nullable(),
        }),
      ),
    ),

  /** Keeps a mapping with its decisions under a name; the same name again replaces it. */
  saveTemplate: procedure('facts.write', 'workspace')
    .route({ method: 'POST', path: '/imports/templates', tags: ['imports'] })
    .input(templateContent.extend({ name: z.string().trim().min(1).max(80) }))
    .output(z.object({ templateId: z.string() })),

  removeTemplate: procedure('facts.write', 'workspace')
    .route({ method: 'POST', path: '/imports/templates/{templateId}/remove', tags: ['imports'] })
    .input(z.object({ templateId: z.string().max(60) }))
    .output(z.object({ removed: z.boolean() })),
}
