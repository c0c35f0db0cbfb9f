import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { JobResult } from '../../platform/jobs/job-run.ts'
import type { JobControl } from '../../platform/jobs/queue.ts'
import { callerFor } from '../access/index.ts'
import { checkImport } from './check-import.ts'
import { changeRun, findRun, type StoredRun } from './import.store.ts'
import { fileRefusal } from './open-import.ts'
import { runImport } from './run-import.ts'

async function workspaceCode(database: Database, workspaceId: number): Promise<string | null> {
  const { rows } = await database.pool.query<{ code: string }>(
    'select code from workspace where workspace_id = $1',
    [workspaceId],
  )
  return rows[0]?.code ?? null
}

async function work(
  database: Database,
  clock: Clock,
  workspaceId: number,
  stored: StoredRun,
  control: JobControl,
): Promise<JobResult> {
  const user = { id: stored.userId, name: stored.run.startedBy }
  const context = await callerFor(database, clock, user, await workspaceCode(database, workspaceId))
  if (context.workspaceId !== workspaceId) throw new AppError('noMembership')
  if (stored.run.state === 'checking') {
    const { rows, refusedRows, remarkedRows } = await checkImport({ context, stored, control })
    return { rows, refused: refusedRows, remarked: remarkedRows }
  }
  await runImport({ context, stored, control })
  const after = (await findRun(database, workspaceId, stored.run.importRunId))?.run ?? stored.run
  const { created, updated, unchanged, refused } = after
  return { created, updated, unchanged, refused }
}

/** Where an import stops for good, its row says why; what was stored until then stays. */
async function end(
  database: Database,
  clock: Clock,
  workspaceId: number,
  importRunId: number,
  error: unknown,
  cancelled: boolean,
): Promise<void> {
  if (!cancelled && !(error instanceof AppError)) return
  await inWorkspace(database, workspaceId, (tx) =>
    changeRun(tx, workspaceId, importRunId, {
      state: cancelled ? 'cancelled' : 'failed',
      ended_at: clock.now().toISOString(),
      error: error instanceof AppError && !cancelled ? { code: error.code, detail: error.detail } : null,
    }),
  )
}

/**
 * The work of an import's job: checks the file or brings it in, as its row says. It can be run again after a crash on
 * any node and goes on from the last row that was stored.
 */
export async function importJob(
  database: Database,
  clock: Clock,
  workspaceId: number,
  control: JobControl,
): Promise<JobResult> {
  const importRunId = Number(control.subject.split(' ')[0]?.slice(1))
  const stored = await findRun(database, workspaceId, importRunId)
  if (stored === null || !['checking', 'running'].includes(stored.run.state)) return {}
  try {
    return await work(database, clock, workspaceId, stored, control)
  } catch (thrown) {
    const error = fileRefusal(thrown)
    if (!(error instanceof AppError && error.code === 'importTakenOver'))
      await end(database, clock, workspaceId, importRunId, error, control.signal.aborted)
    throw error
  }
}
