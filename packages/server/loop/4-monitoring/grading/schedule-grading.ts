import { sql } from 'kysely'
import { SCHEDULE, scheduleCaller } from '../../../foundation/access/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { type Database, readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type Scheduler, startHourly } from '../../../platform/jobs/hourly.ts'
import type { JobResult } from '../../../platform/jobs/job-run.ts'
import type { JobControl, JobQueue } from '../../../platform/jobs/queue.ts'
import type { Logger } from '../../../platform/logging/index.ts'
import { runGrading } from './run-grading.ts'

/** What the job is about when the schedule put it in line; else the name of who asked for it. */
const NIGHTLY = 'nightly'

/** Whether the night's run of a workspace is still to be made. */
export async function isGradingDue(context: CallContext): Promise<boolean> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const { rows } = await sql<{ due: boolean }>`
      select exists (select 1 from sales_order where workspace_id = ${workspaceId} and customer_id is not null)
        and not exists (select 1 from grading_run where workspace_id = ${workspaceId} and day = ${today}
          and not by_hand) as due`.execute(tx)
    return rows[0]?.due ?? false
  })
}

/** Asks for a run now. */
export async function gradeCustomersNow({ workspaceId, actor }: CallContext, queue: JobQueue) {
  return { jobId: await queue.enqueue(workspaceId, 'gradeCustomers', actor.name, actor.name) }
}

/** The work of the job: all customers of a workspace; the night's run is made once. */
export async function gradingJob(
  database: Database,
  clock: Clock,
  workspaceId: number,
  control: JobControl,
): Promise<JobResult> {
  await control.report({ step: 'grading', done: 0, total: null })
  const { subject } = control
  const byHand = subject !== NIGHTLY
  const caller = scheduleCaller(database, clock, workspaceId)
  const actor = byHand ? { ...caller.actor, name: subject } : caller.actor
  const done = await runGrading({ ...caller, actor }, { byHand })
  return { customers: done?.customers ?? 0, changed: done?.changed ?? 0 }
}

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly queue: JobQueue
  readonly log: Logger
  readonly workspaceIds: () => Promise<readonly number[]>
}

async function enqueueDue({ database, clock, queue, workspaceIds }: Parts): Promise<void> {
  for (const workspaceId of await workspaceIds())
    if (await isGradingDue(scheduleCaller(database, clock, workspaceId)))
      await queue.enqueue(workspaceId, 'gradeCustomers', NIGHTLY, SCHEDULE)
}

/** Looks every hour for workspaces whose night's run is still to be made. */
export function startGradingSchedule(parts: Parts): Scheduler {
  return startHourly(() => enqueueDue(parts), parts.log, 'gradings that are due could not be put in line')
}
