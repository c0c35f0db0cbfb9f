import type { ErrorDetail, Kind, PlainErrorCode } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { holdByKey, insertRows, updateRows } from './entry.store.ts'
import { type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'

/** What the database says by its state; names of constraints differ from node to node and are not looked at. */
const REFUSED: Readonly<Record<string, PlainErrorCode>> = {
  '23502': 'valueRequired',
  '23505': 'duplicateCode',
  '23514': 'valuesContradict',
  '23503': 'linkUnknown',
  '22003': 'outOfRange',
}

export type WrittenEntry = Prepared & { readonly id: number }
type Result = { readonly written: WrittenEntry[]; readonly failures: EntryFailure[] }

function columnsOf(entry: Prepared): string[] {
  return [...entry.columns.keys()].toSorted()
}

async function write(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
  at: Date,
): Promise<WrittenEntry[]> {
  const columns = columnsOf(entries[0] as Prepared)
  if (entries[0]?.before !== null) {
    await updateRows(tx, workspaceId, kind, entries, columns, at)
    return entries.map((entry) => ({ ...entry, id: entry.id as number }))
  }
  const rows = await insertRows(tx, workspaceId, kind, source, entries, columns, at)
  const ids = new Map(rows.map((row) => [row.external_id, Number(row.id)]))
  return entries.map((entry) => ({ ...entry, id: ids.get(entry.externalId) as number }))
}

/** The value that a refusal is most likely about: the code, day or rate for one that is taken. */
function refusal(kind: Kind, entry: Prepared, code: PlainErrorCode, detail: ErrorDetail = {}): EntryFailure {
  const last = code === 'duplicateCode' || code === 'removedInTheWay' ? kind.unique?.at(-1) : undefined
  const field = kind.fields.find(({ column }) => column === last)
  const value = field === undefined ? entry.externalId : String(valueAfter(entry, field.column) ?? '')
  return failure(entry.index, field?.name ?? kind.title, value, code, { range: '', ...detail })
}

/** Why an entry cannot be written beside what is there; a removed entry in its place is named, to be restored. */
async function refusedBeside(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  entry: Prepared,
  code: PlainErrorCode,
): Promise<EntryFailure> {
  if (code !== 'duplicateCode') return refusal(kind, entry, code)
  const columns = new Map((kind.unique ?? []).map((column) => [column, valueAfter(entry, column)]))
  const [found] = await holdByKey(tx, workspaceId, kind, [{ index: entry.index, columns }])
  if (found === undefined || found.row['removed_at'] === null) return refusal(kind, entry, code)
  return refusal(kind, entry, 'removedInTheWay', { id: Number(found.row[kind.key]) })
}

/** Writes a group; where the database refuses it, halves it until the entries at fault stand alone. */
async function writeOrHalve(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
  at: Date,
): Promise<Result> {
  await sql`savepoint entries`.execute(tx)
  try {
    const written = await write(tx, workspaceId, kind, source, entries, at)
    await sql`release savepoint entries`.execute(tx)
    return { written, failures: [] }
  } catch (error) {
    const code = REFUSED[(error as { code?: string }).code ?? '']
    if (code === undefined) throw error
    await sql`rollback to savepoint entries`.execute(tx)
    if (entries.length === 1)
      return {
        written: [],
        failures: [await refusedBeside(tx, workspaceId, kind, entries[0] as Prepared, code)],
      }
    const half = Math.ceil(entries.length / 2)
    const first = await writeOrHalve(tx, workspaceId, kind, source, entries.slice(0, half), at)
    const second = await writeOrHalve(tx, workspaceId, kind, source, entries.slice(half), at)
    return {
      written: [...first.written, ...second.written],
      failures: [...first.failures, ...second.failures],
    }
  }
}

/** Writes entries, those that say the same columns in one statement. */
export async function writeRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
  at: Date,
): Promise<Result> {
  const written: WrittenEntry[] = []
  const failures: EntryFailure[] = []
  const groups = Map.groupBy(entries, (entry) => `${entry.before === null}|${columnsOf(entry).join()}`)
  for (const group of groups.values()) {
    const result = await writeOrHalve(tx, workspaceId, kind, source, group, at)
    written.push(...result.written)
    failures.push(...result.failures)
  }
  return { written, failures }
}
