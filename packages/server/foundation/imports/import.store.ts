import type { ImportCheck, ImportMapping, ImportProblem, ImportRun, KindName } from '@salesloom/contract'
import { WHOLE_WORKSPACE } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** An import as its row says, with its mapping and what the check found. */
export type StoredRun = {
  readonly run: ImportRun
  readonly mapping: ImportMapping | null
  readonly check: ImportCheck | null
  readonly userId: string
}

type Row = {
  readonly import_run_id: number
  readonly file_name: string
  readonly file_size: number
  readonly state: ImportRun['state']
  readonly kind: KindName | null
  readonly source: string | null
  readonly mode: ImportRun['mode']
  readonly mapping: ImportMapping | null
  readonly check_result: ImportCheck | null
  readonly rows_total: number | null
  readonly rows_done: number
  readonly created_count: number
  readonly updated_count: number
  readonly unchanged_count: number
  readonly refused_count: number
  readonly remarked_count: number
  readonly stored_problems: number
  readonly job_id: string | null
  readonly job_state: string | null
  readonly error: ImportRun['error']
  readonly started_by_user_id: string
  readonly started_by: string
  readonly started_at: string
  readonly ended_at: string | null
}

/** A job that ended without a word of its own leaves its import where it stood. */
function stateOf(row: Row): ImportRun['state'] {
  const working = row.state === 'checking' || row.state === 'running'
  if (working && row.job_state === 'failed') return 'failed'
  return working && row.job_state === 'cancelled' ? 'cancelled' : row.state
}

function storedRun(row: Row): StoredRun {
  return {
    mapping: row.mapping,
    check: row.check_result,
    userId: row.started_by_user_id,
    run: {
      importRunId: row.import_run_id,
      fileName: row.file_name,
      fileSize: row.file_size,
      state: stateOf(row),
      kind: row.kind,
      source: row.source,
      mode: row.mode,
      rowsTotal: row.rows_total,
      rowsDone: row.rows_done,
      created: row.created_count,
      updated: row.updated_count,
      unchanged: row.unchanged_count,
      refused: row.refused_count,
      remarked: row.remarked_count,
      storedProblems: row.stored_problems,
      jobId: row.job_id,
      error: row.error,
      startedBy: row.started_by,
      startedAt: row.started_at,
      endedAt: row.ended_at,
    },
  }
}

/** Imports of one's own; whoever sees the whole workspace sees those of the others too. */
function visible(context: CallContext): RawBuilder<boolean> {
  return WHOLE_WORKSPACE.includes(context.actor.role)
    ? sql<boolean>`true`
    : sql<boolean>`r.started_by_user_id = ${context.actor.userId}`
}

const FROM = sql`from import_run r
  left join job_run j on j.workspace_id = r.workspace_id and j.job_id = r.job_id`

/** Imports that a caller may see, newest first. */
export async function listRuns(
  tx: WorkspaceTransaction,
  context: CallContext,
  page: { readonly page: number; readonly pageSize: number },
): Promise<{ total: number; rows: ImportRun[] }> {
  const condition = sql`r.state <> 'uploading' and ${visible(context)}`
  const { rows } =
    await sql<Row>`select r.*, j.state as job_state ${FROM} where r.workspace_id = ${context.workspaceId} and ${condition}
    order by r.started_at desc, r.import_run_id desc
    limit ${page.pageSize} offset ${(page.page - 1) * page.pageSize}`.execute(tx)
  const counted = await sql<{
    total: number
  }>`select count(*) as total from import_run r
    where r.workspace_id = ${context.workspaceId} and ${condition}`.execute(tx)
  return { total: Number(counted.rows[0]?.total ?? 0), rows: rows.map((row) => storedRun(row).run) }
}

/** One import that the caller may see. @throws AppError notFound */
export async function readRun(
  tx: WorkspaceTransaction,
  context: CallContext,
  importRunId: number,
): Promise<StoredRun> {
  const { rows } = await sql<Row>`select r.*, j.state as job_state ${FROM}
    where r.workspace_id = ${context.workspaceId} and r.import_run_id = ${importRunId} and ${visible(context)}`.execute(
    tx,
  )
  if (rows[0] === undefined) throw new AppError('notFound', { what: 'import', id: importRunId })
  return storedRun(rows[0])
}

/** An import as its job reads it. */
export async function findRun(
  database: Database,
  workspaceId: number,
  importRunId: number,
): Promise<StoredRun | null> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`select r.*, null as job_state from import_run r
      where r.workspace_id = ${workspaceId} and r.import_run_id = ${importRunId}`.execute(tx)
    return rows[0] === undefined ? null : storedRun(rows[0])
  })
}

/** Columns of an import that change, by name. */
export type RunChange = Readonly<Record<string, string | number | null | object | RawBuilder<unknown>>>

const isBuilder = (value: unknown): value is RawBuilder<unknown> =>
  typeof value === 'object' && value !== null && 'execute' in value

export async function changeRun(
  tx: WorkspaceTransaction,
  workspaceId: number,
  importRunId: number,
  change: RunChange,
): Promise<void> {
  const parts = Object.entries(change).map(([column, value]) => {
    const said = isBuilder(value)
      ? value
      : typeof value === 'object' && value !== null
        ? sql`${JSON.stringify(value)}::jsonb`
        : sql`${value}`
    return sql`${sql.ref(column)} = ${said}`
  })
  await sql`update import_run set ${sql.join(parts)}
    where workspace_id = ${workspaceId} and import_run_id = ${importRunId}`.execute(tx)
}

/** Rows whose problems are kept with their values; above that they are only counted. */
export const MOST_STORED_PROBLEMS = 100_000

/** A row of the file with what is said about it. */
export type ProblemRow = {
  readonly rowNumber: number
  readonly severity: 'refused' | 'remark'
  readonly values: readonly string[]
  readonly problems: readonly ImportProblem[]
}

export async function addProblems(
  tx: WorkspaceTransaction,
  workspaceId: number,
  importRunId: number,
  rows: readonly ProblemRow[],
): Promise<void> {
  if (rows.length === 0) return
  const content = rows.map((row) => ({
    row_number: row.rowNumber,
    severity: row.severity,
    raw_values: row.values.map((value) => value.replaceAll('\u0000', '')),
    problems: row.problems,
  }))
  const text = JSON.stringify(content).replaceAll('\\u0000', '')
  await sql`insert into import_problem (workspace_id, import_run_id, row_number, severity, raw_values, problems)
    select ${workspaceId}, ${importRunId}, p.row_number, p.severity, p.raw_values, p.problems
    from jsonb_to_recordset(${text}::jsonb) as p(row_number bigint, severity text, raw_values jsonb, problems jsonb)
    on conflict (workspace_id, import_run_id, row_number, severity) do nothing`.execute(tx)
}

export async function removeProblems(
  tx: WorkspaceTransaction,
  workspaceId: number,
  importRunId: number,
): Promise<void> {
  await sql`delete from import_problem where workspace_id = ${workspaceId} and import_run_id = ${importRunId}`.execute(
    tx,
  )
}

/** A page of the rows that something is said about, in the order of the file. */
export async function readProblems(
  tx: WorkspaceTransaction,
  workspaceId: number,
  importRunId: number,
  severity: ProblemRow['severity'],
  after: number,
  limit: number,
): Promise<Array<ProblemRow>> {
  const { rows } = await sql<{ row_number: number; raw_values: string[]; problems: ImportProblem[] }>`
    select row_number, raw_values, problems from import_problem
    where workspace_id = ${workspaceId} and import_run_id = ${importRunId} and severity = ${severity} and row_number > ${after}
    order by row_number limit ${limit}`.execute(tx)
  return rows.map((row) => ({
    rowNumber: row.row_number,
    severity,
    values: row.raw_values,
    problems: row.problems,
  }))
}
