import type { BreakdownName } from '@salesloom/contract'
import type { FiscalCalendar } from '@salesloom/engine/calendar'
import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { FactColumns } from '../facts/index.ts'
import { type Days, type Grain, isTime, type Period } from './ask.ts'
import { periodsOf } from './periods.ts'

export type Member = {
  readonly id: number | null
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
}

const NOBODY = { zh: '未分配', en: 'Unassigned' }

/** Tables that name the members of a breakdown, with the column of their id and of their code. */
const TABLES: Partial<Record<BreakdownName, { table: string; id: string; code: string }>> = {
  orgUnit: { table: 'org_unit', id: 'org_unit_id', code: 'code' },
  person: { table: 'person', id: 'person_id', code: 'code' },
  region: { table: 'region', id: 'region_id', code: 'code' },
  category: { table: 'product', id: 'product_id', code: 'code' },
  product: { table: 'product', id: 'product_id', code: 'code' },
  customer: { table: 'customer', id: 'customer_id', code: 'code' },
  customerType: { table: 'customer_type', id: 'customer_type_id', code: 'code' },
  stage: { table: 'pipeline_stage', id: 'pipeline_stage_id', code: 'code' },
  campaign: { table: 'campaign', id: 'campaign_id', code: 'code' },
}

/** Each product with the top of its tree, as of today's placements: a query with product_id and category_id. */
export function productCategories(workspaceId: number): RawBuilder<unknown> {
  return sql`(with recursive below as (
      select top.product_id, top.product_id as category_id from product_placement top
      where top.workspace_id = ${workspaceId} and top.parent_id is null and top.valid_to is null
      union all
      select child.product_id, below.category_id from product_placement child
      join below on child.parent_id = below.product_id
      where child.workspace_id = ${workspaceId} and child.valid_to is null
    ) select product_id, category_id from below)`
}

/** What the periods of a question are made of: its calendar, and the periods in order where they are not of calendar months. */
export type TimeCut = { readonly calendar: FiscalCalendar; readonly periods: readonly Period[] | null }

const OF_MONTHS: readonly Grain[] = ['month', 'quarter', 'year']

/** How the time of some days is cut: by listed periods where the database cannot tell them from a day. */
export function timeCut(
  days: Days,
  grain: Grain,
  calendar: FiscalCalendar,
  periods?: readonly Period[],
): TimeCut {
  const listed = calendar.pattern !== 'months' && OF_MONTHS.includes(grain)
  return { calendar, periods: periods ?? (listed ? periodsOf(days, grain, calendar) : null) }
}

/** SQL of the code of the listed period that a day falls in. */
function listedKey(day: RawBuilder<unknown>, periods: readonly Period[]): RawBuilder<unknown> {
  const cases = periods.map(({ code, to }) => sql`when ${day} <= ${to}::date then ${code}::text`)
  return cases.length === 0 ? sql`''` : sql`case ${sql.join(cases, sql` `)} end`
}

/** SQL of the code of the period that a day falls in. */
export function timeKey(
  grain: Grain,
  day: RawBuilder<unknown>,
  { calendar, periods }: TimeCut,
): RawBuilder<unknown> {
  if (periods !== null) return listedKey(day, periods)
  const { startMonth, yearNamedBy } = calendar
  const shifted = sql`(${day} - make_interval(months => ${sql.lit(startMonth - 1)}))`
  const toName = startMonth > 1 && yearNamedBy === 'end' ? 1 : 0
  const year = sql`to_char(${shifted} + make_interval(years => ${sql.lit(toName)}), 'YYYY')`
  switch (grain) {
    case 'day':
      return sql`${day}::text`
    case 'week':
      return sql`to_char(${day}, 'IYYY-"W"IW')`
    case 'month':
      return sql`left(${day}::text, 7)`
    case 'quarter':
      return sql`${year} || '-' || extract(quarter from ${shifted})::text`
    case 'year':
      return year
  }
}

/** What rows are grouped by besides time, as text that is never null: an id (0 for none) or a code. */
export function memberKey(breakdown: BreakdownName, columns: FactColumns): RawBuilder<string> {
  if (breakdown === 'category') return sql<string>`coalesce(k.category_id, 0)`
  const column = columns[breakdown as keyof FactColumns] ?? null
  if (column === null) throw new RangeError(`these rows have no ${breakdown}`)
  return breakdown === 'channel'
    ? sql<string>`coalesce(${sql.ref(column)}, '')`
    : sql<string>`coalesce(${sql.ref(column)}, 0)`
}

/** The key of a member: its id, or its code where it has none. */
export function keyOfPlace(breakdown: BreakdownName, id: number | null, code: string): string {
  return isTime(breakdown) || breakdown === 'channel' ? code : String(id ?? 0)
}

async function findChannels(tx: WorkspaceTransaction, workspaceId: number): Promise<Map<string, Member>> {
  const rows = await tx
    .selectFrom('channel')
    .select(['code', 'name_zh', 'name_en'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(
    rows.map((row) => [row.code, { id: null, code: row.code, name: { zh: row.name_zh, en: row.name_en } }]),
  )
}

/** Names the members of a breakdown by their keys. */
export async function findMembers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  breakdown: BreakdownName,
  keys: readonly string[],
): Promise<(key: string) => Member> {
  if (isTime(breakdown)) return (key) => ({ id: null, code: key, name: { zh: key, en: key } })
  const unknown = (key: string): Member => ({ id: null, code: key === '0' ? '' : key, name: NOBODY })
  const table = TABLES[breakdown]
  if (table === undefined) {
    const channels = await findChannels(tx, workspaceId)
    return (key) => channels.get(key) ?? unknown(key)
  }
  const ids = [...new Set(keys)].map(Number).filter((id) => id > 0)
  const { rows } = await sql<{ id: number; code: string; zh: string; en: string }>`
    select n.${sql.ref(table.id)} as id, n.${sql.ref(table.code)} as code, n.name_zh as zh, n.name_en as en
    from ${sql.table(table.table)} n
    where n.workspace_id = ${workspaceId} and n.${sql.ref(table.id)} = any(${ids}::bigint[])`.execute(tx)
  const byId = new Map(
    rows.map((row) => [String(row.id), { id: row.id, code: row.code, name: { zh: row.zh, en: row.en } }]),
  )
  return (key) => byId.get(key) ?? unknown(key)
}
