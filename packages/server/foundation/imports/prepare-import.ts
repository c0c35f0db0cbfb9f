import { type ImportMapping, type Kind, type KindName, kindOf, mayDo } from '@salesloom/contract'
import type { OpenTable, Reading, ReadingWish } from '../../connectors/files/open-table.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { applyTemplate, templateFit } from './apply-template.ts'
import { readRun } from './import.store.ts'
import { openImport } from './open-import.ts'
import {
  type SampledColumn,
  suggestColumns,
  suggestExternalId,
  suggestKinds,
  suggestSource,
  suggestTaxRate,
} from './suggest-mapping.ts'
import { readTemplates } from './templates.ts'

const SAMPLE_ROWS = 500
const SHOWN_SAMPLES = 5
const FITS = 0.7
const LISTED_KINDS = 40

/** The texts of the first rows, by column. */
async function sample(table: OpenTable): Promise<SampledColumn[]> {
  const columns = table.headers.map((header) => ({ header, samples: [] as string[] }))
  let rows = 0
  for await (const batch of table.rows()) {
    for (const { values } of batch) {
      if (++rows > SAMPLE_ROWS) return columns
      for (const [at, column] of columns.entries()) {
        const text = (values[at] ?? '').trim()
        if (text !== '') column.samples.push(text.slice(0, 200))
      }
    }
  }
  return columns
}

/** What was found out about the file is kept, so that the steps to come need not read all of it again. */
function foundReading({ encoding, separator, sheet, headerRow }: Reading): ImportMapping['reading'] {
  return { encoding, separator, sheet, headerRow }
}

function suggested(kind: Kind, columns: readonly SampledColumn[], reading: Reading): ImportMapping {
  const mapped = suggestColumns(columns, kind)
  return {
    kind: kind.name,
    source: 'file',
    reading: foundReading(reading),
    columns: mapped,
    constants: {},
    taxRate: suggestTaxRate(mapped),
    externalId: suggestExternalId(mapped, kind),
    sourceColumn: suggestSource(columns),
    replace: {},
    links: {},
  }
}

type Wish = {
  readonly importRunId: number
  readonly reading: Required<ReadingWish>
  readonly kind?: KindName | undefined
  readonly templateId?: string | undefined
}

/** Reads the head of an uploaded file and suggests kind, template and mapping; nothing is stored. */
export async function prepareImport(context: CallContext, wish: Wish) {
  const { database, workspaceId, actor } = context
  const { stored, templates } = await inWorkspace(database, workspaceId, async (tx) => ({
    stored: await readRun(tx, context, wish.importRunId),
    templates: await readTemplates(tx, workspaceId),
  }))
  const table = await openImport(database, workspaceId, stored.run, wish.reading)
  const columns = await sample(table)
  const may = (kind: Kind) => mayDo(actor.role, kind.write)
  const fitting = templates
    .filter(({ mapping }) => may(kindOf(mapping.kind)))
    .map((template) => ({ template, fits: templateFit(template, table.headers) }))
    .toSorted((a, b) => b.fits - a.fits)
  const asked = fitting.find(({ template }) => template.templateId === wish.templateId)
  const unasked = wish.kind === undefined && wish.templateId === undefined
  const best = asked ?? (unasked ? fitting.find(({ fits }) => fits >= FITS) : undefined)
  const kinds = suggestKinds(columns, may)
  const kind = wish.kind === undefined ? (kinds[0]?.kind ?? kindOf('customer')) : kindOf(wish.kind)
  const mapping =
    best === undefined
      ? suggested(kind, columns, table.reading)
      : { ...applyTemplate(best.template, columns), reading: foundReading(table.reading) }
  return {
    reading: { ...table.reading, sheets: [...table.reading.sheets] },
    columns: columns.map(({ header, samples }) => ({ header, samples: samples.slice(0, SHOWN_SAMPLES) })),
    kinds: kinds.slice(0, LISTED_KINDS).map((one) => ({ kind: one.kind.name, likeness: one.likeness })),
    templates: fitting.map(({ template, fits }) => ({
      templateId: template.templateId,
      name: template.name,
      shipped: template.shipped,
      kind: template.mapping.kind,
      fits,
    })),
    templateId: best?.template.templateId ?? null,
    mapping,
  }
}
