import type { Slice } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import { findDescendants } from '../trees/index.ts'

/** Names of the columns that a filter speaks of, in the query that it goes into. */
export type FactColumns = {
  readonly day: string
  readonly channel: string
  readonly person: string
  readonly orgUnit: string
  readonly region: string
  /** null where the query has no product (orders as a whole) or no customer (roll-ups) */
  readonly product: string | null
  readonly customer: string | null
}

/** 0 in a roll-up, null in a raw row: credited to nobody. */
function isNobody(column: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(column)}, 0) = 0`
}

function among(column: string, ids: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[...ids]}::bigint[])`
}

/** The rows that a caller may see. Every query of sales goes through it, totals and exports included. */
export function visibleRows(columns: FactColumns, visibility: Visibility): RawBuilder<boolean> {
  if (visibility.whole) return sql<boolean>`true`
  return sql<boolean>`(${among(columns.orgUnit, visibility.orgUnitIds)} or ${among(columns.person, visibility.personIds)})`
}

/** The rows of a slice: trees with all below them, days inclusive. */
export async function rowsOfSlice(
  tx: WorkspaceTransaction,
  workspaceId: number,
  slice: Slice,
  columns: FactColumns,
): Promise<RawBuilder<boolean>> {
  const below = (tree: 'org_unit' | 'region' | 'product', id: number) =>
    findDescendants(tx, workspaceId, tree, id, slice.to)
  const parts = [sql<boolean>`${sql.ref(columns.day)} between ${slice.from} and ${slice.to}`]
  if (slice.channel !== undefined) parts.push(sql<boolean>`${sql.ref(columns.channel)} = ${slice.channel}`)
  if (slice.personId !== undefined) parts.push(sql<boolean>`${sql.ref(columns.person)} = ${slice.personId}`)
  if (slice.unassigned === true) parts.push(isNobody(columns.person))
  if (slice.orgUnitId !== undefined)
    parts.push(among(columns.orgUnit, await below('org_unit', slice.orgUnitId)))
  if (slice.regionId !== undefined) parts.push(among(columns.region, await below('region', slice.regionId)))
  if (slice.productId !== undefined && columns.product !== null) {
    parts.push(among(columns.product, await below('product', slice.productId)))
  }
  if (slice.customerId !== undefined && columns.customer !== null) {
    parts.push(sql<boolean>`${sql.ref(columns.customer)} = ${slice.customerId}`)
  }
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}
