import type { Slice } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import { type DescendantSpan, findDescendantSpans } from '../trees/index.ts'

/** Names of the columns that a filter speaks of, in the query that it goes into; null where the query has none. */
export type FactColumns = {
  readonly day: string
  readonly channel: string | null
  readonly person: string | null
  readonly orgUnit: string | null
  readonly region: string | null
  readonly product: string | null
  readonly customer: string | null
  readonly customerType?: string | null
  readonly stage?: string | null
  readonly campaign?: string | null
}

/** 0 in a roll-up, null in a raw row: credited to nobody. */
function isNobody(column: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(column)}, 0) = 0`
}

function among(column: string, ids: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[...ids]}::bigint[])`
}

/** The rows that a caller may see. Every query of sales goes through it, totals and exports included. */
export function visibleRows(
  columns: Pick<FactColumns, 'orgUnit' | 'person'>,
  visibility: Visibility,
): RawBuilder<boolean> {
  if (visibility.whole) return sql<boolean>`true`
  const parts = [
    ...(columns.orgUnit === null ? [] : [among(columns.orgUnit, visibility.orgUnitIds)]),
    ...(columns.person === null ? [] : [among(columns.person, visibility.personIds)]),
  ]
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

/** Rows of a member and all below it, each on the days on which it was below. */
function belowOn(
  column: string,
  day: string,
  spans: readonly DescendantSpan[],
  whole: Pick<Slice, 'from' | 'to'>,
): RawBuilder<boolean> {
  const grouped = Map.groupBy(spans, ({ from, to }) => `${from} ${to}`)
  const parts = [...grouped.values()].map((group) => {
    const { from, to } = group[0] as DescendantSpan
    const ids = among(
      column,
      group.map(({ id }) => id),
    )
    return from <= whole.from && to >= whole.to
      ? ids
      : sql<boolean>`(${ids} and ${sql.ref(day)} between ${from} and ${to})`
  })
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

const TREES = [
  ['orgUnitId', 'orgUnit', 'org_unit'],
  ['regionId', 'region', 'region'],
  ['productId', 'product', 'product'],
  ['customerTypeId', 'customerType', 'customer_type'],
] as const
const EQUALS = [
  ['channel', 'channel'],
  ['personId', 'person'],
  ['customerId', 'customer'],
  ['stageId', 'stage'],
  ['campaignId', 'campaign'],
] as const

/** Members of a slice's trees with the days on which each was below the one that was asked for. */
export type SliceSpans = Readonly<Partial<Record<(typeof TREES)[number][0], readonly DescendantSpan[]>>>

/** Reads the trees of a slice: as they were on each of its days, or as they are on one day (`asOf`). */
export async function findSliceSpans(
  tx: WorkspaceTransaction,
  workspaceId: number,
  slice: Slice,
  asOf: string | null = null,
): Promise<SliceSpans> {
  const spans: Partial<Record<(typeof TREES)[number][0], readonly DescendantSpan[]>> = {}
  for (const [part, , tree] of TREES) {
    const id = slice[part]
    if (id === undefined) continue
    const days = asOf === null ? slice : { from: asOf, to: asOf }
    const found = await findDescendantSpans(tx, workspaceId, tree, id, days)
    spans[part] = asOf === null ? found : found.map((span) => ({ ...span, from: slice.from, to: slice.to }))
  }
  return spans
}

/** Whether every member was below for the whole time, so that days need not be looked at. */
export function isSteady(spans: SliceSpans, slice: Slice): boolean {
  return Object.values(spans).every((list) =>
    list.every(({ from, to }) => from <= slice.from && to >= slice.to),
  )
}

/** The members of a slice, without its days: trees with all below them. */
export function membersOfSlice(slice: Slice, spans: SliceSpans, columns: FactColumns): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql<boolean>`true`]
  for (const [part, name] of EQUALS) {
    const column = columns[name] ?? null
    if (slice[part] !== undefined && column !== null)
      parts.push(sql<boolean>`${sql.ref(column)} = ${slice[part]}`)
  }
  if (slice.unassigned === true && columns.person !== null) parts.push(isNobody(columns.person))
  for (const [part, name] of TREES) {
    const column = columns[name] ?? null
    if (slice[part] !== undefined && column !== null)
      parts.push(belowOn(column, columns.day, spans[part] ?? [], slice))
  }
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** The rows of a slice: trees with all below them as they were on the day, days inclusive. */
export async function rowsOfSlice(
  tx: WorkspaceTransaction,
  workspaceId: number,
  slice: Slice,
  columns: FactColumns,
): Promise<RawBuilder<boolean>> {
  const spans = await findSliceSpans(tx, workspaceId, slice)
  return sql<boolean>`(${sql.ref(columns.day)} between ${slice.from} and ${slice.to}
    and ${membersOfSlice(slice, spans, columns)})`
}
