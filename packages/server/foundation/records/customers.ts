import { type RawBuilder, sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { visibleCustomers } from '../entries/index.ts'
import { type FactColumns, visibleRows } from '../facts/index.ts'

type Sort = 'name' | 'code' | 'region' | 'type' | 'lastOrder'
export type CustomerSearch = {
  search?: string | undefined
  sort: Sort
  descending: boolean
  page: number
  pageSize: number
}

const SORTS: Record<Sort, RawBuilder<unknown>> = {
  name: sql`c.name_en`,
  code: sql`c.code`,
  region: sql`r.name_en`,
  type: sql`t.name_en`,
  lastOrder: sql`"lastOrder"`,
}

/** Text as a LIKE pattern: what the person typed is taken literally. */
export function containing(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}

const ORDERS: FactColumns = {
  day: 'v.order_date',
  channel: 'v.channel',
  person: 'v.person_id',
  orgUnit: 'v.org_unit_id',
  region: 'v.region_id',
  product: null,
  customer: 'v.customer_id',
}

/** Orders of a customer that a caller may see, as `sales_order v`. */
function visibleOrders({ visibility, workspaceId }: CallContext, customer: string): RawBuilder<unknown> {
  return sql`sales_order v where v.workspace_id = ${workspaceId} and v.customer_id = ${sql.ref(customer)}
    and ${visibleRows(ORDERS, visibility)}`
}

type Row = {
  customerId: number
  code: string
  name_zh: string
  name_en: string
  type_zh: string | null
  type_en: string | null
  region_zh: string | null
  region_en: string | null
  latitude: number | null
  longitude: number | null
  lastOrder: string | null
}

const pair = (zh: string | null, en: string | null) => (zh === null ? null : { zh, en: en ?? zh })

/** Customers searched by name or code, sorted and paged, with the day of the last order that the caller may see. */
export async function findCustomers(context: CallContext, input: CustomerSearch) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const pattern = containing(input.search ?? '')
    const filter = sql`c.workspace_id = ${workspaceId} and c.removed_at is null and ${visibleCustomers(context, 'c.customer_id')}
      and (c.name_zh ilike ${pattern} or c.name_en ilike ${pattern} or c.code ilike ${pattern} or c.search_text like lower(${pattern}))`
    const count = await sql<{
      total: number
    }>`select count(*) as total from customer c where ${filter}`.execute(tx)
    const { rows } = await sql<Row>`
      select c.customer_id as "customerId", c.code, c.name_zh, c.name_en, t.name_zh as type_zh, t.name_en as type_en,
        r.name_zh as region_zh, r.name_en as region_en, c.latitude, c.longitude,
        (select max(v.order_date) from ${visibleOrders(context, 'c.customer_id')}) as "lastOrder"
      from customer c
      left join customer_type t on t.workspace_id = c.workspace_id and t.customer_type_id = c.customer_type_id
      left join region r on r.workspace_id = c.workspace_id and r.region_id = c.region_id
      where ${filter}
      order by ${SORTS[input.sort]} ${input.descending ? sql`desc` : sql`asc`} nulls last, c.customer_id
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(tx)
    return {
      total: count.rows[0]?.total ?? 0,
      rows: rows.map(({ name_zh, name_en, type_zh, type_en, region_zh, region_en, ...row }) => ({
        ...row,
        name: { zh: name_zh, en: name_en },
        type: pair(type_zh, type_en),
        region: pair(region_zh, region_en),
      })),
    }
  })
}
