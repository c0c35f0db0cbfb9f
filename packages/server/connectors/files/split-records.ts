/** A CSV text that breaks the rules of its format, and the row in which it does. */
export class RecordFailure extends Error {
  readonly row: number

  constructor(row: number, message: string) {
    super(message)
    this.row = row
  }
}

/** A record and where the next one starts; null where the text ends before the record does. */
type Quoted = { readonly values: string[]; readonly next: number } | null

const MAX_RECORD = 1_000_000
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

function withoutReturn(text: string, from: number, newline: number): number {
  return newline > from && text.charCodeAt(newline - 1) === CARRIAGE_RETURN ? newline - 1 : newline
}

/**
 * Splits CSV text (RFC 4180: commas, optional double quotes, LF or CRLF) that arrives in pieces into records. A line
 * without a quote is split by the engine's own `split`, which is what makes large order files quick; others are read
 * field by field. A blank line gives a record without values, so that row numbers stay those of the file.
 */
export class RecordSplitter {
  private rest = ''
  private rows = 0

  /** Rows handed out so far. */
  get rowCount(): number {
    return this.rows
  }

  /** The records that are complete with this piece. */
  push(piece: string): string[][] {
    const text = this.rest + piece
    const records: string[][] = []
    let from = 0
    let quote = text.indexOf('"')
    for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', from)) {
      if (quote < 0 || quote > newline) {
        const end = withoutReturn(text, from, newline)
        records.push(end === from ? [] : text.slice(from, end).split(','))
        from = newline + 1
      } else {
        const record = this.readQuoted(text, from, this.rows + records.length + 1)
        if (record === null) break
        records.push(record.values)
        from = record.next
        quote = text.indexOf('"', from)
      }
    }
    this.rest = text.slice(from)
    this.checkText(text, records)
    this.rows += records.length
    if (this.rest.length > MAX_RECORD)
      throw new RecordFailure(this.rows + 1, 'the row has no end; is a quote left open?')
    return records
  }

  /** The last record, where the text does not end with a line feed. */
  end(): string[][] {
    if (this.rest === '') return []
    const records = this.push('\n')
    if (this.rest !== '') throw new RecordFailure(this.rows + 1, 'a quote is opened and never closed')
    return records
  }

  private checkText(text: string, records: readonly string[][]): void {
    if (!text.includes('\0')) return
    const at = records.findIndex((values) => values.some((value) => value.includes('\0')))
    throw new RecordFailure(
      this.rows + (at < 0 ? records.length : at) + 1,
      'it holds a zero byte; is this a text file?',
    )
  }

  private readQuoted(text: string, from: number, row: number): Quoted {
    const values: string[] = []
    for (let at = from; ; ) {
      const field = text[at] === '"' ? readInside(text, at + 1) : readPlain(text, at, row)
      if (field === null) return null
      values.push(field.value)
      const mark = text.charCodeAt(field.next)
      if (mark === LINE_FEED) return { values, next: field.next + 1 }
      if (mark === CARRIAGE_RETURN && text.charCodeAt(field.next + 1) === LINE_FEED)
        return { values, next: field.next + 2 }
      if (text[field.next] !== ',') {
        if (field.next + 1 >= text.length) return null
        throw new RecordFailure(row, `after a closing quote stands “${text[field.next]}” and no comma`)
      }
      at = field.next + 1
    }
  }
}

type Field = { readonly value: string; readonly next: number } | null

/** A quoted field from behind its opening quote; two quotes stand for one. */
function readInside(text: string, from: number): Field {
  let value = ''
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote + 1 >= text.length) return null
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { value, next: quote + 1 }
    value += '"'
    at = quote + 2
  }
}

function readPlain(text: string, from: number, row: number): Field {
  const newline = text.indexOf('\n', from)
  if (newline < 0) return null
  const comma = text.indexOf(',', from)
  const next = comma >= 0 && comma < newline ? comma : withoutReturn(text, from, newline)
  const value = text.slice(from, next)
  if (value.includes('"')) throw new RecordFailure(row, 'a quote stands inside a value that is not quoted')
  return { value, next }
}
