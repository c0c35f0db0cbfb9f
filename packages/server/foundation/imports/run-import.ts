import { type ImportMapping, mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import type { OpenTable } from '../../connectors/files/open-table.ts'
import type { RawRow } from '../../connectors/files/raw-row.ts'
import { AppError } from '../../platform/app-error.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { JobControl } from '../../platform/jobs/queue.ts'
import { recordAudit } from '../audit/index.ts'
import { problemRows, refuseRepeated } from './check-import.ts'
import { type ConvertedRow, RowConverter } from './convert-row.ts'
import { createDecided } from './create-records.ts'
import { LinkFinder, type RefusedNames } from './find-unknown-links.ts'
import {
  addProblems,
  changeRun,
  MOST_STORED_PROBLEMS,
  removeProblems,
  type StoredRun,
} from './import.store.ts'
import { matchPeople } from './match-people.ts'
import { openImport, timeZoneOf } from './open-import.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { putRows } from './put-rows.ts'
import { batchSizeOf, readBatches } from './read-batches.ts'
import { SeenIds } from './seen-ids.ts'

/** Rows that can be brought in as one transaction: more would hold up everybody else for too long. */
export const MOST_ROWS_IN_ONE_GO = 200_000

type Counts = { created: number; updated: number; unchanged: number; refused: number; remarked: number }
const NONE: Counts = { created: 0, updated: 0, unchanged: 0, refused: 0, remarked: 0 }

type Parts = {
  readonly context: CallContext
  readonly stored: StoredRun
  readonly control: JobControl
  /** names of records that were to be created and could not be */
  readonly refused?: RefusedNames
}

function added(a: Counts, b: Counts): Counts {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    refused: a.refused + b.refused,
    remarked: a.remarked + b.remarked,
  }
}

/** Writes the good rows of a batch and notes what is said about the others. */
async function putBatch(
  tx: WorkspaceTransaction,
  context: CallContext,
  plan: ImportPlan,
  finder: LinkFinder,
  rows: readonly ConvertedRow[],
): Promise<Counts> {
  await finder.resolve(tx, context.workspaceId, rows)
  await matchPeople(tx, context.workspaceId, plan, rows)
  const { created, updated, unchanged } = await putRows(tx, context, plan, rows)
  const refused = rows.filter((row) => row.problems.length > 0).length
  const remarked = rows.filter((row) => row.problems.length === 0 && row.remarks.length > 0).length
  return { created, updated, unchanged, refused, remarked }
}

/** One file on its way in. */
class Importer {
  private readonly converter: RowConverter
  private readonly finder: LinkFinder
  private readonly seen = new SeenIds()
  readonly plan: ImportPlan
  private readonly parts: Parts

  constructor(plan: ImportPlan, parts: Parts) {
    this.plan = plan
    this.parts = parts
    this.converter = new RowConverter(plan)
    this.finder = new LinkFinder(plan, parts.refused)
  }

  convert(batch: readonly RawRow[]): ConvertedRow[] {
    const rows = batch.map((raw) => this.converter.convert(raw))
    refuseRepeated(rows, this.seen, this.plan)
    return rows
  }

  put(tx: WorkspaceTransaction, rows: readonly ConvertedRow[]): Promise<Counts> {
    return putBatch(tx, this.parts.context, this.plan, this.finder, rows)
  }
}

/**
 * Holds the import's row and makes sure that nobody else has gone on with it: rows are written and counted in the
 * same transaction, so a row is stored exactly once, whatever is killed whenever.
 */
async function hold(
  tx: WorkspaceTransaction,
  workspaceId: number,
  importRunId: number,
  rowsDone: number,
): Promise<number> {
  const { rows } = await sql<{ state: string; rows_done: number; stored_problems: number }>`
    select state, rows_done, stored_problems from import_run
    where workspace_id = ${workspaceId} and import_run_id = ${importRunId} for update`.execute(tx)
  const row = rows[0]
  if (row === undefined || row.state !== 'running' || Number(row.rows_done) !== rowsDone)
    throw new AppError('importTakenOver')
  return Number(row.stored_problems)
}

/** Each batch is a transaction of its own that also moves the mark up to which the file is done. */
async function importGoodRows(plan: ImportPlan, parts: Parts, table: OpenTable): Promise<number> {
  const importer = new Importer(plan, parts)
  const { context, stored, control } = parts
  const { database, workspaceId } = context
  const { importRunId, rowsTotal, rowsDone } = stored.run
  let position = 0
  for await (const batch of readBatches(table, control.signal, batchSizeOf(plan.kind))) {
    const skipped = Math.max(0, Math.min(batch.length, rowsDone - position))
    const rows = importer.convert(batch).slice(skipped)
    position += batch.length
    if (rows.length === 0) continue
    await inWorkspace(database, workspaceId, async (tx) => {
      const kept = await hold(tx, workspaceId, importRunId, position - rows.length)
      const own = rows.map(copyOf)
      const counts = await importer.put(tx, own)
      await note(tx, parts, own, counts, kept, position)
    })
    await control.report({ step: 'storing', done: position, total: rowsTotal })
    control.signal.throwIfAborted()
  }
  return position
}

/** A transaction may be tried again after a deadlock, so it works on rows of its own. */
function copyOf(row: ConvertedRow): ConvertedRow {
  return { ...row, values: { ...row.values }, problems: [...row.problems], remarks: [...row.remarks] }
}

async function note(
  tx: WorkspaceTransaction,
  { context, stored }: Parts,
  rows: readonly ConvertedRow[],
  counts: Counts,
  kept: number,
  position: number,
): Promise<void> {
  const { importRunId } = stored.run
  const problems = problemRows(rows).slice(0, Math.max(0, MOST_STORED_PROBLEMS - kept))
  await addProblems(tx, context.workspaceId, importRunId, problems)
  await changeRun(tx, context.workspaceId, importRunId, {
    rows_done: position,
    created_count: sql`created_count + ${counts.created}`,
    updated_count: sql`updated_count + ${counts.updated}`,
    unchanged_count: sql`unchanged_count + ${counts.unchanged}`,
    refused_count: sql`refused_count + ${counts.refused}`,
    remarked_count: sql`remarked_count + ${counts.remarked}`,
    stored_problems: kept + problems.length,
  })
}

/** Nothing was stored because a row was refused: ends the transaction and carries out what was found. */
class NothingStored extends Error {
  readonly rows: readonly ConvertedRow[]
  readonly counts: Counts

  constructor(rows: readonly ConvertedRow[], counts: Counts) {
    super('nothing stored')
    this.rows = rows
    this.counts = counts
  }
}

/** The whole file is one transaction: all of its rows or none. It begins afresh where the transaction does. */
async function importAllOrNothing(plan: ImportPlan, parts: Parts, table: OpenTable): Promise<number> {
  const { context, stored, control } = parts
  const { importRunId, rowsTotal } = stored.run
  try {
    return await inWorkspace(context.database, context.workspaceId, async (tx) => {
      const importer = new Importer(plan, parts)
      let counts = NONE
      let position = 0
      const told: ConvertedRow[] = []
      for await (const batch of readBatches(table, control.signal, batchSizeOf(plan.kind))) {
        position += batch.length
        if (position > MOST_ROWS_IN_ONE_GO)
          throw new AppError('importTooLongForOneGo', { most: MOST_ROWS_IN_ONE_GO })
        const rows = importer.convert(batch)
        counts = added(counts, await importer.put(tx, rows))
        for (const row of rows)
          if (row.problems.length + row.remarks.length > 0 && told.length < MOST_STORED_PROBLEMS)
            told.push(row)
        await control.report({ step: 'storing', done: position, total: rowsTotal })
        control.signal.throwIfAborted()
      }
      if (counts.refused > 0) throw new NothingStored(told, counts)
      await hold(tx, context.workspaceId, importRunId, 0)
      await note(tx, parts, told, counts, 0, position)
      return position
    })
  } catch (error) {
    if (!(error instanceof NothingStored)) throw error
    const { rows, counts } = error
    await inWorkspace(context.database, context.workspaceId, async (tx) => {
      const only = { ...NONE, refused: counts.refused, remarked: counts.remarked }
      await note(tx, parts, rows, only, 0, 0)
    })
    throw new AppError('importNothingStored', { rows: counts.refused })
  }
}

/** Before the first row: records that somebody decided to create, and a clean list of problems. */
async function begin({ context, stored }: Parts, mapping: ImportMapping) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { mapping: decided, refused } = await createDecided(tx, context, mapping)
    const fresh = {
      refused_count: 0,
      remarked_count: 0,
      created_count: 0,
      updated_count: 0,
      unchanged_count: 0,
    }
    if (stored.run.rowsDone === 0) {
      await removeProblems(tx, workspaceId, stored.run.importRunId)
      await changeRun(tx, workspaceId, stored.run.importRunId, {
        ...fresh,
        stored_problems: 0,
        mapping: decided,
      })
    } else await changeRun(tx, workspaceId, stored.run.importRunId, { mapping: decided })
    return { mapping: decided, refused }
  })
}

/** Brings a checked file in, from the row after the last one that was stored. @returns the rows of the file */
export async function runImport(parts: Parts): Promise<number> {
  const { context, stored } = parts
  if (stored.mapping === null) throw new RangeError(`import ${stored.run.importRunId} has no mapping`)
  const table = await openImport(context.database, context.workspaceId, stored.run, stored.mapping.reading)
  const zone = await timeZoneOf(context.database, context.workspaceId)
  const planned = planImport(stored.mapping, table.headers, table.reading, zone)
  if (!mayDo(context.actor.role, planned.kind.write))
    throw new AppError('forbidden', { action: planned.kind.write })
  const { mapping, refused } = await begin(parts, stored.mapping)
  const way = stored.run.mode === 'allOrNothing' ? importAllOrNothing : importGoodRows
  const rows = await way({ ...planned, mapping }, { ...parts, refused }, table)
  await finish(context.database, parts, rows)
  return rows
}

async function finish(database: Database, { context, stored }: Parts, rows: number): Promise<void> {
  const { importRunId, fileName, kind, source } = stored.run
  await inWorkspace(database, context.workspaceId, async (tx) => {
    await changeRun(tx, context.workspaceId, importRunId, {
      state: 'done',
      rows_total: rows,
      ended_at: context.clock.now().toISOString(),
      error: null,
    })
    await recordAudit(tx, context, {
      action: 'imports.runImport',
      subject: `import:${importRunId}`,
      after: { fileName, kind, source, rows },
    })
  })
}
