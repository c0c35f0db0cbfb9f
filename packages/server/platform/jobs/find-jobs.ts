import { sql } from 'kysely'
import { AppError } from '../app-error.ts'
import { inWorkspace } from '../database/index.ts'
import { announce } from '../events/outbox.ts'
import type { CallContext } from '../http/call-context.ts'
import type { JobKind } from './job-run.ts'

const NEWEST = 100

/** Jobs, newest first: of the workspace for those who see it whole, of others those that they began themselves. */
export async function findJobs(context: CallContext) {
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const rows = await tx
      .selectFrom('job_run')
      .selectAll()
      .where('workspace_id', '=', context.workspaceId)
      .$if(!context.visibility.whole, (query) => query.where('started_by', '=', context.actor.name))
      .orderBy('started_at', 'desc')
      .limit(NEWEST)
      .execute()
    return rows.map((row) => ({
      jobId: row.job_id,
      kind: row.kind as JobKind,
      state: row.state as 'queued' | 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled',
      step: row.step,
      done: row.done,
      total: row.total,
      subject: row.subject,
      startedBy: row.started_by,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      result: row.result as Record<string, string | number> | null,
      error: row.error,
    }))
  })
}

/** Asks a job to stop. It notices at its next report; one that still waits never starts its work. */
export async function cancelJob(context: CallContext, input: { jobId: string }) {
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const { rows } = await sql<{ state: string }>`update job_run set state = 'cancelling'
      where workspace_id = ${context.workspaceId} and job_id = ${input.jobId} and state in ('queued', 'running', 'cancelling')
      returning state`.execute(tx)
    if (rows.length === 0) throw new AppError('jobNotRunning')
    await announce(tx, context.workspaceId, 'jobs.jobChanged')
    return { state: 'cancelling' as const }
  })
}
