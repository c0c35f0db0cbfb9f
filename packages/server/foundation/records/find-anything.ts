import { sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { visibleCustomers } from '../entries/index.ts'
import { containing } from './customers.ts'

type Row = {
  kind: 'person' | 'customer' | 'product' | 'region' | 'orgUnit'
  id: number
  name_zh: string
  name_en: string
  detail_zh: string | null
  detail_en: string | null
}

/** People, units, customers, products and regions by name or code: names that start with the text come first. */
export async function findAnything(context: CallContext, input: { text: string; limit: number }) {
  const { database, workspaceId, visibility } = context
  const pattern = containing(input.text)
  const start = pattern.slice(1)
  const people = visibility.whole
    ? sql`true`
    : sql`(p.person_id = any(${[...visibility.personIds]}::bigint[]) or exists (select 1 from position o
        where o.workspace_id = ${workspaceId} and o.person_id = p.person_id and o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])))`
  const units = visibility.whole
    ? sql`true`
    : sql`u.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])`
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select * from (
        select 'person' as kind, p.person_id as id, p.name_zh, p.name_en, null as detail_zh, p.code as detail_en, 1 as rank
        from person p where p.workspace_id = ${workspaceId} and ${people}
        union all
        select 'orgUnit', u.org_unit_id, u.name_zh, u.name_en, null, u.kind, 2 from org_unit u where u.workspace_id = ${workspaceId} and ${units}
        union all
        select 'region', r.region_id, r.name_zh, r.name_en, null, r.kind, 3 from region r where r.workspace_id = ${workspaceId}
        union all
        select 'product', g.product_id, g.name_zh, g.name_en, null, g.code, 4 from product g where g.workspace_id = ${workspaceId}
        union all
        select 'customer', c.customer_id, c.name_zh, c.name_en, null, c.code, 5 from customer c
        where c.workspace_id = ${workspaceId} and (c.name_zh ilike ${pattern} or c.name_en ilike ${pattern} or c.code ilike ${pattern})
          and ${visibleCustomers(context, 'c.customer_id')}
      ) all_kinds
      where name_zh ilike ${pattern} or name_en ilike ${pattern} or detail_en ilike ${pattern}
      order by (name_zh ilike ${start} or name_en ilike ${start}) desc, rank, name_en
      limit ${input.limit}`.execute(tx)
    return rows.map((row) => ({
      kind: row.kind,
      id: row.id,
      name: { zh: row.name_zh, en: row.name_en },
      detail: row.detail_en === null ? null : { zh: row.detail_zh ?? row.detail_en, en: row.detail_en },
    }))
  })
}
