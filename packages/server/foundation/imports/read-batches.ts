import type { OpenTable } from '../../connectors/files/open-table.ts'
import type { RawRow } from '../../connectors/files/raw-row.ts'

/** Rows that are worked on together: enough for the database to be quick, few enough to be soon done. */
export const BATCH_ROWS = 2_000

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
