import type { Item, Rectangle } from '@glideapps/glide-data-grid'

/** A block of cells: rows and columns of figures, both counted from 0, ends not included. */
export type GridRange = {
  readonly rows: readonly [from: number, to: number]
  readonly columns: readonly [from: number, to: number]
}

/** A text for a cell. */
export type GridEdit = { readonly row: number; readonly column: number; readonly text: string }

/** A rectangle of the grid as rows and columns of figures; the column of names does not count. */
export function rangeOf(rectangle: Rectangle | undefined): GridRange | null {
  if (rectangle === undefined) return null
  const { x, y, width, height } = rectangle
  const columns = [Math.max(0, x - 1), x + width - 1] as const
  return columns[1] <= columns[0] ? null : { rows: [y, y + height], columns }
}

/** The cells of a range: row, column. */
export function cellsOf(range: GridRange | null): Item[] {
  if (range === null) return []
  const [top, bottom] = range.rows
  const [left, right] = range.columns
  return Array.from({ length: (bottom - top) * (right - left) }, (_, i) => [
    top + Math.floor(i / (right - left)),
    left + (i % (right - left)),
  ])
}

/** A pasted block as edits from a cell on; what reaches beyond the last column is left out. */
export function pasted(
  column: number,
  row: number,
  values: readonly (readonly string[])[],
  columnCount: number,
): GridEdit[] {
  if (column < 0) return []
  return values.flatMap((line, r) =>
    line
      .slice(0, columnCount - column)
      .flatMap((text, c) =>
        text.trim() === '' ? [] : [{ row: row + r, column: column + c, text: text.trim() }],
      ),
  )
}
