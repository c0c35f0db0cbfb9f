import { type Kind, mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { civilToday } from '../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { afterWrite } from './after-write.ts'
import { entriesOutOfReach, missingFields } from './check-entries.ts'
import { completeEntries } from './complete-entries.ts'
import { holdRows } from './entry.store.ts'
import { lossesWithoutReason } from './loss-reasons.ts'
import { applyStages } from './opportunity-stages.ts'
import { type Prepared, saidHash } from './prepared.ts'
import { type EntryFailure, failure, type ReadEntry, readEntry, type SaidEntry } from './read-values.ts'
import { resolveLinks } from './resolve-links.ts'
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
export async function todayOf(tx: WorkspaceTransaction, context: CallContext): Promise<string> {
  const row = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', context.workspaceId)
    .executeTakeFirstOrThrow()
  return civilToday(context.clock, row.time_zone)
}

export function permitWriting(context: CallContext, kind: Kind): void {
  if (!mayDo(context.actor.role, kind.write)) throw new AppError('forbidden', { action: kind.write })
}

/** Reads entries and finds their links; what is wrong with one does not hold up the others. */
export async function readSaid(
  tx: WorkspaceTransaction,
  workspaceId: number,
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
  failures.push(...(await resolveLinks(tx, workspaceId, source, entries)))
  const bad = new Set(failures.map((one) => one.index))
  return { good: entries.filter((entry) => !bad.has(entry.index)), failures }
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
  return entries.map((entry) => {
    const before = byExternalId.get(entry.externalId) ?? null
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
  if (kind.name === 'opportunity') await applyStages(tx, context.workspaceId, entries, today)
  const refused = [
    ...missingFields(kind, entries),
    ...(await lossesWithoutReason(tx, context.workspaceId, kind, source, entries)),
    ...(await entriesOutOfReach(tx, context, kind, entries)),
  ]
  const bad = new Set(refused.map((one) => one.index))
  const good = entries.filter((entry) => !bad.has(entry.index) && entry.columns.size > 0)
  const result = await writeRows(tx, context.workspaceId, kind, source, good, context.clock.now())
  await afterWrite(tx, context, kind, source, result.written)
  return { written: result.written, failures: [...refused, ...result.failures] }
}

/**
 * Writes entries of a kind that arrived from a source: new ones are added, changed ones changed field by field, the
 * same again left alone. What is wrong with an entry is reported and does not hold up the others; who wants all or
 * nothing rolls back when there are failures.
 */
export async function putEntries(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  permitWriting(context, kind)
  const { good, failures } = await readSaid(tx, context.workspaceId, kind, source, said)
  const prepared = await prepare(tx, context.workspaceId, kind, source, said, good)
  const changed = prepared.filter((entry) => entry.before?.content_hash !== entry.contentHash)
  const result = await writePrepared(tx, context, kind, source, changed)
  const created = result.written.filter((entry) => entry.before === null).length
  return {
    created,
    updated: result.written.length - created,
    unchanged: prepared.length - changed.length,
    failures: [...failures, ...result.failures].toSorted((a, b) => a.index - b.index),
    ids: new Map(
      [...prepared.filter((e) => e.id !== null), ...result.written].map((e) => [
        e.externalId,
        e.id as number,
      ]),
    ),
  }
}
