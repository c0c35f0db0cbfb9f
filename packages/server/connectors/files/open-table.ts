import type { ByteSource } from './byte-source.ts'
import { detectFormat } from './detect-format.ts'
import { type RawRow, TableFailure } from './raw-row.ts'
import { detectSeparator, readDelimited, type Separator } from './read-delimited.ts'
import { detectEncoding, type TextEncoding } from './text-encoding.ts'
import { openWorkbook, type Workbook } from './workbook/open-workbook.ts'
import { readSheet } from './workbook/read-sheet.ts'

/** How a file is read; whatever is null is found out. */
export type ReadingWish = {
  readonly encoding?: TextEncoding | null
  readonly separator?: Separator | null
  readonly sheet?: string | null
  /** row that holds the headers */
  readonly headerRow?: number | null
}

/** How a file is read, decided. */
export type Reading = {
  readonly format: 'text' | 'workbook'
  readonly encoding: TextEncoding | null
  readonly separator: Separator | null
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly since1904: boolean
  readonly headerRow: number
}

/** A table: how it is read, what its columns are called, and its rows below the header, as often as wanted. */
export type OpenTable = {
  readonly reading: Reading
  readonly headers: readonly string[]
  readonly rows: (signal?: AbortSignal) => AsyncGenerator<readonly RawRow[]>
}

const HEADER_WITHIN = 15
const MOST_COLUMNS = 1_000

/** Names of the columns: an empty one is called by its place, a repeated one gets a number. */
export function headersOf(values: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return values.map((value, at) => {
    const name = value.trim().replace(/\s+/g, ' ').slice(0, 120) || `#${at + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

const filled = (values: readonly string[]): number => values.filter((value) => value.trim() !== '').length

/** Share of the widest row at the start that a header fills at least: titles of an export fill less. */
const HEADER_SHARE = 0.6

/** The header is the first row at the start that is nearly as wide as the widest one. */
function findHeader(rows: readonly RawRow[]): RawRow | null {
  const widest = Math.max(0, ...rows.map((row) => filled(row.values)))
  return rows.find((row) => widest > 0 && filled(row.values) >= widest * HEADER_SHARE) ?? null
}

type Source = { readonly rows: (signal?: AbortSignal) => AsyncGenerator<readonly RawRow[]> }
type Opened = Source & Omit<Reading, 'headerRow'>

async function openText(source: ByteSource, wish: ReadingWish): Promise<Opened> {
  const encoding = wish.encoding ?? (await detectEncoding(source))
  const separator = wish.separator ?? (await detectSeparator(source, encoding))
  return {
    format: 'text',
    encoding,
    separator,
    sheets: [],
    sheet: null,
    since1904: false,
    rows: (signal) =>
      readDelimited(source, { encoding, separator, ...(signal === undefined ? {} : { signal }) }),
  }
}

function openSheet(workbook: Workbook, wish: ReadingWish): Opened {
  const sheet = workbook.sheets.find(({ name }) => name === wish.sheet) ?? workbook.sheets[0]
  if (sheet === undefined) throw new TableFailure('workbookWithoutSheet')
  return {
    format: 'workbook',
    encoding: null,
    separator: null,
    sheets: workbook.sheets.map(({ name }) => name),
    sheet: sheet.name,
    since1904: workbook.since1904,
    rows: (signal) => readSheet(workbook, sheet, signal),
  }
}

async function firstRows(source: Source, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const batch of source.rows()) {
    rows.push(...batch.filter((row) => filled(row.values) > 0))
    if (rows.length >= count) break
  }
  return rows.slice(0, count)
}

async function headerOf(opened: Opened, wish: ReadingWish): Promise<RawRow> {
  const wanted = wish.headerRow ?? null
  const rows = await firstRows(opened, Math.max(HEADER_WITHIN, wanted ?? 0))
  const header = wanted === null ? findHeader(rows) : rows.find((row) => row.rowNumber === wanted)
  if (header === null || header === undefined) throw new TableFailure('fileEmpty')
  if (header.values.length > MOST_COLUMNS) throw new TableFailure('tooManyColumns', { most: MOST_COLUMNS })
  return header
}

/** A sheet leaves empty cells at the end of a row out; in a text they are there, or the row is torn. */
function below(row: RawRow, { format, headerRow }: Reading, width: number): RawRow[] {
  if (row.rowNumber <= headerRow || filled(row.values) === 0) return []
  const { length } = row.values
  const torn =
    (format === 'text' && length < width) || (length > width && filled(row.values.slice(width)) > 0)
  return [row.broken === null && torn ? { ...row, broken: 'rowLength' } : row]
}

/**
 * Opens a table file, whatever its name says: CSV in any usual encoding and with any usual separator, or a sheet of
 * an XLSX workbook.
 * @throws TableFailure with a sentence's code where it is something else, damaged or dangerous
 */
export async function openTable(source: ByteSource, wish: ReadingWish = {}): Promise<OpenTable> {
  const format = await detectFormat(source)
  if (format === 'empty') throw new TableFailure('fileEmpty')
  if (format !== 'text' && format !== 'workbook') throw new TableFailure('fileForeign', { what: format })
  const opened =
    format === 'text' ? await openText(source, wish) : openSheet(await openWorkbook(source), wish)
  const { rows, ...found } = opened
  const header = await headerOf(opened, wish)
  const headers = headersOf(header.values)
  const reading = { ...found, headerRow: header.rowNumber }
  return {
    reading,
    headers,
    rows: async function* (signal) {
      for await (const batch of rows(signal))
        yield batch.flatMap((row) => below(row, reading, headers.length))
    },
  }
}
