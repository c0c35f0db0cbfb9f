import type { Mailer } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobResult } from '../../../platform/jobs/job-run.ts'
import type { JobControl, JobQueue } from '../../../platform/jobs/queue.ts'
import type { Logger } from '../../../platform/logging/index.ts'
import { askMarket } from './ask-market.ts'
import { findDueRuns, runDue } from './run-calibration.ts'

/** The name under which the schedule acts, in the trail too. */
const SCHEDULE = 'schedule'

/** The schedule sees the whole workspace, as those do who decide on what it proposes. */
function scheduleContext(database: Database, clock: Clock, workspaceId: number): CallContext {
  return {
    database,
    workspaceId,
    clock,
    actor: { userId: SCHEDULE, name: SCHEDULE, role: 'administrator', personId: null, standingInFor: null },
    visibility: { whole: true },
    fields: ['cost', 'margin'],
  }
}

/** The work of the job: each plan once a month and once a quarter; done again it does nothing. */
export async function calibrationJob(
  database: Database,
  clock: Clock,
  workspaceId: number,
  control: JobControl,
): Promise<JobResult> {
  await control.report({ step: 'calibrating', done: 0, total: null })
  return runDue(scheduleContext(database, clock, workspaceId))
}

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly queue: JobQueue
  readonly mailer: Mailer
  readonly log: Logger
  readonly workspaceIds: () => Promise<readonly number[]>
}

const EVERY_MS = 3_600_000
const FIRST_MS = 300_000

/** Puts a job in line for each workspace with a plan that is due. */
export async function enqueueDue({ database, clock, queue, workspaceIds }: Parts): Promise<number> {
  let enqueued = 0
  for (const workspaceId of await workspaceIds()) {
    const due = await findDueRuns(scheduleContext(database, clock, workspaceId))
    if (due.length === 0) continue
    await queue.enqueue(workspaceId, 'calibrate', due[0]?.run.asOf.slice(0, 7) ?? '', SCHEDULE)
    enqueued++
  }
  return enqueued
}

/** Asks in every workspace what happened in the market this month. */
async function askEverywhere({ database, clock, mailer, workspaceIds }: Parts): Promise<void> {
  for (const workspaceId of await workspaceIds())
    await askMarket(scheduleContext(database, clock, workspaceId), mailer)
}

export type Scheduler = { readonly close: () => Promise<void> }

/** Looks every hour for plans that are due. Several nodes may do so: a period is run once. */
export function startCalibrationSchedule(parts: Parts): Scheduler {
  let running: Promise<unknown> = Promise.resolve()
  const round = () => {
    running = enqueueDue(parts)
      .then(() => askEverywhere(parts))
      .catch((error: unknown) =>
        parts.log.error({ err: error }, 'calibrations that are due could not be put in line'),
      )
  }
  const first = setTimeout(round, FIRST_MS)
  const timer = setInterval(round, EVERY_MS)
  first.unref()
  timer.unref()
  return {
    close: async () => {
      clearTimeout(first)
      clearInterval(timer)
      await running
    },
  }
}
