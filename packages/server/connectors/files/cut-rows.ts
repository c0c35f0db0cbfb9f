import papaparse from 'papaparse'
import { type RawRow, TableFailure } from './raw-row.ts'

/** A row longer than this has no end: a quote was left open, or it is no row. */
const LONGEST_ROW = 1_000_000
const KEPT_OF_LONG = 200

type Newline = '\r\n' | '\n' | '\r'

function newlineOf(text: string): Newline {
  const feed = text.indexOf('\n')
  const carriage = text.indexOf('\r')
  if (feed < 0) return carriage < 0 ? '\n' : '\r'
  if (carriage >= 0 && carriage < feed - 1) return '\r'
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n'
}

type Parse = {
  readonly data: string[][]
  readonly cursor: number
  readonly wrongAt: number | null
  readonly good: number
}

/**
 * Cuts text that arrives in pieces into rows. Where quotes do not pair up, the line at fault is handed on as broken and
 * the next line begins afresh, so that one wrong quote does not swallow the rows behind it. Of a line that is too long
 * only the start is kept: it is one broken row, however long it is.
 */
export class RowCutter {
  private newline: Newline | null = null
  /** the start of a line that is too long, while its end is looked for */
  private skipped: string | null = null
  private rest = ''
  private rows = 0
  private readonly separator: string

  constructor(separator: string) {
    this.separator = separator
  }

  push(piece: string, last: boolean): RawRow[] {
    this.rest += piece
    if (this.rest === '' && this.skipped === null) return []
    if (this.newline === null && !last && !/\n|\r./s.test(this.rest)) return this.waiting()
    this.newline ??= newlineOf(this.rest)
    const rows: RawRow[] = []
    do {
      if (this.skipped !== null && !this.skip(rows, last, this.newline)) break
      while (this.step(rows, last, this.newline));
    } while (this.giveUp(rows, this.newline))
    return rows
  }

  /** A row without an end is torn where its quote was opened; a line without an end is skipped. */
  private giveUp(rows: RawRow[], newline: Newline): boolean {
    if (this.rest.length <= LONGEST_ROW) return false
    if (this.rest.includes(newline) && this.parse(true, newline).wrongAt !== null)
      return this.step(rows, true, newline)
    this.skipped = this.rest.slice(0, KEPT_OF_LONG)
    return true
  }

  /** Leaves out the text up to the end of the line. @returns whether the end was found */
  private skip(rows: RawRow[], last: boolean, newline: Newline): boolean {
    const end = this.rest.indexOf(newline)
    if (end < 0 && !last) {
      this.rest = this.rest.endsWith('\r') ? '\r' : ''
      return false
    }
    rows.push(this.rowOf([this.skipped ?? ''], 'rowTooLong'))
    this.skipped = null
    this.rest = end < 0 ? '' : this.rest.slice(end + newline.length)
    return true
  }

  /** Cuts up to the first wrong quote. @returns whether there may be more to cut */
  private step(rows: RawRow[], last: boolean, newline: Newline): boolean {
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

  private parse(last: boolean, newline: Newline): Parse {
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

  /** No line has ended yet. */
  private waiting(): RawRow[] {
    if (this.rest.length > LONGEST_ROW) throw new TableFailure('fileWithoutEnd', { row: 1 })
    return []
  }
}
