import { sql } from 'kysely'
import { statement, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { sourceOf } from '../fact-sources/index.ts'
import { foreignDays, ROLLED, recomputeFactDays } from './fact-daily.store.ts'
import { LOCK_FOR_ADDING, LOCK_FOR_RECOMPUTING, RECOMPUTE } from './rollup.store.ts'

/** Each day of a fact has its own lock, so that two writers of the same day follow each other. */
const DAY_LOCK_CLASS = 46_002
/** Above so many days the whole workspace is locked instead: the lock table is finite. */
const DAYS_LOCKED_ALONE = 20

async function lock(
  tx: WorkspaceTransaction,
  workspaceId: number,
  fact: string,
  days: readonly string[],
): Promise<void> {
  if (fact === 'orderLine' || days.length > DAYS_LOCKED_ALONE) {
    await sql`${statement(LOCK_FOR_RECOMPUTING, [workspaceId])}`.execute(tx)
    return
  }
  await sql`${statement(LOCK_FOR_ADDING, [workspaceId])}`.execute(tx)
  for (const day of days) {
    const key = `${workspaceId} ${fact} ${day}`
    await sql`select pg_advisory_xact_lock(${DAY_LOCK_CLASS}, hashtext(${key}))`.execute(tx)
  }
}

async function recompute(
  tx: WorkspaceTransaction,
  workspaceId: number,
  fact: string,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return
  const sorted = [...new Set(days)].toSorted()
  await lock(tx, workspaceId, fact, sorted)
  for (const text of fact === 'orderLine' ? RECOMPUTE : recomputeFactDays(fact))
    await sql`${statement(text, [workspaceId, sorted])}`.execute(tx)
}

/** A new or changed rate concerns money in other currencies from its day on. */
async function refreshConverted(
  tx: WorkspaceTransaction,
  workspaceId: number,
  days: readonly string[],
): Promise<void> {
  const first = days.toSorted()[0]
  const lines = sourceOf('orderLine')
  if (first === undefined || lines === null) return
  for (const source of [lines, ...ROLLED.filter(({ hasCurrency }) => hasCurrency)]) {
    const { rows } = await sql<{
      day: string
    }>`${statement(foreignDays(source), [workspaceId, first])}`.execute(tx)
    await recompute(
      tx,
      workspaceId,
      source.name,
      rows.map(({ day }) => day),
    )
  }
}

/**
 * Brings the roll-ups of some days in line with their rows, in the transaction that changed them. To be called after
 * every write of entries with the days that they had before and have now: late, changed, moved and removed facts are
 * then right, and calling it again changes nothing. Kinds without a roll-up are left alone.
 * @param kind kind of entry that was written
 */
export async function refreshRollups(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: string,
  days: readonly string[],
): Promise<void> {
  if (kind === 'exchangeRate') return refreshConverted(tx, workspaceId, days)
  if (kind === 'orderLine' || kind === 'order') return recompute(tx, workspaceId, 'orderLine', days)
  if (ROLLED.some(({ name }) => name === kind)) return recompute(tx, workspaceId, kind, days)
}
