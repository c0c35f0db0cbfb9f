import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse'
import { StartFailure } from '../../platform/failure.ts'

/** A row of a table file: values by the columns that were asked for, and where it stands. */
export type TableRow = { readonly values: readonly string[]; readonly rowNumber: number }

/** A value that does not fit, with its place, as one sentence. */
export class RowFailure extends StartFailure {
  constructor(file: string, row: number, column: string, value: string, expected: string) {
    super(`${basename(file)}, row ${row}, column ${column}: “${value.slice(0, 60)}” is not ${expected}.`)
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

function readFailure(file: string, error: unknown): StartFailure {
  const { lines, message } = error as { lines?: number; message: string }
  return new StartFailure(`${basename(file)}${lines === undefined ? '' : `, row ${lines}`}: ${message}`)
}

/**
 * Streams a CSV file with a header: memory stays the same however long it is.
 * @param columns the columns wanted, in the order of the values given back
 */
export async function* readTable(
  file: string,
  columns: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<TableRow> {
  if (!existsSync(file))
    throw new StartFailure(
      `The file ${basename(file)} is missing in ${file.slice(0, -basename(file).length - 1)}.`,
    )
  const parser = parse({
    bom: true,
    relax_column_count: false,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  })
  createReadStream(file, { highWaterMark: 1 << 20 }).pipe(parser)
  let wanted: number[] | null = null
  let rowNumber = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      rowNumber++
      if ((rowNumber & 4095) === 0) signal?.throwIfAborted()
      if (wanted === null) wanted = positions(file, record, columns)
      else yield { values: wanted.map((at) => record[at] ?? ''), rowNumber }
    }
  } catch (error) {
    if (error instanceof StartFailure || signal?.aborted === true) throw error
    throw readFailure(file, error)
  }
}

/** Reads a whole small table into memory. */
export async function readWholeTable(file: string, columns: readonly string[]): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of readTable(file, columns)) rows.push(row)
  return rows
}
