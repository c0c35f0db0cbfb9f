import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

export type Bilingual = { readonly zh: string; readonly en: string }

const TOTAL: Bilingual = { zh: '合计', en: 'Total' }

/** Names of every member that plans know, by member key. */
export async function loadMemberNames(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<(memberKey: string) => Bilingual> {
  const { rows } = await sql<{ key: string; zh: string; en: string }>`
    select 'person:' || person_id as key, name_zh as zh, name_en as en from person where workspace_id = ${workspaceId}
    union all select 'orgUnit:' || org_unit_id, name_zh, name_en from org_unit where workspace_id = ${workspaceId}
    union all select 'region:' || region_id, name_zh, name_en from region where workspace_id = ${workspaceId}
    union all select 'product:' || product_id, name_zh, name_en from product where workspace_id = ${workspaceId}
    union all select 'customerType:' || customer_type_id, name_zh, name_en from customer_type where workspace_id = ${workspaceId}`.execute(
    tx,
  )
  const names = new Map(rows.map((row) => [row.key, { zh: row.zh, en: row.en }]))
  return (key) => names.get(key) ?? timeName(key)
}

/** Names of a month (`YYYY-MM`): 2026年12月, Dec 2026. */
function monthName(month: string): Bilingual {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const nameIn = (locale: string) =>
    new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      Date.UTC(year, number - 1, 1),
    )
  return { zh: nameIn('zh-CN'), en: nameIn('en') }
}

/** Months and quarters have no row: their name follows from their key. */
function timeName(key: string): Bilingual {
  if (key === 'total') return TOTAL
  const [kind, value = ''] = key.split(':')
  if (kind === 'quarter') {
    const quarter = value.split('-').at(-1)
    return { zh: `第${quarter}季度`, en: `Q${quarter}` }
  }
  return kind === 'month' ? monthName(value) : { zh: value, en: value }
}
