import { basename } from 'node:path'
import { parseCivilDate } from '@salesloom/engine/calendar'
import { StartFailure } from '../../platform/failure.ts'
import { readTable, readWholeTable, type TableRow } from './read-table.ts'

/** A value that does not fit, with its place, as one sentence. */
export class RowFailure extends StartFailure {
  constructor(file: string, row: number, column: string, value: string, expected: string) {
    super(`${basename(file)}, row ${row}, column ${column}: “${value.slice(0, 60)}” is not ${expected}.`)
  }
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,4})?$/
const WHOLE = /^\d{1,9}$/
const YEARS = /^(19|20|21)\d{2}-/
const MAX_TEXT = 300

function existsInCalendar(date: string): boolean {
  if (!YEARS.test(date)) return false
  try {
    parseCivilDate(date)
    return true
  } catch {
    return false
  }
}

/**
 * Reads one row after another by column names. Every value is checked where it stands: whatever is handed out fits
 * the database, and whatever does not fit is refused with file, row, column and value.
 */
export class RowReader {
  private readonly file: string
  private readonly at: ReadonlyMap<string, number>
  private readonly goodDates = new Set<string>()
  private readonly keys = new Map<string, Set<string>>()
  private values: readonly string[] = []
  private rowNumber = 0

  constructor(file: string, columns: readonly string[]) {
    this.file = file
    this.at = new Map(columns.map((column, at) => [column, at]))
  }

  /** Moves to a row. */
  on(row: TableRow): this {
    this.values = row.values
    this.rowNumber = row.rowNumber
    return this
  }

  fail(column: string, expected: string): never {
    throw new RowFailure(this.file, this.rowNumber, column, this.raw(column), expected)
  }

  raw(column: string): string {
    const at = this.at.get(column)
    if (at === undefined) throw new RangeError(`column ${column} was not asked for`)
    return this.values[at] ?? ''
  }

  /** A text that is there. */
  text(column: string): string {
    const value = this.raw(column).trim()
    return value === '' || value.length > MAX_TEXT
      ? this.fail(column, `a text of 1 to ${MAX_TEXT} characters`)
      : value
  }

  /** A text that no other row has in this column. */
  key(column: string): string {
    const value = this.text(column)
    const seen = this.keys.get(column) ?? new Set()
    this.keys.set(column, seen)
    if (seen.has(value)) this.fail(column, 'unique: another row has it too')
    seen.add(value)
    return value
  }

  /** An exact amount as the ledger keeps it. */
  decimal(column: string): string {
    const value = this.raw(column)
    return DECIMAL.test(value) ? value : this.fail(column, 'an amount with at most four decimal places')
  }

  decimalOrNull(column: string): string | null {
    return this.raw(column) === '' ? null : this.decimal(column)
  }

  /** A share, 0 to 1. */
  share(column: string): string {
    const value = this.decimal(column)
    return Number(value) >= 0 && Number(value) <= 1 ? value : this.fail(column, 'a share from 0 to 1')
  }

  whole(column: string): number {
    const value = this.raw(column)
    return WHOLE.test(value) ? Number(value) : this.fail(column, 'a whole number')
  }

  /** A civil date; a time of day behind it is left out. */
  date(column: string): string {
    const date = this.raw(column).slice(0, 10)
    if (!this.goodDates.has(date)) {
      if (!existsInCalendar(date)) this.fail(column, 'a date such as 2013-11-29')
      this.goodDates.add(date)
    }
    return date
  }

  /** Degrees, within ±limit. */
  degrees(column: string, limit: 90 | 180): number {
    const value = this.raw(column)
    const degrees = Number(value)
    return value !== '' && Math.abs(degrees) <= limit
      ? degrees
      : this.fail(column, `a number of degrees from −${limit} to ${limit}`)
  }

  /** What a key of this row stands for in another table. */
  link<T>(targets: ReadonlyMap<string, T>, column: string): T {
    const found = targets.get(this.raw(column))
    return found === undefined ? this.fail(column, 'a key that its table has') : found
  }
}

/** Reads a whole small table, each row by a function over its checked values. */
export async function mapTable<T>(
  file: string,
  columns: readonly string[],
  read: (row: RowReader) => T,
): Promise<T[]> {
  const reader = new RowReader(file, columns)
  return (await readWholeTable(file, columns)).map((row) => read(reader.on(row)))
}

/** Streams a large table, batch by batch, with a reader that is moved onto each row by the caller. */
export async function* streamTable(
  file: string,
  columns: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly rows: readonly TableRow[]; readonly reader: RowReader }> {
  const reader = new RowReader(file, columns)
  for await (const rows of readTable(file, columns, signal)) yield { rows, reader }
}
