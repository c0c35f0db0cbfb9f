import { type RawRow, TableFailure } from '../raw-row.ts'
import { readDateStyles, serialText } from './cell-format.ts'
import type { Sheet, Workbook } from './open-workbook.ts'
import { parseXml } from './parse-xml.ts'
import { readSharedStrings } from './shared-strings.ts'

/** Columns that a sheet may use, and characters that a cell may hold (Excel's own limit). */
export const SHEET_LIMITS = { columns: 1_000, cell: 32_767 } as const

/** The column of a cell reference: A1 → 0, AB7 → 27; null where it has none. */
export function columnOf(reference: string | undefined): number | null {
  let column = 0
  for (const letter of reference ?? '') {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column === 0 ? null : column - 1
}

/** A number as Excel shows it: its binary remainder beyond fifteen digits is no part of it. */
function numberText(text: string): string {
  const value = Number(text)
  return text === '' || !Number.isFinite(value) ? text : String(Number(value.toPrecision(15)))
}

type Cell = { type: string; style: number; text: string }

/** Puts cells together into rows; a formula counts by the value that was saved with it. */
class RowBuilder {
  private rows: RawRow[] = []
  private values: string[] = []
  private rowNumber = 0
  private column = -1
  private cell: Cell = { type: 'n', style: 0, text: '' }
  private reading = false
  private readonly shared: readonly string[]
  private readonly dates: readonly boolean[]
  private readonly since1904: boolean

  constructor(shared: readonly string[], dates: readonly boolean[], since1904: boolean) {
    this.shared = shared
    this.dates = dates
    this.since1904 = since1904
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (tag === 'row') {
      const given = Number(attributes['r'])
      this.rowNumber = Number.isSafeInteger(given) && given > this.rowNumber ? given : this.rowNumber + 1
      this.values = []
      this.column = -1
    } else if (tag === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column + 1
      if (this.column >= SHEET_LIMITS.columns)
        throw new TableFailure('tooManyColumns', { most: SHEET_LIMITS.columns })
      this.cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), text: '' }
    } else this.reading = tag === 'v' || tag === 't'
  }

  text(piece: string): void {
    if (this.reading && this.cell.text.length <= SHEET_LIMITS.cell) this.cell.text += piece
  }

  close(tag: string): void {
    if (tag === 'v' || tag === 't') this.reading = false
    else if (tag === 'c') this.place(this.valueOf(this.cell))
    else if (tag === 'row' && this.values.length > 0)
      this.rows.push({ rowNumber: this.rowNumber, values: this.values, broken: null })
  }

  take(): readonly RawRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  private place(value: string): void {
    if (value === '') return
    while (this.values.length < this.column) this.values.push('')
    this.values[this.column] = value
  }

  private valueOf({ type, style, text }: Cell): string {
    if (type === 's') return this.shared[Number(text)] ?? ''
    if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
    if (type === 'n')
      return this.dates[style] === true
        ? (serialText(Number(text), this.since1904) ?? text)
        : numberText(text)
    return text
  }
}

/** Streams the rows of a sheet that have a value, the header among them. Days come as `YYYY-MM-DD`. */
export async function* readSheet(
  workbook: Workbook,
  sheet: Sheet,
  signal?: AbortSignal,
): AsyncGenerator<readonly RawRow[]> {
  const shared = await readSharedStrings(workbook.archive)
  const dates = await readDateStyles(workbook.archive)
  const builder = new RowBuilder(shared, dates, workbook.since1904)
  const steps = parseXml(workbook.archive.open(sheet.part), {
    open: (tag, attributes) => builder.open(tag, attributes),
    close: (tag) => builder.close(tag),
    text: (text) => builder.text(text),
  })
  for await (const _ of steps) {
    signal?.throwIfAborted()
    yield builder.take()
  }
  yield builder.take()
}
