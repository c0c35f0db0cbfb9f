import type { ImportCheck, ImportMapping, ImportRun, KindName } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { Progress } from '../../platform/jobs/job-run.ts'
import type { JobControl } from '../../platform/jobs/queue.ts'
import { checkImport } from './check-import.ts'
import { changeRun, readRun, type StoredRun } from './import.store.ts'
import { fileRefusal } from './open-import.ts'
import { prepareImport } from './prepare-import.ts'
import { runImport } from './run-import.ts'
import { uploadFile } from './upload-file.ts'

/** What a person says about a file beforehand; whatever is missing is suggested as on the page. */
export type FileWish = {
  readonly kind?: KindName | undefined
  /** name or number of a template */
  readonly template?: string | undefined
  readonly source?: string | undefined
  /** what comes first in dates that could be read two ways */
  readonly dayOrder?: 'dmy' | 'mdy' | undefined
  readonly taxRate?: string | undefined
  /** fields of columns, and values of fields where the file has none */
  readonly fields?: Readonly<Record<string, string>>
  readonly constants?: Readonly<Record<string, string>>
  readonly mode: 'goodRows' | 'allOrNothing'
}

type Parts = {
  readonly context: CallContext
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => Promise<void>
}

function withWish(mapping: ImportMapping, wish: FileWish): ImportMapping {
  const unknown = Object.keys(wish.fields ?? {}).find(
    (header) => !mapping.columns.some((column) => column.header === header),
  )
  if (unknown !== undefined) throw new AppError('importColumnMissing', { column: unknown })
  const taken = new Set(Object.values(wish.fields ?? {}))
  const columns = mapping.columns.map((column) => {
    const field = wish.fields?.[column.header]
    if (field !== undefined) return { ...column, field: field === '' ? null : field }
    return column.field !== null && taken.has(column.field) ? { ...column, field: null } : column
  })
  const { header, rate } = mapping.taxRate
  return {
    ...mapping,
    source: wish.source ?? mapping.source,
    columns: columns.map((column) => ({ ...column, order: wish.dayOrder ?? column.order })),
    constants: { ...mapping.constants, ...wish.constants },
    taxRate: { header, rate: wish.taxRate ?? rate },
  }
}

async function mappingOf({ context }: Parts, importRunId: number, wish: FileWish): Promise<ImportMapping> {
  const reading = { encoding: null, separator: null, sheet: null, headerRow: null }
  const first = await prepareImport(context, { importRunId, reading, kind: wish.kind })
  if (wish.template === undefined) return withWish(first.mapping, wish)
  const named = first.templates.find(({ templateId, name }) =>
    [templateId, name].includes(wish.template ?? ''),
  )
  if (named === undefined) throw new AppError('notFound', { what: 'template', id: wish.template })
  const { mapping } = await prepareImport(context, { importRunId, reading, templateId: named.templateId })
  return withWish(mapping, wish)
}

async function stored({ context }: Parts, importRunId: number): Promise<StoredRun> {
  return inWorkspace(context.database, context.workspaceId, (tx) => readRun(tx, context, importRunId))
}

async function note({ context }: Parts, importRunId: number, change: object): Promise<void> {
  await inWorkspace(context.database, context.workspaceId, (tx) =>
    changeRun(tx, context.workspaceId, importRunId, { ...change }),
  )
}

async function checked(parts: Parts, importRunId: number, mapping: ImportMapping, control: JobControl) {
  const { kind, source } = mapping
  await note(parts, importRunId, { state: 'checking', mapping, kind, source })
  return checkImport({ context: parts.context, stored: await stored(parts, importRunId), control })
}

/**
 * Brings a file in from beginning to end: uploaded, mapped, checked and stored as on the page, without a job.
 * @returns the import with its counts, and what the check of the whole file found
 * @throws AppError for a file that cannot be read, a mapping that cannot work, dates that nobody said how to read, and
 *   all or nothing with a refused row
 */
export async function importFile(
  parts: Parts,
  file: { readonly name: string; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> },
  wish: FileWish,
  onUploaded: (importRunId: number) => void = () => {},
): Promise<{ run: ImportRun; check: ImportCheck }> {
  const { context, signal, onProgress } = parts
  const { name, size, bytes } = file
  const { importRunId } = await uploadFile(
    context,
    { name, announced: size, bytes },
    Number.POSITIVE_INFINITY,
  )
  onUploaded(importRunId)
  const control: JobControl = { signal, subject: `#${importRunId} ${name}`, report: onProgress }
  try {
    const mapping = await mappingOf(parts, importRunId, wish)
    const check = await checked(parts, importRunId, mapping, control)
    const [open] = check.openOrders
    if (open !== undefined) throw new AppError('importOrderOpen', { column: open })
    await note(parts, importRunId, { state: 'running', mode: wish.mode, rows_done: 0 })
    await runImport({ context, stored: await stored(parts, importRunId), control })
    return { run: (await stored(parts, importRunId)).run, check }
  } catch (thrown) {
    const error = fileRefusal(thrown)
    const said = error instanceof AppError ? { code: error.code, detail: error.detail } : null
    await note(parts, importRunId, {
      state: signal.aborted ? 'cancelled' : 'failed',
      ended_at: context.clock.now().toISOString(),
      error: signal.aborted ? null : said,
    })
    throw error
  }
}
