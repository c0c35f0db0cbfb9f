import { ratioOf } from '@salesloom/engine/attainment'
import { parseLedger, toMinorUnits } from '@salesloom/engine/money'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import { currencyDigits } from '../facts/index.ts'

export type QuotaFigure = {
  readonly quota: number
  readonly actual: number
  readonly attainment: number | null
}
export type QuotaRow = QuotaFigure & {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
}

type Row = {
  person_id: number
  name_zh: string
  name_en: string
  period_from: string
  period_to: string
  quota: string
  actual: string
  in_channel: string
  region_id: number | null
  region_zh: string | null
  region_en: string | null
}

/** People whose quotas a caller may see: all, or those with a position in the subtree during the period, and oneself. */
function visiblePeople(workspaceId: number, visibility: Visibility) {
  if (visibility.whole) return sql`true`
  return sql`(q.person_id = any(${[...visibility.personIds]}::bigint[]) or exists (
    select 1 from position o where o.workspace_id = ${workspaceId} and o.person_id = q.person_id
      and o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])
      and o.valid_from <= q.period_to and (o.valid_to is null or o.valid_to > q.period_from)))`
}

type Days = { readonly from: string; readonly to: string }

async function findRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  visibility: Visibility,
  period: string | null,
  channel: string | null = null,
  days: Days = { from: '-infinity', to: 'infinity' },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select q.person_id, p.name_zh, p.name_en, q.period_from, q.period_to, q.amount as quota,
      coalesce(sold.amount, 0)::text as actual, coalesce(sold.in_channel, 0)::text as in_channel,
      o.home_region_id as region_id, r.name_zh as region_zh, r.name_en as region_en
    from quota q
    join person p on p.workspace_id = q.workspace_id and p.person_id = q.person_id
    left join lateral (
      select round(sum(d.amount), 4) as amount, round(sum(d.amount) filter (where d.channel = ${channel}), 4) as in_channel
      from sales_daily d where d.workspace_id = ${workspaceId} and d.person_id = q.person_id
        and d.day between greatest(q.period_from, ${days.from}::date) and least(q.period_to, ${days.to}::date)) sold on true
    left join lateral (
      select held.home_region_id from position held
      where held.workspace_id = ${workspaceId} and held.person_id = q.person_id
        and held.valid_from <= q.period_from and (held.valid_to is null or held.valid_to > q.period_from)
      order by held.home_region_id is null, held.valid_from, held.org_unit_id limit 1) o on true
    left join region r on r.workspace_id = ${workspaceId} and r.region_id = o.home_region_id
    where q.workspace_id = ${workspaceId} and (${period}::date is null or q.period_from = ${period})
      and q.period_from <= ${days.to}::date and q.period_to >= ${days.from}::date
      and ${visiblePeople(workspaceId, visibility)}
    order by q.period_from, p.code`.execute(tx)
  return rows
}

function figureOf(rows: readonly Row[], digits: number): QuotaFigure {
  const sum = (pick: (row: Row) => string) =>
    toMinorUnits(
      rows.reduce((total, row) => total + parseLedger(pick(row)), 0n),
      digits,
    )
  const quota = sum((row) => row.quota)
  const actual = sum((row) => row.actual)
  return { quota, actual, attainment: ratioOf(actual, quota) }
}

function grouped(rows: readonly Row[], keyOf: (row: Row) => string): Array<[string, Row[]]> {
  return [...Map.groupBy(rows, keyOf)]
}

const NO_REGION = { zh: '未定', en: 'None' }

/**
 * Quota against actual of the salespeople who have quotas: in total, by quota period, by home territory and by
 * person. The actual of a period is what the person sold from its first to its last day, in all channels.
 */
export async function quotaAttainment(
  tx: WorkspaceTransaction,
  workspaceId: number,
  visibility: Visibility,
  period: string | null,
) {
  const digits = await currencyDigits(tx, workspaceId)
  const rows = await findRows(tx, workspaceId, visibility, period)
  const first = (group: readonly Row[]) => group[0] as Row
  return {
    total: { key: 'total', name: { zh: '合计', en: 'Total' }, ...figureOf(rows, digits) },
    periods: grouped(rows, (row) => row.period_from).map(([key, group]) => ({
      key,
      name: { zh: key, en: key },
      from: key,
      to: first(group).period_to,
      ...figureOf(group, digits),
    })),
    territories: grouped(rows, (row) => String(row.region_id ?? 0)).map(([key, group]) => ({
      key,
      name: { zh: first(group).region_zh ?? NO_REGION.zh, en: first(group).region_en ?? NO_REGION.en },
      ...figureOf(group, digits),
    })),
    people: grouped(rows, (row) => String(row.person_id)).map(([key, group]) => ({
      key,
      personId: first(group).person_id,
      name: { zh: first(group).name_zh, en: first(group).name_en },
      ...figureOf(group, digits),
    })),
  }
}

/** One quota with what its person sold in a channel in those of its days that were asked for, in ledger units: add first, round once. */
export type QuotaOfPerson = {
  readonly personId: number
  readonly from: string
  readonly to: string
  readonly quota: bigint
  readonly actual: bigint
  /** whether the person sold in other channels only */
  readonly sellsElsewhere: boolean
}

/** The quotas whose periods reach into some days and that a caller may see, each with its actual in a channel on those days. */
export async function findQuotas(
  tx: WorkspaceTransaction,
  workspaceId: number,
  visibility: Visibility,
  days: Days,
  channel: string,
): Promise<QuotaOfPerson[]> {
  const rows = await findRows(tx, workspaceId, visibility, null, channel, days)
  return rows.map((row) => ({
    personId: row.person_id,
    from: row.period_from,
    to: row.period_to,
    quota: parseLedger(row.quota),
    actual: parseLedger(row.in_channel),
    sellsElsewhere: parseLedger(row.in_channel) === 0n && parseLedger(row.actual) !== 0n,
  }))
}
