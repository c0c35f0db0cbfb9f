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

/** Cuts text that arrives in pieces into rows; a row whose quotes are broken is handed on as broken. */
class RowCutter {
  private parser: papaparse.Parser | null = null
  private rest = ''
  private rows = 0
  private readonly separator: string

  constructor(separator: string) {
    this.separator = separator
  }

  push(piece: string, last: boolean): RawRow[] {
    this.rest += piece
    if (this.rest === '') return []
    if (this.parser === null && !last && !/\n|\r./s.test(this.rest)) return this.kept([])
    this.parser ??= new papaparse.Parser({ delimiter: this.separator, newline: newlineOf(this.rest) })
    const { data, errors, meta } = this.parser.parse(this.rest, 0, !last) as papaparse.ParseResult<string[]>
    const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row ?? -1))
    this.rest = last ? '' : this.rest.slice(meta.cursor)
    return this.kept(data.map((values, at) => this.rowOf(values, broken.has(at))))
  }

  private rowOf(values: string[], broken: boolean): RawRow {
    const final = values.at(-1)
    if (final?.endsWith('\r') === true) values[values.length - 1] = final.slice(0, -1)
    return { rowNumber: ++this.rows, values, broken: broken ? 'rowQuotes' : null }
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
