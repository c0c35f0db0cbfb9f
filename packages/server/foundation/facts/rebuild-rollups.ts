import { sql } from 'kysely'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import { DELETE_DAYS, DIFFERENCES, INSERT_DAYS, LOCK_FOR_RECOMPUTING } from './rollup.store.ts'

type Options = {
  readonly onProgress?: (progress: { step: string; done: number; total: number | null }) => Promise<void>
  readonly signal?: AbortSignal
}

/** Fills `$n` of a shared statement; all parameters are sent apart from the text. */
function statement(text: string, values: readonly unknown[]) {
  const parts = text.split(/\$\d+/)
  const order = [...text.matchAll(/\$(\d+)/g)].map((match) => values[Number(match[1]) - 1])
  return sql.join(
    parts.flatMap((part, i) => (i < order.length ? [sql.raw(part), sql`${order[i]}`] : [sql.raw(part)])),
    sql.raw(''),
  )
}

async function years(database: Database, workspaceId: number): Promise<number[]> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ year: number }>`
      select distinct extract(year from order_date)::int as year from sales_order where workspace_id = ${workspaceId}
      union select distinct extract(year from day)::int from sales_daily where workspace_id = ${workspaceId}
      order by 1`.execute(tx)
    return rows.map((row) => row.year)
  })
}

/**
 * Compares all daily roll-ups with the raw rows and mends the days that differ, a year at a time, each in one
 * transaction. It may be stopped between years and run again at any time.
 * @returns days that differed and were mended; zero is what it should always be
 */
export async function rebuildRollups(
  database: Database,
  workspaceId: number,
  { onProgress, signal }: Options = {},
): Promise<{ years: number; differences: number }> {
  const all = await years(database, workspaceId)
  let differences = 0
  for (const [i, year] of all.entries()) {
    await onProgress?.({ step: 'comparing', done: i, total: all.length })
    signal?.throwIfAborted()
    differences += await inWorkspace(database, workspaceId, async (tx) => {
      const bounds = [workspaceId, `${year}-01-01`, `${year}-12-31`]
      await sql`${statement(LOCK_FOR_RECOMPUTING, [workspaceId])}`.execute(tx)
      const found = await sql<{ day: string }>`${statement(DIFFERENCES, bounds)}`.execute(tx)
      const days = found.rows.map((row) => row.day)
      if (days.length === 0) return 0
      await sql`${statement(DELETE_DAYS, [workspaceId, days])}`.execute(tx)
      await sql`${statement(INSERT_DAYS, [workspaceId, days])}`.execute(tx)
      return days.length
    })
  }
  return { years: all.length, differences }
}
