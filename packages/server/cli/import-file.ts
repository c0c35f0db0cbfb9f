import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FIELDS, type ImportRun } from '@salesloom/contract'
import { writeTable } from '../connectors/files/write-table.ts'
import { type FileWish, importFile, problemFile } from '../foundation/imports/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { StartFailure } from '../platform/failure.ts'
import type { CallContext } from '../platform/http/call-context.ts'
import type { ImportFileOptions } from './import-file-options.ts'
import { createMeter } from './progress.ts'
import type { CommandSession } from './session.ts'
import { workspaceByCode } from './workspace-by-code.ts'

/** What to say on the command line where the page would ask. */
const HINTS: Readonly<Record<string, string>> = {
  importOrderOpen: 'Add --day-order dmy or --day-order mdy.',
  importTaxRateMissing: 'Add --tax-rate, for example --tax-rate 13%.',
  importFieldMissing: 'Add --map COLUMN=FIELD or --set FIELD=VALUE.',
}

/** Rows were brought in and others were refused. */
const SOME_REFUSED = 3

type Session = Pick<CommandSession, 'database'>

/** Whoever may run commands beside the database may write everything in it. */
async function commandCaller(session: Session, code: string): Promise<CallContext> {
  const actor = {
    userId: 'import',
    name: 'command line',
    role: 'administrator',
    personId: null,
    standingInFor: null,
  } as const
  return {
    database: session.database,
    workspaceId: await workspaceByCode(session.database, code),
    actor,
    visibility: { whole: true },
    fields: FIELDS,
    clock: systemClock,
  }
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile() !== true) throw new StartFailure(`There is no file ${path}.`)
  return found.size
}

function wishOf(options: ImportFileOptions): FileWish {
  const { kind, template, source, dayOrder, taxRate, map, set, mode } = options
  return {
    kind,
    template,
    source,
    dayOrder,
    taxRate,
    fields: map,
    constants: set,
    mode: mode === 'good-rows' ? 'goodRows' : 'allOrNothing',
  }
}

/** Where the refused rows are written: beside the working folder's other files, never over the file itself. */
function problemPath(file: string, options: ImportFileOptions): string {
  return resolve(options.problems ?? `${basename(file).replace(/\.[^.]*$/, '')}-problems.csv`)
}

function sentence({ created, updated, unchanged, refused }: ImportRun, path: string): string {
  const stored = `${created} new, ${updated} changed, ${unchanged} unchanged`
  return refused === 0 ? `${stored}.` : `${stored}, ${refused} refused: see ${path}.`
}

/**
 * Brings a CSV or XLSX file in from the command line: progress on standard error, the outcome on standard output, the
 * refused rows in a file that can be repaired and imported again. Ctrl-C stops it; what was stored until then stays.
 * The exit code is 0 where every row went in, 3 where some were refused, 1 where nothing could be done.
 */
export async function importFileCommand(
  session: Session,
  file: string,
  options: ImportFileOptions,
): Promise<string> {
  const path = resolve(file)
  const size = sizeOf(path)
  const context = await commandCaller(session, options.workspace)
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort())
  const meter = createMeter(process.stderr, options.json === true)
  const bytes = createReadStream(path, { highWaterMark: 1 << 20 })
  const onProgress = async ({ step, done, total }: { step: string; done: number; total: number | null }) =>
    meter.show(step, done, total)
  const refusedRows = problemPath(path, options)
  let importRunId: number | null = null
  const writeProblems = async () => {
    if (importRunId === null) return
    const table = await problemFile(context, importRunId, 'refused', 'en')
    await pipeline(Readable.from(writeTable('csv', table)), createWriteStream(refusedRows))
  }
  try {
    const { run } = await importFile(
      { context, signal: abort.signal, onProgress },
      { name: basename(path), size, bytes },
      wishOf(options),
      (id) => {
        importRunId = id
      },
    )
    meter.end()
    if (run.refused > 0) {
      await writeProblems()
      process.exitCode = SOME_REFUSED
    }
    return options.json === true
      ? JSON.stringify({ ...run, problems: run.refused > 0 ? refusedRows : null })
      : sentence(run, refusedRows)
  } catch (error) {
    meter.end()
    const { code = '', message } = error as Error & { code?: string }
    const hint = HINTS[code]
    if (hint !== undefined) throw new StartFailure(`${message} ${hint}`)
    if (code !== 'importNothingStored') throw error
    await writeProblems()
    throw new StartFailure(`${message} The rows are in ${refusedRows}.`)
  }
}
