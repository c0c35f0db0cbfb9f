import type { BreakdownName, MetricCode, Slice } from '@salesloom/contract'
import { ratioOf } from '@salesloom/engine/attainment'
import { parseLedger, toMinorUnits } from '@salesloom/engine/money'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { requireField } from '../access/index.ts'
import { type FactColumns, rowsOfSlice, visibleRows } from '../facts/index.ts'
import { type Grouping, groupingOf, productCategories } from './breakdowns.ts'
import { metricOf } from './catalogue.ts'

/** Which stored rows a metric is computed from, and what is added up. A count has no scale of money. */
type Recipe = {
  readonly from: 'rollup' | 'orders'
  readonly numerator: RawBuilder<unknown>
  readonly denominator: RawBuilder<unknown> | null
  readonly numeratorIsMoney: boolean
  readonly denominatorIsMoney: boolean
}

const money = { numeratorIsMoney: true, denominatorIsMoney: false }

const RECIPES: Record<MetricCode, Recipe> = {
  sales: { from: 'rollup', numerator: sql`sum(s.amount)`, denominator: null, ...money },
  units: {
    from: 'rollup',
    numerator: sql`sum(s.quantity)`,
    denominator: null,
    numeratorIsMoney: false,
    denominatorIsMoney: false,
  },
  orders: {
    from: 'orders',
    numerator: sql`count(*)`,
    denominator: null,
    numeratorIsMoney: false,
    denominatorIsMoney: false,
  },
  activeCustomers: {
    from: 'orders',
    numerator: sql`count(distinct s.customer_id)`,
    denominator: null,
    numeratorIsMoney: false,
    denominatorIsMoney: false,
  },
  averageOrder: { from: 'orders', numerator: sql`sum(s.amount)`, denominator: sql`count(*)`, ...money },
  discountRate: {
    from: 'rollup',
    numerator: sql`sum(s.list_amount - s.amount)`,
    denominator: sql`sum(s.list_amount)`,
    ...money,
    denominatorIsMoney: true,
  },
  grossProfit: { from: 'rollup', numerator: sql`sum(s.amount - s.cost)`, denominator: null, ...money },
  grossMargin: {
    from: 'rollup',
    numerator: sql`sum(s.amount - s.cost)`,
    denominator: sql`sum(s.amount)`,
    ...money,
    denominatorIsMoney: true,
  },
}

const ROLLUP: FactColumns = {
  day: 'd.day',
  channel: 'd.channel',
  person: 'd.person_id',
  orgUnit: 'd.org_unit_id',
  region: 'd.region_id',
  product: 'd.product_id',
  customer: null,
}

const ORDERS: FactColumns = { ...ROLLUP, day: 'd.order_date', product: null, customer: 'd.customer_id' }

/** The rows of a recipe inside a slice, as a query called `s` with uniform columns. */
async function rowsFor(
  tx: WorkspaceTransaction,
  context: CallContext,
  recipe: Recipe,
  slice: Slice,
  byCategory: boolean,
): Promise<RawBuilder<unknown>> {
  const { workspaceId, visibility } = context
  const columns = recipe.from === 'rollup' ? ROLLUP : ORDERS
  const filter = sql`d.workspace_id = ${workspaceId} and ${visibleRows(columns, visibility)}
    and ${await rowsOfSlice(tx, workspaceId, slice, columns)}`
  if (recipe.from === 'rollup') {
    const category = byCategory ? sql`c.category_id` : sql`null::bigint as category_id`
    const join = byCategory
      ? sql`join ${productCategories(workspaceId)} c on c.product_id = d.product_id`
      : sql``
    return sql`(select d.*, ${category} from sales_daily d ${join} where ${filter}) s`
  }
  return sql`(select d.order_id, d.order_date as day, d.channel, d.person_id, d.org_unit_id, d.region_id, d.customer_id,
      (select sum(l.amount) from order_line l where l.workspace_id = ${workspaceId} and l.order_id = d.order_id) as amount
    from sales_order d where ${filter}) s`
}

type Answer = { numerator: string | null; denominator: string | null }

function figure(recipe: Recipe, row: Answer | undefined, digits: number) {
  const scale = (text: string | null | undefined, isMoney: boolean) =>
    isMoney ? toMinorUnits(parseLedger(text ?? '0'), digits) : Number(text ?? '0')
  const numerator = scale(row?.numerator, recipe.numeratorIsMoney)
  const denominator = recipe.denominator === null ? null : scale(row?.denominator, recipe.denominatorIsMoney)
  return { numerator, denominator, value: denominator === null ? numerator : ratioOf(numerator, denominator) }
}

function checkRequest(metric: MetricCode, slice: Slice, by: readonly BreakdownName[]): void {
  const allowed = metricOf(metric).dimensions
  const wrong = by.find((name) => !allowed.includes(name))
  if (wrong !== undefined)
    throw new AppError('invalidInput', { field: 'by', reason: `${metric} cannot be broken down by ${wrong}` })
  if (RECIPES[metric].from === 'orders' && slice.productId !== undefined) {
    throw new AppError('invalidInput', {
      field: 'slice.productId',
      reason: `${metric} counts whole orders, not products`,
    })
  }
  if (RECIPES[metric].from === 'rollup' && slice.customerId !== undefined) {
    throw new AppError('invalidInput', {
      field: 'slice.customerId',
      reason: `${metric} is not kept by customer`,
    })
  }
}

function memberColumns(groupings: readonly Grouping[]): RawBuilder<unknown> {
  return sql.join(
    groupings.map((g, i) => {
      const k = sql.ref(`k${i}`)
      return sql`${g.id(k)} as ${sql.ref(`id${i}`)}, ${g.code(k)} as ${sql.ref(`code${i}`)}, ${g.zh(k)} as ${sql.ref(`zh${i}`)}, ${g.en(k)} as ${sql.ref(`en${i}`)}`
    }),
  )
}

type Member = { breakdown: BreakdownName; id: number | null; code: string; name: { zh: string; en: string } }

function membersOf(row: Record<string, unknown>, by: readonly BreakdownName[]): Member[] {
  return by.map((breakdown, i) => ({
    breakdown,
    id: row[`id${i}`] === null ? null : Number(row[`id${i}`]),
    code: String(row[`code${i}`]),
    name: { zh: String(row[`zh${i}`]), en: String(row[`en${i}`]) },
  }))
}

/** One metric for a slice, in total and broken down; the caller's subtree alone is counted. */
export async function computeMetric(
  context: CallContext,
  input: { metric: MetricCode; slice: Slice; by: BreakdownName[] },
) {
  const { metric, slice, by } = input
  const { limitedBy } = metricOf(metric)
  if (limitedBy !== undefined) requireField(context, limitedBy)
  checkRequest(metric, slice, by)
  const recipe = RECIPES[metric]
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const workspace = await tx
      .selectFrom('workspace')
      .select(['currency_digits', 'fiscal_start_month'])
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    const rows = await rowsFor(tx, context, recipe, slice, by.includes('category'))
    const sums = sql`(${recipe.numerator})::text as numerator, ${recipe.denominator === null ? sql`null::text` : sql`(${recipe.denominator})::text`} as denominator`
    const total = await sql<Answer>`select ${sums} from ${rows}`.execute(tx)
    const digits = workspace.currency_digits
    if (by.length === 0) return { total: figure(recipe, total.rows[0], digits), rows: [] }
    const groupings = by.map((name) => groupingOf(name, workspaceId, workspace.fiscal_start_month))
    const keys = sql.join(groupings.map((g, i) => sql`${g.key} as ${sql.ref(`k${i}`)}`))
    const ordinals = sql.join(groupings.map((_, i) => sql.raw(String(i + 1))))
    const found = await sql<Answer & Record<string, unknown>>`
      select g.numerator, g.denominator, ${memberColumns(groupings)}
      from (select ${keys}, ${sums} from ${rows} group by ${ordinals}) g
      order by ${sql.join(groupings.map((_, i) => sql.ref(`k${i}`)))}`.execute(tx)
    return {
      total: figure(recipe, total.rows[0], digits),
      rows: found.rows.map((row) => ({ members: membersOf(row, by), ...figure(recipe, row, digits) })),
    }
  })
}
