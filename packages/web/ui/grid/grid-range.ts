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

/** A pasted block as edits from a cell on, also where it reaches beyond the grid. */
export function pasted(column: number, row: number, values: readonly (readonly string[])[]): GridEdit[] {
  return values.flatMap((line, r) =>
    line.flatMap((text, c) =>
      text.trim() === '' ? [] : [{ row: row + r, column: column + c, text: text.trim() }],
    ),
  )
}

/** How many cells of a pasted block are not taken: those that the grid does not have, and those that nobody may write. */
export type LeftOut = { readonly beyond: number; readonly fixed: number }

/** Edits that can be written into a grid of so many rows and columns, and how many cannot. */
export function takeEdits(
  edits: readonly GridEdit[],
  size: { readonly rows: number; readonly columns: number },
  isWritable: (row: number, column: number) => boolean,
): { readonly taken: GridEdit[]; readonly leftOut: LeftOut } {
  const within = edits.filter(
    ({ row, column }) => row >= 0 && row < size.rows && column >= 0 && column < size.columns,
  )
  const taken = within.filter(({ row, column }) => isWritable(row, column))
  return { taken, leftOut: { beyond: edits.length - within.length, fixed: within.length - taken.length } }
}
