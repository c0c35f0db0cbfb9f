import { type Kind, type KindName, kindOf } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { newId } from '../../platform/ids/index.ts'
import { requireField } from '../access/index.ts'
import { holdRows } from './entry.store.ts'
import { refuseMoneyInUse } from './money-in-use.ts'
import { refuseAnyOvertaken, refuseOvertaken } from './overtaken.ts'
import { permitWriting } from './permit-writing.ts'
import { BY_HAND, type Prepared, preparedOf, type StandingRow } from './prepared.ts'
import { writePrepared } from './put-entries.ts'
import { type EntryFailure, type ReadEntry, readEntry, type SaidValue, type Stored } from './read-values.ts'
import { mark } from './remove-entries.ts'
import { resolveLinks } from './resolve-links.ts'

type Values = Readonly<Record<string, SaidValue>>

function refuseFirst(failures: readonly EntryFailure[]): void {
  const [first] = failures
  if (first !== undefined) throw new AppError(first.code, first.detail)
}

async function read(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  externalId: string,
  values: Values,
): Promise<ReadEntry> {
  const { entry, failures } = readEntry(kind, { externalId, values }, 0)
  refuseFirst(failures)
  refuseFirst(await resolveLinks(tx, context, BY_HAND, [entry]))
  return entry
}

function generic(name: KindName): Kind {
  const kind = kindOf(name)
  if (kind.name === 'orderLine') throw new AppError('forbidden', { action: 'orders' })
  return kind
}

/** The rows named, all of them, or a refusal that names the first that is not there. */
async function rowsNamed(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  ids: readonly number[],
): Promise<StandingRow[]> {
  const rows = await holdRows(
    tx,
    context.workspaceId,
    kind,
    sql`${sql.ref(`t.${kind.key}`)} = any(${[...ids]}::bigint[]) and t.removed_at is null`,
  )
  const found = new Set(rows.map((row) => Number(row[kind.key])))
  const missing = ids.find((id) => !found.has(id))
  if (missing !== undefined) throw new AppError('notFound', { what: kind.name, id: missing })
  return rows
}

/** Rows that would be known by something else: another code of a currency, another day of a rate. */
function rowsOfOtherKey(
  { unique }: Kind,
  rows: readonly StandingRow[],
  columns: ReadonlyMap<string, unknown>,
): StandingRow[] {
  const changed = (unique ?? []).filter((column) => columns.has(column))
  return rows.filter((row) => changed.some((column) => String(row[column]) !== String(columns.get(column))))
}

/** What somebody may not read they cannot replace either: they would not know what they take away. */
function refuseUnseen(context: CallContext, kind: Kind, values: Values): void {
  for (const { name, guard } of kind.fields)
    if (guard !== null && name in values) requireField(context, guard)
}

async function change(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  rows: readonly StandingRow[],
  values: Values,
): Promise<number> {
  refuseUnseen(context, kind, values)
  const entry = await read(tx, context, kind, BY_HAND, values)
  await refuseMoneyInUse(tx, context.workspaceId, kind, rowsOfOtherKey(kind, rows, entry.columns))
  const prepared = rows.map((before, index) => preparedOf(kind, before, index, new Map(entry.columns)))
  const { written, failures } = await writePrepared(tx, context, kind, BY_HAND, prepared)
  refuseFirst(failures)
  return written.length
}

/** Brings a removed entry back, with the values that were given for a new one in its place. */
async function restoreWith(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  id: number,
  values: Values,
): Promise<{ id: number; version: number }> {
  const restored = await mark(tx, context, kind, [id], false)
  if (restored === 0) throw new AppError('notFound', { what: kind.name, id })
  const rows = await rowsNamed(tx, context, kind, [id])
  const written = await change(tx, context, kind, rows, values)
  return { id, version: (rows[0]?.version ?? 0) + written }
}

/** Records one entry by hand, or restores the removed one that stands in its place. */
export async function createEntry(
  context: CallContext,
  input: { kind: KindName; values: Values; restoreId?: number | undefined },
) {
  const kind = generic(input.kind)
  permitWriting(context, kind)
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    if (input.restoreId !== undefined) return restoreWith(tx, context, kind, input.restoreId, input.values)
    const entry = await read(tx, context, kind, newId(), input.values)
    const prepared: Prepared = { ...entry, id: null, before: null, contentHash: '' }
    const { written, failures } = await writePrepared(tx, context, kind, BY_HAND, [prepared])
    refuseFirst(failures)
    return { id: written[0]?.id as number, version: 1 }
  })
}

/**
 * Gives all rows of a kind that a condition finds the same values, by column, with everything that follows from it.
 * @param condition on the table called `t`
 * @returns how many rows there were
 */
export async function changeEntries(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  condition: RawBuilder<boolean>,
  columns: ReadonlyMap<string, Stored>,
): Promise<number> {
  const rows = await holdRows(tx, context.workspaceId, kind, condition)
  const prepared = rows.map((before, index) => preparedOf(kind, before, index, new Map(columns)))
  const { written, failures } = await writePrepared(tx, context, kind, BY_HAND, prepared)
  refuseFirst(failures)
  return written.length
}

/** Changes some fields of an entry, if nobody else has changed it since it was read. */
export async function editEntry(
  context: CallContext,
  input: { kind: KindName; id: number; version: number; values: Values },
) {
  const kind = generic(input.kind)
  permitWriting(context, kind)
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const rows = await rowsNamed(tx, context, kind, [input.id])
    const [before] = rows as [StandingRow]
    await refuseOvertaken(tx, context, kind, before, input.version)
    const written = await change(tx, context, kind, rows, input.values)
    return { id: input.id, version: before.version + written }
  })
}

/** Gives many entries the same values, all or none; each has its history and its line in the trail. */
export async function editEntries(
  context: CallContext,
  input: {
    kind: KindName
    ids: readonly number[]
    values: Values
    versions?: readonly number[] | undefined
  },
) {
  const kind = generic(input.kind)
  permitWriting(context, kind)
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const rows = await rowsNamed(tx, context, kind, input.ids)
    const seen = new Map(input.ids.map((id, i) => [id, input.versions?.[i]]))
    await refuseAnyOvertaken(tx, context, kind, rows, seen)
    return { changed: await change(tx, context, kind, rows, input.values) }
  })
}
