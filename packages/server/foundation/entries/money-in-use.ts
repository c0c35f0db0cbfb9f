import { KINDS, type Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { dayColumnOf } from './column-types.ts'
import type { StandingRow } from './prepared.ts'

/** Kinds whose amounts are in a currency that they name. */
const WITH_CURRENCY = KINDS.filter(
  ({ name, fields }) => name !== 'exchangeRate' && fields.some(({ column }) => column === 'currency'),
)

type Used = { readonly count: number; readonly by: string }

async function ownCurrency(tx: WorkspaceTransaction, workspaceId: number): Promise<string> {
  const row = await tx
    .selectFrom('workspace')
    .select('currency')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return row.currency
}

/** Amounts in a currency, from a day on where one is given; before the next rate where there is one. */
async function usesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  currency: string,
  days: { readonly from: string; readonly until: string | null } | null,
): Promise<Used | null> {
  for (const kind of WITH_CURRENCY) {
    const day = dayColumnOf(kind)
    const within =
      days === null || day === null
        ? sql`true`
        : sql`t.${sql.ref(day)} >= ${days.from} and (${days.until}::date is null or t.${sql.ref(day)} < ${days.until}::date)`
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from ${sql.table(kind.table)} t
      where t.workspace_id = ${workspaceId} and t.removed_at is null and t.currency = ${currency} and ${within}`.execute(
      tx,
    )
    const count = rows[0]?.count ?? 0
    if (count > 0) return { count, by: kind.name }
  }
  return null
}

/** The days for which nothing but the rates that are to go says what a currency is worth; null where another rate does. */
async function daysWithout(
  tx: WorkspaceTransaction,
  workspaceId: number,
  currency: string,
  day: string,
  going: readonly number[],
): Promise<{ from: string; until: string | null } | null> {
  const { rows } = await sql<{ earlier: boolean; next: string | null }>`
    select coalesce(bool_or(r.day <= ${day}), false) as earlier,
      to_char(min(r.day) filter (where r.day > ${day}), 'YYYY-MM-DD') as next
    from exchange_rate r where r.workspace_id = ${workspaceId} and r.currency = ${currency} and r.removed_at is null
      and r.exchange_rate_id <> all(${[...going]}::bigint[])`.execute(tx)
  return rows[0]?.earlier === true ? null : { from: day, until: rows[0]?.next ?? null }
}

/**
 * A currency that amounts are in and a rate without which they would count as nothing stay: the workspace's own currency
 * always.
 *
 * @throws AppError entryInUse with what is in the way
 */
export async function refuseMoneyInUse(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  rows: readonly StandingRow[],
): Promise<void> {
  if (kind.name !== 'currency' && kind.name !== 'exchangeRate') return
  const own = await ownCurrency(tx, workspaceId)
  const going = rows.map((row) => Number(row[kind.key]))
  for (const row of rows) {
    const currency = String(row[kind.name === 'currency' ? 'code' : 'currency'])
    if (kind.name === 'currency' && currency === own)
      throw new AppError('entryInUse', { name: currency, count: 1, by: 'workspace' })
    const days =
      kind.name === 'currency'
        ? null
        : await daysWithout(tx, workspaceId, currency, String(row['day']).slice(0, 10), going)
    if (kind.name === 'exchangeRate' && days === null) continue
    const used = await usesOf(tx, workspaceId, currency, days)
    if (used !== null) throw new AppError('entryInUse', { name: currency, ...used })
  }
}
