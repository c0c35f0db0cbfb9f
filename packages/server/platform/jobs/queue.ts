import { type Job, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { type Address, connectionOptions } from '../database/index.ts'
import type { Logger } from '../logging/index.ts'
import type { JobKind, JobResult, JobRuns, Progress } from './job-run.ts'

/** What a job gets while it works: report how far it is, and notice when it should stop. */
export type JobControl = {
  readonly signal: AbortSignal
  /** what the job is about, as it was put in line */
  readonly subject: string
  readonly report: (progress: Progress) => Promise<void>
}

/** The work behind a kind of job. It may be run again after a crash, so it must be repeatable. */
export type JobWork = (workspaceId: number, control: JobControl) => Promise<JobResult>

export type JobQueue = {
  readonly start: (works: Partial<Record<JobKind, JobWork>>) => Promise<void>
  /** Puts a job in line; a job of the same kind that waits already for this workspace is not doubled. */
  readonly enqueue: (
    workspaceId: number,
    kind: JobKind,
    subject: string,
    startedBy: string,
  ) => Promise<string>
  readonly close: () => Promise<void>
}

const payload = z.object({
  workspaceId: z.number().int().positive(),
  subject: z.string(),
  startedBy: z.string(),
})

const RETRY = { retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 3600 }

/** An import may take hours; a node that dies meanwhile is missed by its heartbeat, and another one goes on. */
const LONG = { ...RETRY, expireInSeconds: 6 * 3600, heartbeatSeconds: 20 }

/** How often a node looks for jobs whose own node has died. */
const LOOK_FOR_LOST_JOBS_SECONDS = 15

function optionsOf(kind: JobKind) {
  return kind === 'importFile' ? LONG : RETRY
}

async function runJob(
  job: Job<unknown>,
  kind: JobKind,
  work: JobWork,
  runs: JobRuns,
  log: Logger,
): Promise<void> {
  const { workspaceId, subject, startedBy } = payload.parse(job.data)
  const abort = new AbortController()
  await runs.create(workspaceId, { jobId: job.id, kind, subject, startedBy, state: 'running' })
  const report = async (progress: Progress): Promise<void> => {
    const { stop } = await runs.report(workspaceId, job.id, progress)
    if (stop) abort.abort()
  }
  try {
    await report({ step: 'starting', done: 0, total: null })
    abort.signal.throwIfAborted()
    const result = await work(workspaceId, { signal: abort.signal, subject, report })
    await runs.finish(workspaceId, job.id, { state: 'done', result })
  } catch (error) {
    if (abort.signal.aborted) return runs.finish(workspaceId, job.id, { state: 'cancelled' })
    log.error({ err: error, jobId: job.id, kind }, 'a job failed')
    await runs.finish(workspaceId, job.id, {
      state: 'failed',
      error: error instanceof AppError ? error.message : 'internal',
    })
    // A refusal is final; only what nobody foresaw may go better another time.
    if (!(error instanceof AppError)) throw error
  }
}

/** Jobs in PostgreSQL by pg-boss: several nodes share one queue, and a killed node's job is taken up again. */
export function openJobQueue(address: Address, runs: JobRuns, log: Logger): JobQueue {
  const { types: _, ...options } = connectionOptions(address)
  const boss = new PgBoss({
    ...(options as ConstructorParameters<typeof PgBoss>[0] & object),
    schema: 'pgboss',
    max: 4,
    superviseIntervalSeconds: LOOK_FOR_LOST_JOBS_SECONDS,
    monitorIntervalSeconds: LOOK_FOR_LOST_JOBS_SECONDS,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue lost its database'))
  return {
    start: async (works) => {
      await boss.start()
      for (const [kind, work] of Object.entries(works) as Array<[JobKind, JobWork]>) {
        await boss.createQueue(kind, optionsOf(kind))
        await boss.work(kind, { pollingIntervalSeconds: 1 }, async (jobs) => {
          for (const job of jobs) await runJob(job, kind, work, runs, log)
        })
      }
    },
    enqueue: async (workspaceId, kind, subject, startedBy) => {
      const waiting = await runs.findWaiting(workspaceId, kind, subject)
      if (waiting !== null) return waiting
      const jobId = await boss.send(kind, { workspaceId, subject, startedBy }, optionsOf(kind))
      if (jobId === null) throw new Error(`the job queue took no ${kind}`)
      await runs.create(workspaceId, { jobId, kind, subject, startedBy, state: 'queued' })
      return jobId
    },
    close: () => boss.stop({ graceful: true, timeout: 5_000, wait: true } as Parameters<PgBoss['stop']>[0]),
  }
}
