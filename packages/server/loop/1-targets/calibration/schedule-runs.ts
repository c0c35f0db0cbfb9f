import { SCHEDULE, scheduleCaller } from '../../../foundation/access/index.ts'
import type { Mailer } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { type Scheduler, startHourly } from '../../../platform/jobs/hourly.ts'
import type { JobResult } from '../../../platform/jobs/job-run.ts'
import type { JobControl, JobQueue } from '../../../platform/jobs/queue.ts'
import type { Logger } from '../../../platform/logging/index.ts'
import { askMarket } from './ask-market.ts'
import { findDueRuns, runDue } from './run-calibration.ts'

/** The work of the job: each plan once a month and once a quarter; done again it does nothing. */
export async function calibrationJob(
  database: Database,
  clock: Clock,
  workspaceId: number,
  control: JobControl,
): Promise<JobResult> {
  await control.report({ step: 'calibrating', done: 0, total: null })
  return runDue(scheduleCaller(database, clock, workspaceId))
}

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly queue: JobQueue
  readonly mailer: Mailer
  readonly log: Logger
  readonly workspaceIds: () => Promise<readonly number[]>
}

/** Puts a job in line for each workspace with a plan that is due. */
export async function enqueueDue({ database, clock, queue, workspaceIds }: Parts): Promise<number> {
  let enqueued = 0
  for (const workspaceId of await workspaceIds()) {
    const due = await findDueRuns(scheduleCaller(database, clock, workspaceId))
    if (due.length === 0) continue
    await queue.enqueue(workspaceId, 'calibrate', due[0]?.run.asOf.slice(0, 7) ?? '', SCHEDULE)
    enqueued++
  }
  return enqueued
}

/** Asks in every workspace what happened in the market this month. */
async function askEverywhere({ database, clock, mailer, workspaceIds }: Parts): Promise<void> {
  for (const workspaceId of await workspaceIds())
    await askMarket(scheduleCaller(database, clock, workspaceId), mailer)
}

/** Looks every hour for plans that are due: a period is run once. */
export function startCalibrationSchedule(parts: Parts): Scheduler {
  return startHourly(
    () => enqueueDue(parts).then(() => askEverywhere(parts)),
    parts.log,
    'calibrations that are due could not be put in line',
  )
}
