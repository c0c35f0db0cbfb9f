import { join } from 'node:path'
import { addDays, dayNumber } from '@salesloom/engine/calendar'
import type pg from 'pg'
import type { Ids } from '../files/put-records.ts'
import { readWholeTable } from '../files/read-table.ts'

/** A quota runs until the day before the next quota date; the last one as long as the one before it. */
export function quotaPeriods(dates: readonly string[]): Map<string, string> {
  const sorted = [...new Set(dates)].toSorted()
  return new Map(
    sorted.map((from, i) => {
      const next = sorted[i + 1]
      if (next !== undefined) return [from, addDays(next, -1)]
      const before = sorted[i - 1]
      return [from, addDays(from, before === undefined ? 90 : dayNumber(from) - dayNumber(before) - 1)]
    }),
  )
}

/** The quarterly quotas of the salespeople. @returns how many there are */
export async function loadQuotas(
  client: pg.ClientBase,
  workspaceId: number,
  folder: string,
  people: Ids,
): Promise<number> {
  const rows = await readWholeTable(join(folder, 'FactSalesQuota.csv'), [
    'SalesQuotaKey',
    'EmployeeKey',
    'Date',
    'SalesAmountQuota',
  ])
  const quotas = rows.map(({ values: [key = '', employee = '', date = '', amount = ''] }) => ({
    key,
    employee,
    from: date.slice(0, 10),
    amount,
  }))
  const ends = quotaPeriods(quotas.map((quota) => quota.from))
  await client.query(
    `insert into quota (workspace_id, source, external_id, person_id, period_from, period_to, amount)
     select $1, 'adventureworks', u.* from unnest($2::text[], $3::bigint[], $4::date[], $5::date[], $6::numeric[]) as u
     on conflict (workspace_id, person_id, period_from) do update set amount = excluded.amount, period_to = excluded.period_to`,
    [
      workspaceId,
      quotas.map((quota) => quota.key),
      quotas.map((quota) => people.get(quota.employee) ?? null),
      quotas.map((quota) => quota.from),
      quotas.map((quota) => ends.get(quota.from) ?? quota.from),
      quotas.map((quota) => quota.amount),
    ],
  )
  return quotas.length
}
