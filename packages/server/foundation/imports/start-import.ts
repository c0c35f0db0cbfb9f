import { type ImportMapping, type ImportRun, kindOf, mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { JobQueue } from '../../platform/jobs/queue.ts'
import { changeRun, listRuns, type RunChange, readProblems, readRun, type StoredRun } from './import.store.ts'
import { openImport, timeZoneOf } from './open-import.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { unsaidOrders } from './prove-orders.ts'

type Run = { readonly importRunId: number }
type Queue = Pick<JobQueue, 'enqueue'>

/** What the job is called: the import's number, which finds its row, and the file, which a person knows. */
const subjectOf = ({ importRunId, fileName }: ImportRun): string => `#${importRunId} ${fileName}`

function permit(context: CallContext, mapping: ImportMapping): void {
  const { write } = kindOf(mapping.kind)
  if (!mayDo(context.actor.role, write)) throw new AppError('forbidden', { action: write })
}

async function begin(
  context: CallContext,
  queue: Queue,
  { importRunId }: Run,
  from: ReadonlyArray<ImportRun['state']>,
  change: RunChange,
): Promise<{ jobId: string }> {
  const { database, workspaceId, actor } = context
  const run = await inWorkspace(database, workspaceId, async (tx) => {
    await sql`select 1 from import_run where workspace_id = ${workspaceId} and import_run_id = ${importRunId} for update`.execute(
      tx,
    )
    const stored = await readRun(tx, context, importRunId)
    if (!from.includes(stored.run.state)) throw new AppError('importState', { state: stored.run.state })
    await changeRun(tx, workspaceId, importRunId, { ...change, error: null, ended_at: null, job_id: null })
    return stored.run
  })
  const jobId = await queue.enqueue(workspaceId, 'importFile', subjectOf(run), actor.name)
  await inWorkspace(database, workspaceId, (tx) => changeRun(tx, workspaceId, importRunId, { job_id: jobId }))
  return { jobId }
}

/** A mapping that cannot work is refused at once, not by the job. @returns what was found out about the file before */
async function refuseImpossible(
  context: CallContext,
  run: Run,
  mapping: ImportMapping,
): Promise<{ plan: ImportPlan; stored: StoredRun }> {
  permit(context, mapping)
  const { database, workspaceId } = context
  const stored = await inWorkspace(database, workspaceId, (tx) => readRun(tx, context, run.importRunId))
  const table = await openImport(database, workspaceId, stored.run, mapping.reading)
  const zone = await timeZoneOf(database, workspaceId)
  return { plan: planImport(mapping, table.headers, table.reading, zone), stored }
}

/**
 * The mapping with the order of days that the check of the whole file has proved, where nobody has said one.
 * @throws AppError where the dates of a column could be read two ways
 */
function settled({ plan, stored }: { plan: ImportPlan; stored: StoredRun }): ImportMapping {
  const unsaid = new Set(unsaidOrders(plan).map(({ header }) => header))
  const open = stored.check?.openOrders.find((header) => unsaid.has(header))
  if (open !== undefined) throw new AppError('importOrderOpen', { column: open })
  const proven = new Map(stored.mapping?.columns.map(({ header, order }) => [header, order]) ?? [])
  const columns = plan.mapping.columns.map((column) =>
    unsaid.has(column.header) ? { ...column, order: proven.get(column.header) ?? null } : column,
  )
  return { ...plan.mapping, columns }
}

const READY: ReadonlyArray<ImportRun['state']> = ['uploaded', 'checked', 'failed', 'cancelled', 'done']

export async function startCheck(
  context: CallContext,
  queue: Queue,
  input: Run & { mapping: ImportMapping },
) {
  const { mapping } = input
  await refuseImpossible(context, input, mapping)
  return begin(context, queue, input, READY, {
    state: 'checking',
    mapping,
    kind: mapping.kind,
    source: mapping.source,
    rows_done: 0,
  })
}

export async function startRun(
  context: CallContext,
  queue: Queue,
  input: Run & { mapping: ImportMapping; mode: 'goodRows' | 'allOrNothing' },
) {
  const { mode } = input
  const mapping = settled(await refuseImpossible(context, input, input.mapping))
  return begin(context, queue, input, READY, {
    state: 'running',
    mode,
    mapping,
    kind: mapping.kind,
    source: mapping.source,
    rows_done: 0,
    created_count: 0,
    updated_count: 0,
    unchanged_count: 0,
  })
}

/** Goes on from the row after the last one that was stored. */
export async function resumeImport(context: CallContext, queue: Queue, input: Run) {
  const stored = await inWorkspace(context.database, context.workspaceId, (tx) =>
    readRun(tx, context, input.importRunId),
  )
  if (stored.mapping === null || stored.run.mode === null)
    throw new AppError('importState', { state: stored.run.state })
  permit(context, stored.mapping)
  return begin(context, queue, input, ['cancelled', 'failed'], { state: 'running' })
}

/** Asks the job to stop; one that has not begun yet is over at once. */
export async function cancelImport(context: CallContext, { importRunId }: Run) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { run } = await readRun(tx, context, importRunId)
    if (run.state !== 'checking' && run.state !== 'running')
      throw new AppError('importState', { state: run.state })
    const { rows } = await sql<{ queued: boolean }>`
      with before as (select state from job_run where workspace_id = ${workspaceId} and job_id = ${run.jobId} for update)
      update job_run set state = 'cancelling' where workspace_id = ${workspaceId} and job_id = ${run.jobId}
        and state in ('queued', 'running', 'cancelling')
      returning (select state = 'queued' from before) as queued`.execute(tx)
    const over = rows[0]?.queued !== false
    if (over)
      await changeRun(tx, workspaceId, importRunId, {
        state: 'cancelled',
        ended_at: clock.now().toISOString(),
      })
    await announce(tx, workspaceId, 'jobs.jobChanged')
    return { state: over ? ('cancelled' as const) : run.state }
  })
}

/** Forgets an import with its file; what it brought in stays. */
export async function removeImport(context: CallContext, { importRunId }: Run) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { run } = await readRun(tx, context, importRunId)
    if (run.state === 'checking' || run.state === 'running')
      throw new AppError('importState', { state: run.state })
    await sql`delete from import_run where workspace_id = ${workspaceId} and import_run_id = ${importRunId}`.execute(
      tx,
    )
    return { removed: true }
  })
}

export async function findImports(context: CallContext, page: { page: number; pageSize: number }) {
  return inWorkspace(context.database, context.workspaceId, (tx) => listRuns(tx, context, page))
}

export async function getImport(context: CallContext, { importRunId }: Run) {
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const { run, mapping, check } = await readRun(tx, context, importRunId)
    return { run, mapping, check }
  })
}

export async function findImportProblems(
  context: CallContext,
  input: Run & { severity: 'refused' | 'remark'; page: number; pageSize: number },
) {
  const { workspaceId } = context
  return inWorkspace(context.database, workspaceId, async (tx) => {
    await readRun(tx, context, input.importRunId)
    const { rows: counted } = await sql<{ total: number; after: number | null }>`
      select count(*) as total, (select p.row_number from import_problem p
        where p.workspace_id = ${workspaceId} and p.import_run_id = ${input.importRunId} and p.severity = ${input.severity}
        order by p.row_number limit 1 offset ${Math.max(0, (input.page - 1) * input.pageSize - 1)}) as after
      from import_problem where workspace_id = ${workspaceId} and import_run_id = ${input.importRunId}
        and severity = ${input.severity}`.execute(tx)
    const after = input.page === 1 ? 0 : Number(counted[0]?.after ?? Number.MAX_SAFE_INTEGER)
    const rows = await readProblems(tx, workspaceId, input.importRunId, input.severity, after, input.pageSize)
    return {
      total: Number(counted[0]?.total ?? 0),
      rows: rows.map(({ rowNumber, problems }) => ({ rowNumber, problems: [...problems] })),
    }
  })
}
