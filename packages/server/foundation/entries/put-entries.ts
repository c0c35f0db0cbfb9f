import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import { civilToday } from '../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { afterWrite } from './after-write.ts'
import { impossibleDeals } from './check-days.ts'
import { entriesOutOfReach, missingFields } from './check-entries.ts'
import { completeEntries } from './complete-entries.ts'
import { holdByKey, holdRows } from './entry.store.ts'
import { lossesWithoutReason } from './loss-reasons.ts'
import { applyStages } from './opportunity-stages.ts'
import { permitWriting } from './permit-writing.ts'
import { type Prepared, type StandingRow, saidHash, saysMore } from './prepared.ts'
import { quotesBeyondAuthority } from './quote-authority.ts'
import { type EntryFailure, failure, type ReadEntry, readEntry, type SaidEntry } from './read-values.ts'
import { mark } from './remove-entries.ts'
import { resolveLinks } from './resolve-links.ts'
import { stagesInUse } from './stages-in-use.ts'
import { type WrittenEntry, writeRows } from './write-rows.ts'

/** What became of entries that arrived from a source. */
export type PutResult = {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failures: readonly EntryFailure[]
  /** ids by external id of what was written */
  readonly ids: ReadonlyMap<string, number>
}

/** The day on which the workspace is. */
export async function todayOf(
  tx: WorkspaceTransaction,
  context: Pick<CallContext, 'workspaceId' | 'clock'>,
): Promise<string> {
  const row = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', context.workspaceId)
    .executeTakeFirstOrThrow()
  return civilToday(context.clock, row.time_zone)
}

/** Reads entries and finds their links; what is wrong with one does not hold up the others. */
export async function readSaid(
  tx: WorkspaceTransaction,
  asker: Pick<CallContext, 'workspaceId' | 'visibility'>,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
): Promise<{ good: ReadEntry[]; failures: EntryFailure[] }> {
  const seen = new Set<string>()
  const failures: EntryFailure[] = []
  const entries: ReadEntry[] = []
  for (const [index, one] of said.entries()) {
    const read = readEntry(kind, one, index)
    failures.push(...read.failures)
    if (seen.has(one.externalId)) failures.push(failure(index, 'externalId', one.externalId, 'entryTwice'))
    seen.add(one.externalId)
    entries.push(read.entry)
  }
  failures.push(...(await resolveLinks(tx, asker, source, entries)))
  const bad = new Set(failures.map((one) => one.index))
  return { good: entries.filter((entry) => !bad.has(entry.index)), failures }
}

/**
 * The row on record for each entry that its source brings for the first time: a removed one that has its code, day or
 * rate, and for kinds that are what their key says also a standing one, wherever it came from. A row is given once.
 */
async function rowsByKey(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  entries: readonly ReadEntry[],
): Promise<Map<number, StandingRow>> {
  const found = new Map<number, StandingRow>()
  const given = new Set<unknown>()
  for (const { index, row } of await holdByKey(tx, workspaceId, kind, entries)) {
    if (given.has(row[kind.key]) || (row['removed_at'] === null && !kind.sameByKey)) continue
    given.add(row[kind.key])
    found.set(index, row)
  }
  return found
}

async function prepare(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
  entries: readonly ReadEntry[],
): Promise<Prepared[]> {
  const ids = entries.map((entry) => entry.externalId)
  const standing = await holdRows(
    tx,
    workspaceId,
    kind,
    sql`t.source = ${source} and t.external_id = any(${ids}::text[])`,
  )
  const byExternalId = new Map(standing.map((row) => [String(row['external_id']), row]))
  const byKey = await rowsByKey(
    tx,
    workspaceId,
    kind,
    entries.filter(({ externalId }) => !byExternalId.has(externalId)),
  )
  return entries.map((entry) => {
    const before = byExternalId.get(entry.externalId) ?? byKey.get(entry.index) ?? null
    return {
      index: entry.index,
      externalId: entry.externalId,
      id: before === null ? null : Number(before[kind.key]),
      before,
      columns: entry.columns,
      contentHash: saidHash(said[entry.index] as SaidEntry),
    }
  })
}

/** Completes, checks and writes prepared entries, with everything that follows from them. */
export async function writePrepared(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
): Promise<{ written: WrittenEntry[]; failures: EntryFailure[] }> {
  const today = await todayOf(tx, context)
  await completeEntries(tx, context, kind, entries, today)
  const unstaged = kind.name !== 'opportunity'
  const refused = [
    ...(unstaged ? [] : await applyStages(tx, context.workspaceId, entries, today)),
    ...missingFields(kind, entries),
    ...impossibleDeals(kind, entries, context.clock.now()),
    ...(await stagesInUse(tx, context.workspaceId, kind, entries)),
    ...(await lossesWithoutReason(tx, context.workspaceId, kind, source, entries)),
    ...(await quotesBeyondAuthority(tx, context, kind, source, entries, today)),
    ...(await entriesOutOfReach(tx, context, kind, entries)),
  ]
  const bad = new Set(refused.map((one) => one.index))
  const good = entries.filter((entry) => !bad.has(entry.index) && entry.columns.size > 0)
  const result = await writeRows(tx, context.workspaceId, kind, source, good, context.clock.now())
  await afterWrite(tx, context, kind, source, result.written)
  return { written: result.written, failures: [...refused, ...result.failures] }
}

/** Brings the removed rows back that entries of such a kind are about: what a source says is there is there. */
async function restoreRemoved(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  entries: readonly Prepared[],
): Promise<Set<number>> {
  const removed = entries.filter(
    ({ before }) => kind.unique !== null && before !== null && before['removed_at'] !== null,
  )
  if (removed.length === 0) return new Set()
  const outside = await entriesOutOfReach(tx, context, kind, removed)
  const kept = new Set(outside.map(({ index }) => index))
  const own = removed.filter(({ index }) => !kept.has(index))
  if (own.length > 0)
    await mark(
      tx,
      context,
      kind,
      own.map(({ id }) => id as number),
      false,
    )
  return new Set(own.map(({ index }) => index))
}

/** The row that an entry's row was merged into, null where it stands for itself. */
const mergedInto = ({ before }: Prepared): number | null =>
  before === null || before['merged_into_id'] == null ? null : Number(before['merged_into_id'])

/**
 * Writes entries of a kind that arrived from a source: new ones are added, changed ones changed field by field, the
 * same again left alone; a removed record that comes again is restored, and one that was merged stays what it was merged
 * into. What is wrong with an entry is reported and does not hold up the others; who wants all or nothing rolls back
 * when there are failures.
 */
export async function putEntries(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  permitWriting(context, kind)
  const { good, failures } = await readSaid(tx, context, kind, source, said)
  const all = await prepare(tx, context.workspaceId, kind, source, said, good)
  const prepared = all.filter((entry) => mergedInto(entry) === null)
  const restored = await restoreRemoved(tx, context, kind, prepared)
  const changed = prepared.filter(
    (entry) =>
      restored.has(entry.index) ||
      (entry.before?.content_hash !== entry.contentHash && saysMore(kind, entry)),
  )
  const result = await writePrepared(tx, context, kind, source, changed)
  const created = result.written.filter((entry) => entry.before === null).length
  return {
    created,
    updated: result.written.length - created,
    unchanged: all.length - changed.length,
    failures: [...failures, ...result.failures].toSorted((a, b) => a.index - b.index),
    ids: new Map(
      [...all.filter((e) => e.id !== null), ...result.written].map((e) => [
        e.externalId,
        mergedInto(e) ?? (e.id as number),
      ]),
    ),
  }
}
