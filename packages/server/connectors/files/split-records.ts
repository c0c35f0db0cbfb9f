import papaparse from 'papaparse'

/** A CSV text that breaks the rules of its format, and the row in which it does. */
export class RecordFailure extends Error {
  readonly row: number

  constructor(row: number, message: string) {
    super(message)
    this.row = row
  }
}

const MAX_RECORD = 1_000_000

const SENTENCES: Readonly<Record<string, string>> = {
  MissingQuotes: 'a quote is opened and never closed',
  InvalidQuotes: 'after a closing quote stands something else than a comma',
}

/**
 * Splits CSV text (RFC 4180: commas, optional double quotes, LF or CRLF) that arrives in pieces into records, by
 * Papa Parse, which splits pieces without a quote natively; that is what makes large order files quick. A blank line
 * gives a record without values, so that row numbers stay those of the file.
 */
export class RecordSplitter {
  private parser: papaparse.Parser | null = null
  private rest = ''
  private rows = 0

  /** Rows handed out so far. */
  get rowCount(): number {
    return this.rows
  }

  /** The records that are complete with this piece. */
  push(piece: string): string[][] {
    this.rest += piece
    return this.parse(false)
  }

  /** The last record, where the text does not end with a line feed. */
  end(): string[][] {
    return this.rest === '' ? [] : this.parse(true)
  }

  /** The line ends of a file are those of its first line. */
  private parserFor(text: string): papaparse.Parser {
    const first = text.indexOf('\n')
    const newline = text[first - 1] === '\r' ? '\r\n' : '\n'
    return new papaparse.Parser({ delimiter: ',', newline })
  }

  private parse(last: boolean): string[][] {
    if (this.parser === null && !last && !this.rest.includes('\n')) return this.kept([])
    this.parser ??= this.parserFor(this.rest)
    const text = this.rest
    const { data, errors, meta } = this.parser.parse(text, 0, !last) as papaparse.ParseResult<string[]>
    const records = data.map((values) => (values.length === 1 && values[0] === '' ? [] : values))
    this.refuse(text, records, errors)
    this.rest = last ? '' : text.slice(meta.cursor)
    this.rows += records.length
    return this.kept(records)
  }

  private kept(records: string[][]): string[][] {
    if (this.rest.length > MAX_RECORD)
      throw new RecordFailure(this.rows + 1, 'the row has no end; is a quote left open?')
    return records
  }

  private refuse(text: string, records: readonly string[][], errors: readonly papaparse.ParseError[]): void {
    const wrong = errors.find((error) => error.code in SENTENCES)
    if (wrong !== undefined)
      throw new RecordFailure(this.rows + (wrong.row ?? records.length) + 1, SENTENCES[wrong.code] ?? '')
    if (!text.includes('\0')) return
    const at = records.findIndex((values) => values.some((value) => value.includes('\0')))
    const row = this.rows + (at < 0 ? records.length : at) + 1
    throw new RecordFailure(row, 'it holds a zero byte; is this a text file?')
  }
}
