import type { ImportMapping } from '@salesloom/contract'
import type { OpenTable } from '../../connectors/files/open-table.ts'
import type { JobControl } from '../../platform/jobs/queue.ts'
import type { ImportPlan, PlannedColumn } from './plan-import.ts'
import { readBatches } from './read-batches.ts'
import { type OrderEvidence, orderEvidence } from './values/parse-day.ts'

/** Columns of days of which nobody has said what comes first. */
export function unsaidOrders(plan: ImportPlan): readonly PlannedColumn[] {
  return plan.columns.filter(
    ({ field, spelling }) => (field.type === 'day' || field.type === 'time') && spelling.order === null,
  )
}

function added(a: OrderEvidence, b: OrderEvidence): OrderEvidence {
  return { dmy: a.dmy + b.dmy, mdy: a.mdy + b.mdy, open: a.open + b.open }
}

/**
 * Reads all dates of the columns of which nobody has said whether day or month comes first. A column in which some can
 * only be the one and none only the other is settled by them; the rest stays open, for somebody to say.
 */
export async function proveOrders(
  plan: ImportPlan,
  table: OpenTable,
  control: Pick<JobControl, 'signal'>,
): Promise<ImportMapping> {
  const unsaid = unsaidOrders(plan)
  const { mapping } = plan
  if (unsaid.length === 0) return mapping
  const seen = new Map<string, OrderEvidence>()
  for await (const batch of readBatches(table, control.signal)) {
    for (const { header, at } of unsaid) {
      const found = orderEvidence(batch.map(({ values }) => values[at] ?? ''))
      seen.set(header, added(seen.get(header) ?? { dmy: 0, mdy: 0, open: 0 }, found))
    }
  }
  const orderOf = (header: string) => {
    const { dmy, mdy } = seen.get(header) ?? { dmy: 0, mdy: 0 }
    return dmy > 0 && mdy === 0 ? ('dmy' as const) : mdy > 0 && dmy === 0 ? ('mdy' as const) : null
  }
  const columns = mapping.columns.map((column) =>
    seen.has(column.header) ? { ...column, order: orderOf(column.header) } : column,
  )
  return { ...mapping, columns }
}
