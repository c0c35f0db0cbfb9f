import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { discountPercent } from '../authority/index.ts'
import { dayColumnOf, hasColumn } from './column-types.ts'
import { type Prepared, valueAfter } from './prepared.ts'

type Place = { readonly at: number; readonly id: number | null }

/** The unit in which each person stood on a day; the one that carries their targets first. */
async function unitsOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  people: readonly number[],
  days: readonly string[],
): Promise<Map<number, number>> {
  const { rows } = await sql<Place>`
    select distinct on (s.at) s.at::int as at, p.org_unit_id as id
    from unnest(${[...people]}::bigint[], ${[...days]}::date[]) with ordinality as s(person_id, day, at)
    join position p on p.workspace_id = ${workspaceId} and p.person_id = s.person_id
      and p.valid_from <= s.day and (p.valid_to is null or p.valid_to > s.day)
    order by s.at, p.carries_target desc, p.valid_from desc, p.org_unit_id`.execute(tx)
  return new Map(rows.map((row) => [Number(row.at) - 1, Number(row.id)]))
}

async function regionsOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  customers: readonly number[],
): Promise<Map<number, number | null>> {
  const { rows } = await sql<{ customer_id: number; region_id: number | null }>`
    select customer_id, region_id from customer
    where workspace_id = ${workspaceId} and customer_id = any(${[...customers]}::bigint[])`.execute(tx)
  return new Map(rows.map((row) => [Number(row.customer_id), row.region_id]))
}

function needs(kind: Kind, entry: Prepared, wanted: string, from: string): boolean {
  if (!hasColumn(kind, wanted) || !hasColumn(kind, from) || entry.columns.has(wanted)) return false
  return typeof entry.columns.get(from) === 'number'
}

/** A fact keeps the unit that its person belonged to on the day, and the region where its customer is. */
async function addPlaces(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  entries: readonly Prepared[],
  today: string,
): Promise<void> {
  const dayColumn = dayColumnOf(kind)
  const dayOf = (entry: Prepared) =>
    String((dayColumn === null ? null : valueAfter(entry, dayColumn)) ?? today).slice(0, 10)
  const crediting = entries.filter((entry) => needs(kind, entry, 'org_unit_id', 'person_id'))
  const people = crediting.map((entry) => entry.columns.get('person_id') as number)
  const units = people.length === 0 ? null : await unitsOf(tx, workspaceId, people, crediting.map(dayOf))
  for (const [i, entry] of crediting.entries()) entry.columns.set('org_unit_id', units?.get(i) ?? null)

  const placed = entries.filter(
    (entry) => entry.before === null && needs(kind, entry, 'region_id', 'customer_id'),
  )
  const customers = placed.map((entry) => entry.columns.get('customer_id') as number)
  if (customers.length === 0) return
  const regions = await regionsOf(tx, workspaceId, customers)
  for (const [i, entry] of placed.entries())
    entry.columns.set('region_id', regions.get(customers[i] as number) ?? null)
}

/** A name that is known in one language stands for both. */
function addNames(kind: Kind, entries: readonly Prepared[]): void {
  if (!hasColumn(kind, 'name_en')) return
  for (const entry of entries)
    if (entry.before === null && (entry.columns.get('name_en') ?? null) === null)
      entry.columns.set('name_en', entry.columns.get('name_zh') ?? null)
}

/** Whoever sees only their own part writes in their own name unless they say another one. */
function addCaller(context: CallContext, kind: Kind, entries: readonly Prepared[]): void {
  const { visibility, actor } = context
  const credited = kind.sight === 'credit' || kind.name === 'customer'
  if (visibility.whole || !credited || !hasColumn(kind, 'person_id') || actor.personId === null) return
  for (const entry of entries)
    if (entry.before === null && (entry.columns.get('person_id') ?? null) === null)
      entry.columns.set('person_id', actor.personId)
}

const RATE_DIGITS = 6

/** The discount of a quote follows from its amounts, where nobody says another one with them. */
function addDiscounts(kind: Kind, entries: readonly Prepared[]): void {
  if (kind.name !== 'quote') return
  for (const entry of entries) {
    const isPriced = ['amount', 'list_amount'].some((column) => entry.columns.has(column))
    if (!isPriced || (entry.columns.get('discount_rate') ?? null) !== null) continue
    const [list, amount] = ['list_amount', 'amount'].map((column) => String(valueAfter(entry, column) ?? '0'))
    const percent = discountPercent(list ?? '0', amount ?? '0')
    entry.columns.set('discount_rate', (percent / 100).toFixed(RATE_DIGITS))
  }
}

/** Fills what follows from what was said. */
export async function completeEntries(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  entries: readonly Prepared[],
  today: string,
): Promise<void> {
  addCaller(context, kind, entries)
  addNames(kind, entries)
  addDiscounts(kind, entries)
  await addPlaces(tx, context.workspaceId, kind, entries, today)
}
