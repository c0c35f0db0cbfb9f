import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { SCHEDULE, scheduleCaller } from '../../../foundation/access/index.ts'
import type { Mailer } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { civilToday } from '../../../platform/clock/index.ts'
import { type Database, readWorkspace } from '../../../platform/database/index.ts'
import type { EventHandler } from '../../../platform/events/dispatch.ts'
import { type Scheduler, startHourly } from '../../../platform/jobs/hourly.ts'
import type { JobResult } from '../../../platform/jobs/job-run.ts'
import type { JobControl, JobQueue } from '../../../platform/jobs/queue.ts'
import type { Logger } from '../../../platform/logging/index.ts'
import { escalateAlerts } from './escalate-alerts.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'

/** What the job is about when facts changed: more of them may follow at once. */
const FACTS = 'facts'
/** So long a job waits for the rest of a burst of changes. */
const SETTLE_MS = 10_000

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly mailer: Mailer
}

/** The work of the job: all rules of a workspace. */
export async function alertsJob(parts: Parts, workspaceId: number, control: JobControl): Promise<JobResult> {
  await control.report({ step: 'evaluating', done: 0, total: null })
  if (control.subject === FACTS) await wait(SETTLE_MS, undefined, { signal: control.signal })
  return evaluateAlerts(scheduleCaller(parts.database, parts.clock, workspaceId), parts.mailer)
}

async function hasRules(database: Database, workspaceId: number): Promise<boolean> {
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql`select 1 from alert_rule where workspace_id = ${workspaceId} and active
      and removed_at is null limit 1`.execute(tx)
    return rows.length > 0
  })
}

/** Facts or targets changed: the rules are evaluated a little later, once for a burst. */
export function evaluateAfterChange(database: Database, queue: JobQueue): EventHandler {
  return async (workspaceId) => {
    if (await hasRules(database, workspaceId))
      await queue.enqueue(workspaceId, 'evaluateAlerts', FACTS, SCHEDULE)
  }
}

/** Whether the rules of a workspace were not evaluated yet on its day. */
async function isDue(database: Database, clock: Clock, workspaceId: number): Promise<boolean> {
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ zone: string; oldest: string | null }>`
      select w.time_zone as zone, min(coalesce(r.evaluated_at, 'epoch')) as oldest
      from alert_rule r join workspace w on w.workspace_id = r.workspace_id
      where r.workspace_id = ${workspaceId} and w.workspace_id = ${workspaceId} and r.active and r.removed_at is null
      group by 1`.execute(tx)
    const [row] = rows
    if (row?.oldest == null) return false
    const last = civilToday({ now: () => new Date(row.oldest as string) }, row.zone)
    return last < civilToday(clock, row.zone)
  })
}

type ScheduleParts = Parts & {
  readonly queue: JobQueue
  readonly log: Logger
  readonly workspaceIds: () => Promise<readonly number[]>
}

async function look({ database, clock, mailer, queue, workspaceIds }: ScheduleParts): Promise<void> {
  for (const workspaceId of await workspaceIds()) {
    if (await isDue(database, clock, workspaceId))
      await queue.enqueue(workspaceId, 'evaluateAlerts', 'nightly', SCHEDULE)
    await escalateAlerts(scheduleCaller(database, clock, workspaceId), mailer)
  }
}

/** Looks every hour for rules that a new day has not seen yet, and for alerts that nobody acknowledged. */
export function startAlertSchedule(parts: ScheduleParts): Scheduler {
  return startHourly(() => look(parts), parts.log, 'alerts that are due could not be put in line')
}
