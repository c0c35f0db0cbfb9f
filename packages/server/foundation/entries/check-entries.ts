import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'
import { visibleCustomers, visibleEntries } from './visible-entries.ts'

/** New entries must say what they cannot be without. */
export function missingFields(kind: Kind, entries: readonly Prepared[]): EntryFailure[] {
  const required = kind.fields.filter((field) => field.required)
  return entries
    .filter((entry) => entry.before === null)
    .flatMap((entry) =>
      required
        .filter((field) => valueAfter(entry, field.column) === null)
        .map((field) => failure(entry.index, field.name, '', 'valueRequired')),
    )
}

function isCredited({ visibility }: CallContext, entry: Prepared): boolean {
  if (visibility.whole) return true
  const person = valueAfter(entry, 'person_id')
  const unit = valueAfter(entry, 'org_unit_id')
  return (
    (typeof person === 'number' && visibility.personIds.includes(person)) ||
    (typeof unit === 'number' && visibility.orgUnitIds.includes(unit))
  )
}

async function seenIds(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  ids: readonly number[],
): Promise<Set<number>> {
  const key = sql.ref(`t.${kind.key}`)
  const { rows } = await sql<{ id: number }>`
    select ${key} as id from ${sql.table(kind.table)} t
    where t.workspace_id = ${context.workspaceId} and ${key} = any(${[...ids]}::bigint[])
      and ${visibleEntries(context, kind)}`.execute(tx)
  return new Set(rows.map((row) => Number(row.id)))
}

async function seenLinks(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  entries: readonly Prepared[],
): Promise<Prepared[]> {
  const column = kind.sight === 'deal' ? 'opportunity_id' : 'customer_id'
  const ids = entries.map((entry) => valueAfter(entry, column)).filter((id) => typeof id === 'number')
  const seen =
    column === 'customer_id'
      ? sql`select customer_id as id from customer where workspace_id = ${context.workspaceId}
          and customer_id = any(${ids}::bigint[]) and ${visibleCustomers(context, 'customer.customer_id')}`
      : sql`select t.opportunity_id as id from opportunity t where t.workspace_id = ${context.workspaceId}
          and t.opportunity_id = any(${ids}::bigint[]) and ${visibleEntries(context, { ...kind, sight: 'credit' })}`
  const { rows } = await sql<{ id: number }>`${seen}`.execute(tx)
  const known = new Set(rows.map((row) => Number(row.id)))
  return entries.filter((entry) => !known.has(Number(valueAfter(entry, column))))
}

/** Entries outside of the caller's part of the organisation: neither those that stand there nor new ones may be written. */
export async function entriesOutOfReach(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  entries: readonly Prepared[],
): Promise<EntryFailure[]> {
  if (context.visibility.whole || entries.length === 0) return []
  const outside = new Set<Prepared>()
  const standing = entries.filter((entry) => entry.id !== null)
  const seen = await seenIds(
    tx,
    context,
    kind,
    standing.map((entry) => entry.id as number),
  )
  for (const entry of standing) if (!seen.has(entry.id as number)) outside.add(entry)
  if (kind.sight === 'credit' || kind.name === 'customer') {
    for (const entry of entries)
      if (!isCredited(context, entry) && !(kind.name === 'customer' && entry.before !== null))
        outside.add(entry)
  } else if (kind.sight === 'customer' || kind.sight === 'deal') {
    for (const entry of await seenLinks(tx, context, kind, entries)) outside.add(entry)
  } else if (kind.sight === 'people') {
    for (const entry of entries) if (entry.before === null) outside.add(entry)
  }
  return [...outside].map((entry) => failure(entry.index, 'person', entry.externalId, 'outsideSubtree'))
}
