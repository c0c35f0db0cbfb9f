import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { EntryFailure } from '../entries/index.ts'
import { type ConvertedRow, problemAt } from './convert-row.ts'
import type { ImportPlan } from './plan-import.ts'
import { putKind } from './put-kind.ts'

export type PutCounts = { readonly created: number; readonly updated: number; readonly unchanged: number }

/** What the store refused belongs to its row, in the words of the file. */
function attach(rows: readonly ConvertedRow[], failures: readonly EntryFailure[], plan: ImportPlan): void {
  for (const { index, field, value, code, detail } of failures) {
    const row = rows[index]
    const column = plan.columns.find((candidate) => candidate.field.name === field)
    const cell = column === undefined ? undefined : row?.raw.values[column.at]
    row?.problems.push(
      problemAt(column?.header ?? null, field, cell || value, code, { ...detail, value: cell || value }),
    )
  }
}

/** Writes the rows of a file that nothing is wrong with so far, each under its source; refusals go to their rows. */
export async function putRows(
  tx: WorkspaceTransaction,
  context: CallContext,
  plan: ImportPlan,
  rows: readonly ConvertedRow[],
): Promise<PutCounts> {
  const counts = { created: 0, updated: 0, unchanged: 0 }
  const good = rows.filter((row) => row.problems.length === 0)
  for (const [source, own] of Map.groupBy(good, (row) => row.source)) {
    const said = own.map(({ externalId, values }) => ({ externalId, values }))
    const { failures, created, updated, unchanged } = await putKind(tx, context, plan.kind, source, said)
    attach(own, failures, plan)
    counts.created += created
    counts.updated += updated
    counts.unchanged += unchanged
  }
  return counts
}
