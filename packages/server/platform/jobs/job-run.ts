import { sql } from 'kysely'
import { type Database, inWorkspace } from '../database/index.ts'
import { announce } from '../events/outbox.ts'

/** Kinds of long work that people see the progress of. */
export type JobKind = 'import' | 'importFile' | 'rebuildRollups' | 'calibrate' | 'gradeCustomers'

export type NewJob = {
  readonly jobId: string
  readonly kind: JobKind
  readonly subject: string
  readonly startedBy: string
  readonly state: 'queued' | 'running'
}

/** How far a job is: the step is a key of the interface's texts. */
export type Progress = { readonly step: string; readonly done: number; readonly total: number | null }

export type JobResult = Readonly<Record<string, string | number>>

/** Writes the progress of jobs where every page of the workspace can see it. */
export type JobRuns = {
  readonly create: (workspaceId: number, job: NewJob) => Promise<void>
  /** Id of a job of this kind and subject that has not begun yet: it will do what another one would. */
  readonly findWaiting: (workspaceId: number, kind: JobKind, subject: string) => Promise<string | null>
  /** Notes progress; answers whether somebody asked the job to stop. */
  readonly report: (workspaceId: number, jobId: string, progress: Progress) => Promise<{ stop: boolean }>
  readonly finish: (workspaceId: number, jobId: string, end: JobEnd) => Promise<void>
}

export type JobEnd =
  | { readonly state: 'done'; readonly result: JobResult }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly error: string }

/** A job that has not been heard of for this long has lost its program. */
export const STALE_AFTER_MS = 60_000

export function createJobRuns(database: Database, now: () => Date): JobRuns {
  return {
    create: (workspaceId, job) =>
      inWorkspace(database, workspaceId, async (tx) => {
        const at = now()
        await sql`insert into job_run
          (workspace_id, job_id, kind, state, step, subject, started_by, started_at, heartbeat_at)
          values (${workspaceId}, ${job.jobId}, ${job.kind}, ${job.state}, 'waiting', ${job.subject}, ${job.startedBy},
            ${at.toISOString()}, ${at.toISOString()})
          on conflict (workspace_id, job_id) do nothing`.execute(tx)
        await announce(tx, workspaceId, 'jobs.jobChanged')
      }),
    findWaiting: (workspaceId, kind, subject) =>
      inWorkspace(database, workspaceId, async (tx) => {
        const { rows } = await sql<{ job_id: string }>`select job_id from job_run
          where workspace_id = ${workspaceId} and kind = ${kind} and subject = ${subject} and state = 'queued'
          order by started_at desc limit 1`.execute(tx)
        return rows[0]?.job_id ?? null
      }),
    report: (workspaceId, jobId, progress) =>
      inWorkspace(database, workspaceId, async (tx) => {
        const at = now()
        const { rows } = await sql<{ state: string }>`update job_run
          set step = ${progress.step}, done = ${progress.done}, total = ${progress.total}, heartbeat_at = ${at.toISOString()},
            state = case when state = 'queued' then 'running' else state end
          where workspace_id = ${workspaceId} and job_id = ${jobId}
          returning state`.execute(tx)
        await announce(tx, workspaceId, 'jobs.jobChanged')
        return { stop: rows[0]?.state === 'cancelling' || rows[0]?.state === 'cancelled' }
      }),
    finish: (workspaceId, jobId, end) =>
      inWorkspace(database, workspaceId, async (tx) => {
        const at = now()
        const result = end.state === 'done' ? JSON.stringify(end.result) : null
        await sql`update job_run
          set state = ${end.state}, ended_at = ${at.toISOString()}, heartbeat_at = ${at.toISOString()},
            result = ${result}::jsonb, error = ${end.state === 'failed' ? end.error : null}
          where workspace_id = ${workspaceId} and job_id = ${jobId}`.execute(tx)
        await announce(tx, workspaceId, 'jobs.jobChanged')
      }),
  }
}

/** Marks jobs whose program ended without a word as failed; called when a program starts. */
export async function closeAbandonedJobs(
  database: Database,
  workspaceId: number,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - STALE_AFTER_MS).toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    const { numAffectedRows } = await sql`update job_run
      set state = 'failed', ended_at = ${now.toISOString()}, error = 'interrupted'
      where workspace_id = ${workspaceId} and kind = 'import' and state in ('running', 'cancelling')
        and heartbeat_at < ${before}`.execute(tx)
    return Number(numAffectedRows ?? 0)
  })
}
