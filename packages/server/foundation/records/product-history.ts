import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { mayReadField } from '../access/index.ts'
import { recordsChanged } from './records-changed.ts'
import { holdNode } from './tree-tables.ts'

type Value = string | null

/** Sets what holds of a product from a day on; what is known of later days stays as it is. */
async function setFrom(
  tx: WorkspaceTransaction,
  workspaceId: number,
  table: 'product_price' | 'product_stage',
  productId: number,
  from: string,
  values: Readonly<Record<string, Value>>,
): Promise<void> {
  const columns = sql.join(Object.keys(values).map((column) => sql.ref(column)))
  const said = sql.join(Object.values(values).map((value) => sql`${value}`))
  const changed = sql.join(
    Object.keys(values).map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
  )
  const { rows } = await sql<{ next: string | null }>`select min(valid_from) as next from ${sql.table(table)}
    where workspace_id = ${workspaceId} and product_id = ${productId} and valid_from > ${from}`.execute(tx)
  await sql`update ${sql.table(table)} set valid_to = ${from}
    where workspace_id = ${workspaceId} and product_id = ${productId} and valid_from < ${from}
      and (valid_to is null or valid_to > ${from})`.execute(tx)
  await sql`insert into ${sql.table(table)} (workspace_id, product_id, valid_from, valid_to, ${columns})
    values (${workspaceId}, ${productId}, ${from}, ${rows[0]?.next ?? null}, ${said})
    on conflict (workspace_id, product_id, valid_from) do update set ${changed}`.execute(tx)
}

type Price = {
  readonly productId: number
  readonly from: string
  readonly listPrice: Value
  readonly standardCost: Value
}
type Stage = { readonly productId: number; readonly from: string; readonly stage: string }

/** Sets a product's list price and standard cost from a day on; the product itself shows those of the latest day. */
export function setProductPrice(context: CallContext, input: Price) {
  return inWorkspace(context.database, context.workspaceId, (tx) => putPrice(tx, context, input))
}

/** What a product costs on a day. */
async function costOn(
  tx: WorkspaceTransaction,
  workspaceId: number,
  productId: number,
  day: string,
): Promise<Value> {
  const { rows } = await sql<{ cost: Value }>`select standard_cost as cost from product_price
    where workspace_id = ${workspaceId} and product_id = ${productId} and valid_from <= ${day}
      and (valid_to is null or valid_to > ${day})`.execute(tx)
  return rows[0]?.cost ?? null
}

/** The same within a transaction. Whoever may not read costs leaves them as they are: their form does not show any. */
export async function putPrice(tx: WorkspaceTransaction, context: CallContext, input: Price) {
  const { productId, from, listPrice, standardCost } = input
  const { workspaceId } = context
  for (const [field, value] of [
    ['listPrice', listPrice],
    ['standardCost', standardCost],
  ] as const)
    if (value?.startsWith('-') === true) throw new AppError('outOfRange', { field, value, range: '≥ 0' })
  await holdNode(tx, workspaceId, 'product', productId)
  const kept = standardCost === null && !mayReadField(context, 'cost')
  await setFrom(tx, workspaceId, 'product_price', productId, from, {
    list_price: listPrice,
    standard_cost: kept ? await costOn(tx, workspaceId, productId, from) : standardCost,
  })
  await sql`update product set list_price = h.list_price, standard_cost = h.standard_cost
    from (select list_price, standard_cost from product_price where workspace_id = ${workspaceId}
      and product_id = ${productId} order by valid_from desc limit 1) h
    where product.workspace_id = ${workspaceId} and product.product_id = ${productId}`.execute(tx)
  await recordsChanged(tx, context, {
    action: 'records.setProductPrice',
    subject: `product:${productId}`,
    after: input,
  })
  return { id: productId }
}

/** Sets a product's stage of life from a day on. */
export function setProductStage(context: CallContext, input: Stage) {
  return inWorkspace(context.database, context.workspaceId, (tx) => putStage(tx, context, input))
}

/** The same within a transaction. */
export async function putStage(tx: WorkspaceTransaction, context: CallContext, input: Stage) {
  const { productId, from, stage } = input
  const { workspaceId } = context
  await holdNode(tx, workspaceId, 'product', productId)
  await setFrom(tx, workspaceId, 'product_stage', productId, from, { stage })
  await sql`update product set life_cycle_stage = (select stage from product_stage where workspace_id = ${workspaceId}
      and product_id = ${productId} order by valid_from desc limit 1)
    where workspace_id = ${workspaceId} and product_id = ${productId}`.execute(tx)
  await recordsChanged(tx, context, {
    action: 'records.setProductStage',
    subject: `product:${productId}`,
    after: input,
  })
  return { id: productId }
}

/** Decimals as they are written, without zeros at their end: 12.50 and 12.5000 are the same. */
export function plain(value: unknown): string {
  const text = String(value ?? '')
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text
}

/** Columns of a product that hold from a day on. */
export const DATED_COLUMNS = ['list_price', 'standard_cost', 'life_cycle_stage'] as const

type Dated = {
  readonly list_price: Value
  readonly standard_cost: Value
  readonly life_cycle_stage: Value
}

async function heldOn(
  tx: WorkspaceTransaction,
  workspaceId: number,
  productId: number,
  day: string,
): Promise<Dated> {
  const { rows } = await sql<Dated>`
    select p.list_price, p.standard_cost, s.stage as life_cycle_stage from (select 1) one
    left join product_price p on p.workspace_id = ${workspaceId} and p.product_id = ${productId}
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    left join product_stage s on s.workspace_id = ${workspaceId} and s.product_id = ${productId}
      and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})`.execute(tx)
  return rows[0] ?? { list_price: null, standard_cost: null, life_cycle_stage: null }
}

/**
 * Sets what a row of a file says of a product's price, cost and stage from a day on. What it does not say, or leaves
 * empty, stays as it is on that day.
 * @returns whether anything changed
 */
export async function putDated(
  tx: WorkspaceTransaction,
  context: CallContext,
  productId: number,
  from: string,
  columns: ReadonlyMap<string, unknown>,
): Promise<boolean> {
  const said = (column: string): Value => (columns.get(column) ?? null) as Value
  if (DATED_COLUMNS.every((column) => said(column) === null)) return false
  const held = await heldOn(tx, context.workspaceId, productId, from)
  const differs = (column: keyof Dated) =>
    said(column) !== null && plain(said(column)) !== plain(held[column])
  const isPriced = differs('list_price') || differs('standard_cost')
  const isStaged = differs('life_cycle_stage')
  if (isPriced)
    await putPrice(tx, context, {
      productId,
      from,
      listPrice: said('list_price') ?? held.list_price,
      standardCost: said('standard_cost') ?? held.standard_cost,
    })
  if (isStaged) await putStage(tx, context, { productId, from, stage: String(said('life_cycle_stage')) })
  return isPriced || isStaged
}
