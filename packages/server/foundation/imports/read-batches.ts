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

/** Characters that rows worked on together hold at most, so that long rows do not fill the memory. */
const BATCH_CHARACTERS = 16_000_000

const lengthOf = ({ values }: RawRow): number => values.reduce((sum, value) => sum + value.length, 0)

/** The rows of a table in batches of the same size, or of fewer where rows are very long. */
export async function* readBatches(
  table: OpenTable,
  signal: AbortSignal,
  size = BATCH_ROWS,
): AsyncGenerator<readonly RawRow[]> {
  let waiting: RawRow[] = []
  let characters = 0
  for await (const rows of table.rows(signal)) {
    for (const row of rows) {
      waiting.push(row)
      characters += lengthOf(row)
      if (waiting.length < size && (size > BATCH_ROWS || characters < BATCH_CHARACTERS)) continue
      yield waiting
      waiting = []
      characters = 0
    }
  }
  if (waiting.length > 0) yield waiting
}
