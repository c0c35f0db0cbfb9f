import papaparse from 'papaparse'
import type { ByteSource } from './byte-source.ts'
import { RowCutter } from './cut-rows.ts'
import type { RawRow } from './raw-row.ts'
import { decodeText, type TextEncoding } from './text-encoding.ts'

/** Characters that separate the values of a row. */
export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

const HEAD_CHARACTERS = 64_000
const HEAD_ROWS = 30

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
