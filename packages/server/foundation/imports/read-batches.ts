import { isTree, type Kind } from '@salesloom/contract'
import type { OpenTable } from '../../connectors/files/open-table.ts'
import type { RawRow } from '../../connectors/files/raw-row.ts'

/** Rows that are worked on together: enough for the database to be quick, few enough to be soon done. */
export const BATCH_ROWS = 2_000

/** A tree is put in order as a whole: a parent may stand in the last row. */
export const MOST_ROWS_OF_A_TREE = 200_000

/** How many rows of a kind are worked on together. */
export function batchSizeOf(kind: Kind): number {
  return isTree(kind) ? MOST_ROWS_OF_A_TREE : BATCH_ROWS
}

/** The rows of a table below a number of rows that are done already, in batches of the same size. */
export async function* readBatches(
  table: OpenTable,
  signal: AbortSignal,
  size = BATCH_ROWS,
): AsyncGenerator<readonly RawRow[]> {
  let waiting: RawRow[] = []
  for await (const rows of table.rows(signal)) {
    for (const row of rows) {
      waiting.push(row)
      if (waiting.length < size) continue
      yield waiting
      waiting = []
    }
  }
  if (waiting.length > 0) yield waiting
}
