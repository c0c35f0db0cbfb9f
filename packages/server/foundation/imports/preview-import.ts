import type { ImportMapping } from '@salesloom/contract'
import type { OpenTable } from '../../connectors/files/open-table.ts'
import type { RawRow } from '../../connectors/files/raw-row.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { RowConverter } from './convert-row.ts'
import { LinkFinder } from './find-unknown-links.ts'
import { readRun } from './import.store.ts'
import { openImport, timeZoneOf } from './open-import.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { detectDayOrder } from './values/parse-day.ts'

const PREVIEW_ROWS = 20
const ORDER_ROWS = 500

async function firstRows(table: OpenTable, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const batch of table.rows()) {
    rows.push(...batch)
    if (rows.length >= count) break
  }
  return rows.slice(0, count)
}

/** For each column of days, the order that its dates show and whether they leave it open. */
function ordersOf(plan: ImportPlan, rows: readonly RawRow[]) {
  return Object.fromEntries(
    plan.columns
      .filter(({ field }) => field.type === 'day' || field.type === 'time')
      .map(({ header, at }) => [header, detectDayOrder(rows.map((row) => row.values[at] ?? ''))]),
  )
}

/** The first rows as they would be stored, with what is wrong with them. */
export async function previewImport(
  context: CallContext,
  { importRunId, mapping }: { importRunId: number; mapping: ImportMapping },
) {
  const { database, workspaceId } = context
  const { run } = await inWorkspace(database, workspaceId, (tx) => readRun(tx, context, importRunId))
  const table = await openImport(database, workspaceId, run, mapping.reading)
  const plan = planImport(mapping, table.headers, table.reading, await timeZoneOf(database, workspaceId))
  const head = await firstRows(table, ORDER_ROWS)
  const converter = new RowConverter(plan)
  const rows = head.slice(0, PREVIEW_ROWS).map((raw) => converter.convert(raw))
  const said = rows.map((row) => ({ ...row.values }))
  await inWorkspace(database, workspaceId, (tx) => new LinkFinder(plan).resolve(tx, workspaceId, rows))
  const links = new Map<string, number>(
    plan.columns.filter(({ field }) => field.type === 'link').map(({ field, at }) => [field.name, at]),
  )
  const shown = (row: number, name: string) => {
    const value = said[row]?.[name] ?? null
    // A link shows the name that the file says.
    const at = links.get(name)
    if (at !== undefined) return rows[row]?.raw.values[at] ?? ''
    return value === null ? '' : String(value)
  }
  return {
    rows: rows.map((row, at) => ({
      rowNumber: row.raw.rowNumber,
      externalId: row.externalId,
      values: Object.fromEntries(Object.keys(said[at] ?? {}).map((name) => [name, shown(at, name)])),
      problems: row.problems,
      remarks: row.remarks,
    })),
    orders: ordersOf(plan, head),
  }
}
