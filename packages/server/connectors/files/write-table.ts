import type { TableFormat } from '@salesloom/contract'
import { writeZip, type ZipEntry } from './write-zip.ts'

/** What a cell holds. A number, or a decimal kept as text in a column of numbers, stays a number. */
export type Cell = string | number | null

export type TableColumn = { readonly title: string; readonly kind: 'text' | 'number' }

/** A table to be written while its rows are read. */
export type Table = {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>
}

const FORMULA = /^[=+\-@\t\r]/
const DECIMAL = /^-?\d+(\.\d+)?$/
/** What a spreadsheet keeps of a cell and of a sheet. */
const LONGEST_CELL = 32_767
const MOST_ROWS = 1_048_576
const BLOCK = 1 << 16
const SHEET_SIZE = 2 ** 31

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it, so that opening a file never
 * computes, fetches or starts what somebody typed into a name.
 */
export function neutralise(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The decimal of a cell, null where it is text. */
function numberOf(cell: Cell, column: TableColumn | undefined): string | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : null
  return column?.kind === 'number' && cell !== null && DECIMAL.test(cell) ? cell : null
}

function csvCell(cell: Cell, column: TableColumn | undefined): string {
  if (cell === null) return ''
  const text = numberOf(cell, column) ?? neutralise(String(cell))
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Joins small texts into blocks, so that neither the network nor the packer handles single lines. */
async function* inBlocks(parts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let block = ''
  for await (const part of parts) {
    block += part
    if (block.length < BLOCK) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

async function* csvLines({ columns, rows }: Table): AsyncGenerator<string> {
  const line = (cells: readonly Cell[], kinds: readonly TableColumn[]) =>
    `${cells.map((cell, i) => csvCell(cell, kinds[i])).join(',')}\r\n`
  // The byte-order mark makes spreadsheets read the file as UTF-8.
  yield `\uFEFF${line(
    columns.map((column) => column.title),
    [],
  )}`
  for await (const row of rows) yield line(row, columns)
}

/** A table as CSV (RFC 4180) in UTF-8 with a byte-order mark. */
export async function* writeCsv(table: Table): AsyncGenerator<Uint8Array> {
  for await (const block of inBlocks(csvLines(table))) yield Buffer.from(block)
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML: without the characters that XML does not know. */
function xml(text: string): string {
  const whole = text.toWellFormed()
  if (!/[&<>"\p{Cc}\uFFFE\uFFFF]/u.test(whole)) return whole
  return [...whole]
    .filter((mark) => {
      const code = mark.codePointAt(0) ?? 0
      return code >= 32 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13
    })
    .map((mark) => ESCAPES[mark] ?? mark)
    .join('')
}

function xlsxCell(cell: Cell, column: TableColumn | undefined): string {
  if (cell === null || cell === '') return '<c/>'
  const number = numberOf(cell, column)
  if (number !== null) return `<c><v>${number}</v></c>`
  const text = xml(neutralise(String(cell)).slice(0, LONGEST_CELL))
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const xlsxRow = (cells: readonly Cell[], columns: readonly TableColumn[]): string =>
  `<row>${cells.map((cell, i) => xlsxCell(cell, columns[i])).join('')}</row>`

/** One sheet as far as it reaches: what is left in `rows` goes on the next one. */
async function* sheet(rows: AsyncIterator<readonly Cell[]>, table: Table, end: { reached: boolean }) {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  yield xlsxRow(
    table.columns.map((column) => column.title),
    [],
  )
  let size = 0
  for (let count = 1; count < MOST_ROWS && size < SHEET_SIZE; count++) {
    const next = await rows.next()
    if (next.done === true) {
      end.reached = true
      break
    }
    const text = xlsxRow(next.value, table.columns)
    size += text.length
    yield text
  }
  yield '</sheetData></worksheet>'
}

/** A sheet's name may not hold these marks nor be longer than 31. */
const sheetName = (name: string, number: number): string =>
  `${name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 26)}${number === 1 ? '' : ` ${number}`}`

function workbookParts(name: string, sheets: number): ZipEntry[] {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1)
  const types = numbers.map(
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  )
  const listed = numbers.map(
    (n) => `<sheet name="${xml(sheetName(name, n))}" sheetId="${n}" r:id="rId${n}"/>`,
  )
  const related = numbers.map(
    (n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )
  const entry = (path: string, text: string): ZipEntry => ({ name: path, content: [`${HEAD}${text}`] })
  return [
    entry(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    ),
    entry(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${related.join('')}</Relationships>`,
    ),
    entry(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    entry(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${types.join('')}</Types>`,
    ),
  ]
}

async function* workbook(table: Table): AsyncGenerator<ZipEntry> {
  const rows = rowsOf(table.rows)
  const end = { reached: false }
  let sheets = 0
  while (!end.reached) {
    sheets++
    yield { name: `xl/worksheets/sheet${sheets}.xml`, content: inBlocks(sheet(rows, table, end)) }
  }
  yield* workbookParts(table.name, sheets)
}

async function* rowsOf(rows: Table['rows']): AsyncGenerator<readonly Cell[]> {
  yield* rows
}

/** A table as an Office Open XML workbook (ECMA-376), with further sheets where one is full. */
export async function* writeXlsx(table: Table): AsyncGenerator<Uint8Array> {
  yield* writeZip(workbook(table))
}

/** A table in a format, written while its rows are read. */
export function writeTable(format: TableFormat, table: Table): AsyncGenerator<Uint8Array> {
  return format === 'csv' ? writeCsv(table) : writeXlsx(table)
}
