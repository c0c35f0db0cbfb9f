import { sql } from 'kysely'
import {
  type Database,
  inWorkspace,
  statement,
  type WorkspaceTransaction,
} from '../../platform/database/index.ts'
import { factDifferences, ROLLED, recomputeFactDays, rolledDay } from './fact-daily.store.ts'
import { DIFFERENCES, LOCK_FOR_RECOMPUTING, RECOMPUTE } from './rollup.store.ts'

type Options = {
  readonly onProgress?: (progress: { step: string; done: number; total: number | null }) => Promise<void>
  readonly signal?: AbortSignal
}

/** A roll-up with the statements that compare it and make it again. */
type RollUp = { readonly differences: string; readonly recompute: readonly string[] }

const ROLLUPS: readonly RollUp[] = [
  { differences: DIFFERENCES, recompute: RECOMPUTE },
  ...ROLLED.map((source) => ({
    differences: factDifferences(source),
    recompute: recomputeFactDays(source.name),
  })),
]

const FACT_YEARS = ROLLED.map(
  (source) =>
    `select distinct extract(year from s.${rolledDay(source)})::int as year from (${source.query}) s`,
).join(' union ')

async function years(database: Database, workspaceId: number): Promise<number[]> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ year: number }>`
      select distinct extract(year from order_date)::int as year from sales_order where workspace_id = ${workspaceId}
      union select distinct extract(year from day)::int from sales_daily where workspace_id = ${workspaceId}
      union select distinct extract(year from day)::int from fact_daily where workspace_id = ${workspaceId}
      union ${statement(FACT_YEARS, [workspaceId])} order by 1`.execute(tx)
    return rows.map((row) => row.year)
  })
}

async function mend(tx: WorkspaceTransaction, workspaceId: number, year: number, rollUp: RollUp) {
  const bounds = [workspaceId, `${year}-01-01`, `${year}-12-31`]
  const found = await sql<{ day: string }>`${statement(rollUp.differences, bounds)}`.execute(tx)
  const days = found.rows.map((row) => row.day)
  if (days.length === 0) return 0
  for (const text of rollUp.recompute) await sql`${statement(text, [workspaceId, days])}`.execute(tx)
  return days.length
}

/**
 * Compares all roll-ups with the raw rows and mends the days that differ, a year at a time, each in one transaction. It
 * may be stopped between years and run again at any time.
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
      await sql`${statement(LOCK_FOR_RECOMPUTING, [workspaceId])}`.execute(tx)
      let mended = 0
      for (const rollUp of ROLLUPS) mended += await mend(tx, workspaceId, year, rollUp)
      return mended
    })
  }
  return { years: all.length, differences }
}
