import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
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

/** Sets a product's list price and standard cost from a day on; the product itself shows those of the latest day. */
export async function setProductPrice(
  context: CallContext,
  input: { productId: number; from: string; listPrice: Value; standardCost: Value },
) {
  const { productId, from, listPrice, standardCost } = input
  const { workspaceId } = context
  for (const [field, value] of [
    ['unitPrice', listPrice],
    ['cost', standardCost],
  ] as const)
    if (value?.startsWith('-') === true) throw new AppError('outOfRange', { field, value, range: '≥ 0' })
  return inWorkspace(context.database, workspaceId, async (tx) => {
    await holdNode(tx, workspaceId, 'product', productId)
    await setFrom(tx, workspaceId, 'product_price', productId, from, {
      list_price: listPrice,
      standard_cost: standardCost,
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
  })
}

/** Sets a product's stage of life from a day on. */
export async function setProductStage(
  context: CallContext,
  input: { productId: number; from: string; stage: string },
) {
  const { productId, from, stage } = input
  const { workspaceId } = context
  return inWorkspace(context.database, workspaceId, async (tx) => {
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
  })
}
