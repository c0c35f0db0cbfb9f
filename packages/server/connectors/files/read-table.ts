import { constants, type FileHandle, lstat, open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { StartFailure } from '../../platform/failure.ts'
import { RecordFailure, RecordSplitter } from './split-records.ts'

/** A row of a table file: values by the columns that were asked for, and where it stands (the header is row 1). */
export type TableRow = { readonly values: readonly string[]; readonly rowNumber: number }

/** Small enough that who writes what was read is not kept waiting while a piece is being split. */
const CHUNK_BYTES = 1 << 16

/** Windows has neither flag; there the check of the file's kind stands alone. */
const OPEN_FLAGS =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0)

/** Opens exactly the file that is named: no link to somewhere else, no folder, no pipe that never answers. */
async function openPlainFile(file: string): Promise<FileHandle> {
  const name = basename(file)
  const found = await lstat(file).catch(() => null)
  if (found === null) throw new StartFailure(`The file ${name} is missing in ${dirname(file)}.`)
  if (found.isSymbolicLink())
    throw new StartFailure(`${name} is a link to another place; only plain files are read.`)
  if (!found.isFile()) throw new StartFailure(`${name} is not a file.`)
  try {
    return await open(file, OPEN_FLAGS)
  } catch (error) {
    throw new StartFailure(
      `${name} cannot be read: ${(error as { code?: string }).code ?? 'unknown reason'}.`,
    )
  }
}

function positions(file: string, header: readonly string[], columns: readonly string[]): number[] {
  return columns.map((column) => {
    const at = header.indexOf(column)
    if (at < 0)
      throw new StartFailure(
        `${basename(file)} has no column ${column}; it has: ${header.join(', ').slice(0, 300)}.`,
      )
    return at
  })
}

/** Picks the wanted columns out of raw records and counts rows. */
class ColumnPicker {
  private wanted: readonly number[] | null = null
  private width = 0
  private rowNumber = 0
  private readonly file: string
  private readonly columns: readonly string[]

  constructor(file: string, columns: readonly string[]) {
    this.file = file
    this.columns = columns
  }

  pick(records: readonly string[][]): TableRow[] {
    const rows: TableRow[] = []
    for (const record of records) {
      this.rowNumber++
      if (record.length === 0) continue
      if (this.wanted === null) {
        this.wanted = positions(this.file, record, this.columns)
        this.width = record.length
      } else rows.push({ values: this.valuesOf(record, this.wanted), rowNumber: this.rowNumber })
    }
    return rows
  }

  /** An empty file has no header, and that is a wrong file rather than a table without rows. */
  checkHeader(): void {
    if (this.wanted === null) throw new StartFailure(`${basename(this.file)} is empty.`)
  }

  private valuesOf(record: readonly string[], wanted: readonly number[]): string[] {
    if (record.length !== this.width)
      throw new StartFailure(
        `${basename(this.file)}, row ${this.rowNumber}: ${record.length} values where the header has ${this.width} columns.`,
      )
    return wanted.map((at) => record[at] ?? '')
  }
}

function explained(file: string, error: unknown, rowCount: number): unknown {
  if (error instanceof RecordFailure)
    return new StartFailure(`${basename(file)}, row ${error.row}: ${error.message}.`)
  if ((error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new StartFailure(`${basename(file)} is not UTF-8 text (after row ${rowCount}).`)
  return error
}

/**
 * Streams a CSV file with a header, some thousand rows at a time: memory stays the same however long it is.
 * @param columns the columns wanted, in the order of the values given back
 * @throws StartFailure one sentence with file and row for everything that is wrong with the file
 */
export async function* readTable(
  file: string,
  columns: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<readonly TableRow[]> {
  const handle = await openPlainFile(file)
  const splitter = new RecordSplitter()
  const picker = new ColumnPicker(file, columns)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK_BYTES })) {
      signal?.throwIfAborted()
      yield picker.pick(splitter.push(decoder.decode(chunk as Buffer, { stream: true })))
    }
    yield picker.pick(splitter.push(decoder.decode()))
    yield picker.pick(splitter.end())
    picker.checkHeader()
  } catch (error) {
    throw explained(file, error, splitter.rowCount)
  } finally {
    await handle.close()
  }
}

/** Reads a whole small table into memory. */
export async function readWholeTable(file: string, columns: readonly string[]): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of readTable(file, columns)) rows.push(...batch)
  return rows
}
