import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { ZipFile } from 'yazl'

/** What a cell shows: a text, an exact number, a day, or nothing. */
export type Cell = string | { readonly number: string } | { readonly day: string } | null

export type TableFormat = 'csv' | 'xlsx'

/** Writes a table row by row into a stream; the memory stays the same however long it is. */
export type TableWriter = {
  readonly write: (rows: readonly (readonly Cell[])[]) => Promise<void>
  /** Ends the table and waits until the stream has taken all of it. */
  readonly close: () => Promise<void>
}

export const MIME_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What a spreadsheet would take for a formula when it opens a text file. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u
const PLAIN_NUMBER = /^[-+]?[\d.,' ]*\d%?$/

/** Whether a text would be carried out as a formula where it is opened without thought. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text)
}

async function send(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed) throw new Error('the reader has gone away')
  if (stream.write(text)) return
  await Promise.race([
    once(stream, 'drain'),
    once(stream, 'close').then(() => Promise.reject(new Error('the reader has gone away'))),
  ])
}

function plainText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return looksLikeFormula(cell) ? `'${cell}` : cell
  return 'number' in cell ? cell.number : cell.day
}

function csvField(cell: Cell): string {
  const text = plainText(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('')

function openCsv(stream: Writable, headers: readonly string[]): TableWriter {
  let begun = false
  const begin = async () => {
    if (begun) return
    begun = true
    // Excel takes a text without the mark for the code page of the machine.
    await send(stream, `\ufeff${csvLines([headers])}`)
  }
  return {
    write: async (rows) => {
      await begin()
      await send(stream, csvLines(rows))
    },
    close: async () => {
      await begin()
      stream.end()
      if (!stream.writableFinished) await once(stream, 'finish')
    },
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Cell styles: 0 plain, 1 a day, 2 a text that must stay one, 3 a header. */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf xfId="0" quotePrefix="1"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
}

const SHEET_START = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
const SHEET_END = '</sheetData></worksheet>'
const LONGEST_CELL = 32_767

/** Text as XML may carry it: marks escaped, control characters left out. */
function escaped(text: string): string {
  const clean = text.slice(0, LONGEST_CELL).replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu, '')
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function daySerial(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
}

function sheetCell(cell: Cell, header: boolean): string {
  if (cell === null || cell === '') return '<c/>'
  if (typeof cell !== 'string')
    return 'number' in cell
      ? `<c><v>${escaped(cell.number)}</v></c>`
      : `<c s="1"><v>${daySerial(cell.day)}</v></c>`
  const style = header ? ' s="3"' : looksLikeFormula(cell) ? ' s="2"' : ''
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

const sheetRows = (rows: readonly (readonly Cell[])[], header = false): string =>
  rows.map((row) => `<row>${row.map((cell) => sheetCell(cell, header)).join('')}</row>`).join('')

function openXlsx(stream: Writable, headers: readonly string[]): TableWriter {
  const zip = new ZipFile()
  const sheet = new PassThrough()
  const packed = zip.outputStream as NodeJS.ReadableStream
  packed.pipe(stream)
  stream.on('close', () => sheet.destroy())
  for (const [name, content] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(XML + content), name)
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  const begun = send(sheet, SHEET_START + sheetRows([headers], true))
  return {
    write: async (rows) => {
      await begun
      await send(sheet, sheetRows(rows))
    },
    close: async () => {
      await begun
      const finished = stream.writableFinished ? Promise.resolve() : once(stream, 'finish')
      sheet.end(SHEET_END)
      await finished
    },
  }
}

/**
 * Opens a table for writing: CSV in UTF-8 with a byte order mark, or one sheet of an XLSX workbook. Texts that a
 * spreadsheet would carry out as formulas are made harmless: an apostrophe before them in CSV, marked as text in XLSX.
 */
export function openTableWriter(
  format: TableFormat,
  headers: readonly string[],
  stream: Writable,
): TableWriter {
  return format === 'csv' ? openCsv(stream, headers) : openXlsx(stream, headers)
}
