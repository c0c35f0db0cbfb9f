import { join } from 'node:path'
import { addDays, dayNumber } from '@salesloom/engine/calendar'
import type pg from 'pg'
import type { Ids } from '../files/put-records.ts'
import { mapTable } from '../files/row-reader.ts'

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
  const seen = new Set<string>()
  const quotas = await mapTable(
    join(folder, 'FactSalesQuota.csv'),
    ['SalesQuotaKey', 'EmployeeKey', 'Date', 'SalesAmountQuota'],
    (row) => {
      const quota = {
        key: row.key('SalesQuotaKey'),
        personId: row.link(people, 'EmployeeKey'),
        from: row.date('Date'),
        amount: row.decimal('SalesAmountQuota'),
      }
      const place = `${quota.personId} ${quota.from}`
      if (seen.has(place)) row.fail('Date', 'the only quota of this person from this day')
      seen.add(place)
      return quota
    },
  )
  const ends = quotaPeriods(quotas.map((quota) => quota.from))
  await client.query(
    `insert into quota (workspace_id, source, external_id, person_id, period_from, period_to, amount)
     select $1, 'adventureworks', u.* from unnest($2::text[], $3::bigint[], $4::date[], $5::date[], $6::numeric[]) as u
     on conflict (workspace_id, person_id, period_from) do update set amount = excluded.amount, period_to = excluded.period_to`,
    [
      workspaceId,
      quotas.map((quota) => quota.key),
      quotas.map((quota) => quota.personId),
      quotas.map((quota) => quota.from),
      quotas.map((quota) => ends.get(quota.from) ?? quota.from),
      quotas.map((quota) => quota.amount),
    ],
  )
  return quotas.length
}
