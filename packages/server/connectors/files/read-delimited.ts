import papaparse from 'papaparse'
import type { ByteSource } from './byte-source.ts'
import { type RawRow, TableFailure } from './raw-row.ts'
import { decodeText, type TextEncoding } from './text-encoding.ts'

/** Characters that separate the values of a row. */
export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** A row longer than this has no end: a quote was left open. */
const LONGEST_ROW = 1_000_000
const HEAD_CHARACTERS = 64_000
const HEAD_ROWS = 30

function newlineOf(text: string): '\r\n' | '\n' | '\r' {
  const feed = text.indexOf('\n')
  const carriage = text.indexOf('\r')
  if (feed < 0) return carriage < 0 ? '\n' : '\r'
  if (carriage >= 0 && carriage < feed - 1) return '\r'
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n'
}

/** How evenly a separator divides the first rows: rows of the usual width, times that width. */
function fitOf(text: string, separator: string): number {
  const { data } = papaparse.parse<string[]>(text, {
    delimiter: separator,
    preview: HEAD_ROWS,
    skipEmptyLines: true,
  })
  const widths = new Map<number, number>()
  for (const { length } of data) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1)
  return Math.max(0, ...[...widths].map(([width, rows]) => (rows / data.length) * (1 + Math.log(width))))
}

/** The separator that divides the first rows of a text most evenly; a comma where none does. */
export async function detectSeparator(source: ByteSource, encoding: TextEncoding): Promise<Separator> {
  let head = ''
  for await (const piece of decodeText(source, encoding)) {
    head += piece
    if (head.length > HEAD_CHARACTERS) break
  }
  const whole = head.slice(0, HEAD_CHARACTERS)
  const fits = SEPARATORS.map((separator) => ({ separator, fit: fitOf(whole, separator) }))
  const best = fits.toSorted((a, b) => b.fit - a.fit)[0]
  return best === undefined || best.fit === 0 ? ',' : best.separator
}

type Parse = {
  readonly data: string[][]
  readonly cursor: number
  readonly wrongAt: number | null
  readonly good: number
}

/**
 * Cuts text that arrives in pieces into rows. Where quotes do not pair up, the line at fault is handed on as broken and
 * the next line begins afresh, so that one wrong quote does not swallow the rows behind it.
 */
class RowCutter {
  private newline: '\r\n' | '\n' | '\r' | null = null
  private rest = ''
  private rows = 0
  private readonly separator: string

  constructor(separator: string) {
    this.separator = separator
  }

  push(piece: string, last: boolean): RawRow[] {
    this.rest += piece
    if (this.rest === '') return []
    if (this.newline === null && !last && !/\n|\r./s.test(this.rest)) return this.kept([])
    this.newline ??= newlineOf(this.rest)
    const rows: RawRow[] = []
    // A row without an end is torn where its quote was opened.
    while (this.step(rows, last || this.rest.length > LONGEST_ROW, this.newline));
    return this.kept(rows)
  }

  /** Cuts up to the first wrong quote. @returns whether there may be more to cut */
  private step(rows: RawRow[], last: boolean, newline: string): boolean {
    const { data, cursor, wrongAt, good } = this.parse(last, newline)
    for (const values of data.slice(0, good)) rows.push(this.rowOf(values, null))
    if (wrongAt === null) {
      this.rest = last ? '' : this.rest.slice(cursor)
      return false
    }
    const before = this.rest.lastIndexOf(newline, wrongAt - 1)
    const start = before < 0 || wrongAt === 0 ? 0 : before + newline.length
    const end = this.rest.indexOf(newline, wrongAt)
    if (end < 0 && !last) {
      this.rest = this.rest.slice(start)
      return false
    }
    rows.push(this.rowOf([this.rest.slice(start, end < 0 ? undefined : end)], 'rowQuotes'))
    this.rest = end < 0 ? '' : this.rest.slice(end + newline.length)
    return this.rest !== ''
  }

  private parse(last: boolean, newline: string): Parse {
    const parser = new papaparse.Parser({ delimiter: this.separator, newline: newline as '\n' })
    const { data, errors, meta } = parser.parse(this.rest, 0, !last) as papaparse.ParseResult<string[]>
    const wrong = errors.find(({ type }) => type === 'Quotes')
    const good = wrong === undefined ? data.length : (wrong.row ?? 0)
    return { data, cursor: meta.cursor, wrongAt: wrong === undefined ? null : (wrong.index ?? 0), good }
  }

  private rowOf(values: string[], broken: RawRow['broken']): RawRow {
    const final = values.at(-1)
    if (final?.endsWith('\r') === true) values[values.length - 1] = final.slice(0, -1)
    return { rowNumber: ++this.rows, values, broken }
  }

  private kept(rows: RawRow[]): RawRow[] {
    if (this.rest.length > LONGEST_ROW) throw new TableFailure('fileWithoutEnd', { row: this.rows + 1 })
    return rows
  }
}

/** Streams the rows of a text table, the header among them; the memory stays the same however long it is. */
export async function* readDelimited(
  source: ByteSource,
  options: { readonly encoding: TextEncoding; readonly separator: Separator; readonly signal?: AbortSignal },
): AsyncGenerator<readonly RawRow[]> {
  const cutter = new RowCutter(options.separator)
  for await (const piece of decodeText(source, options.encoding, options.signal))
    yield cutter.push(piece, false)
  yield cutter.push('', true)
}
