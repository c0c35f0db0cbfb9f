/** A value of COPY's text format. */
export function field(value: string | number | null): string {
  if (value === null) return '\\N'
  return typeof value === 'number' ? String(value) : value.replace(/[\\\t\n\r]/g, (mark) => `\\${mark}`)
}

const FIRST_BYTES = 1 << 18
/** Bytes that a character of text takes at most. */
const WIDEST = 3

/**
 * Rows on their way into COPY, as bytes. A row is put together out of some twenty pieces, which the engine keeps apart
 * until somebody reads the text: kept as texts, the rows of a batch take ten times as much, and clearing up after them
 * as long as reading the file.
 */
export class CopyText {
  private buffer = Buffer.allocUnsafe(FIRST_BYTES)
  private used = 0

  /** Bytes so far. */
  get length(): number {
    return this.used
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.used)
  }

  add(row: string): void {
    const needed = this.used + row.length * WIDEST
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length))
      this.buffer.copy(larger, 0, 0, this.used)
      this.buffer = larger
    }
    this.used += this.buffer.write(row, this.used)
  }
}
