import type { Slice } from '@salesloom/contract'
import type { Purchase } from '@salesloom/engine/variance'
import { type RawBuilder, sql } from 'kysely'
import {
  currencyDigits,
  type FactColumns,
  rowsOfSlice,
  visibleRows,
} from '../../../foundation/facts/index.ts'
import { converted, rateOf } from '../../../foundation/rollups/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

const COLUMNS: FactColumns = {
  day: 'd.order_date',
  channel: 'd.channel',
  person: 'd.person_id',
  orgUnit: 'd.org_unit_id',
  region: 'd.region_id',
  product: 'l.product_id',
  customer: 'd.customer_id',
}
const LINES = sql`sales_order d
  join order_line l on l.workspace_id = d.workspace_id and l.order_id = d.order_id`

/** What a customer bought of a product from a unit. */
export type UnitPurchase = Purchase & { readonly unitId: number | null; readonly productId: number }

const minor = (column: string, digits: number) =>
  sql`${sql.raw(converted(column, rateOf('d.workspace_id', 'd.currency', 'd.order_date')))} * ${10 ** digits}::numeric`

/** Lines that a caller may see, called `d` (order) and `l`, in a slice. */
async function linesOf(tx: WorkspaceTransaction, { workspaceId, visibility }: CallContext, slice: Slice) {
  const within = await rowsOfSlice(tx, workspaceId, slice, COLUMNS)
  return sql<boolean>`(d.workspace_id = ${workspaceId} and d.removed_at is null
    and ${visibleRows(COLUMNS, visibility)} and ${within})`
}

/** What was bought in a slice, by unit, customer and product; amounts in minor units of the workspace's currency. */
export async function readPurchases(
  tx: WorkspaceTransaction,
  context: CallContext,
  slice: Slice,
): Promise<UnitPurchase[]> {
  const digits = await currencyDigits(tx, context.workspaceId)
  const where = await linesOf(tx, context, slice)
  const { rows } = await sql<UnitPurchase>`
    select d.org_unit_id as "unitId", coalesce(d.customer_id::text, 'order:' || d.order_id) as customer,
      l.product_id as "productId", l.product_id::text as product, sum(l.quantity)::float8 as quantity,
      round(sum(${minor('l.amount', digits)}))::float8 as amount
    from ${LINES} where ${where}
    group by 1, 2, 3, 4 having sum(${minor('l.amount', digits)}) is not null order by 1, 2, 3`.execute(tx)
  return rows
}

type Line = {
  orderId: number
  number: string
  day: string
  customerZh: string | null
  customerEn: string | null
  productZh: string
  productEn: string
  quantity: number
  listAmount: number
  amount: number
}

export type LinesAsked = {
  readonly slice: Slice
  /** customers whose lines are asked for; null all of them */
  readonly customers: readonly string[] | null
  readonly page: number
  readonly pageSize: number
}

const rounded = (amount: RawBuilder<unknown>) => sql`coalesce(round(${amount}), 0)::float8`

/** A page of the lines of some customers in a slice, the newest first, with what all of them add up to. */
export async function findLines(
  tx: WorkspaceTransaction,
  context: CallContext,
  { slice, customers, page, pageSize }: LinesAsked,
) {
  const digits = await currencyDigits(tx, context.workspaceId)
  const where = await linesOf(tx, context, slice)
  const among =
    customers === null
      ? sql`true`
      : sql`coalesce(d.customer_id::text, 'order:' || d.order_id) = any(${[...customers]}::text[])`
  const [amount, list] = [minor('l.amount', digits), minor('l.list_amount', digits)]
  const totals = await sql<{ total: number; amount: number; listAmount: number }>`
    select count(*)::int as total, ${rounded(sql`sum(${amount})`)} as amount, ${rounded(sql`sum(${list})`)} as "listAmount"
    from ${LINES} where ${where} and ${among}`.execute(tx)
  const { rows } = await sql<Line>`
    select d.order_id as "orderId", d.external_id as number, d.order_date as day, c.name_zh as "customerZh",
      c.name_en as "customerEn", p.name_zh as "productZh", p.name_en as "productEn", l.quantity::float8 as quantity,
      ${rounded(list)} as "listAmount", ${rounded(amount)} as amount
    from ${LINES}
    join product p on p.workspace_id = l.workspace_id and p.product_id = l.product_id
    left join customer c on c.workspace_id = d.workspace_id and c.customer_id = d.customer_id
    where ${where} and ${among}
    order by d.order_date desc, d.order_id desc, l.line_number
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(tx)
  return {
    ...(totals.rows[0] ?? { total: 0, amount: 0, listAmount: 0 }),
    rows: rows.map(({ customerZh, customerEn, productZh, productEn, ...line }) => ({
      ...line,
      customer: customerZh === null ? null : { zh: customerZh, en: customerEn ?? customerZh },
      product: { zh: productZh, en: productEn },
    })),
  }
}
