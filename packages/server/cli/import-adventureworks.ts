import { resolve } from 'node:path'
import { type ImportResult, importAdventureWorks } from '../connectors/adventureworks/index.ts'
import { putSampleMembers } from '../foundation/access/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { newId } from '../platform/ids/index.ts'
import { createJobRuns } from '../platform/jobs/job-run.ts'
import { createMeter } from './progress.ts'
import type { CommandSession } from './session.ts'

type Options = { readonly workspace: string; readonly json?: boolean }

const LABELS: Record<string, string> = {
  records: 'records',
  reseller: 'reseller',
  internet: 'internet',
  rollups: 'roll-ups',
}

function sentence(result: ImportResult, seconds: string): string {
  const { newOrders, changedOrders, unchangedOrders, lines, quotas } = result
  return `${lines} order lines read in ${seconds} s: ${newOrders} orders new, ${changedOrders} changed, ${unchangedOrders} unchanged; ${quotas} quotas.`
}

/** The open pages of a workspace that exists already see the import as a job. */
async function existingWorkspace(session: CommandSession, code: string): Promise<number | null> {
  const { rows } = await session.database.pool.query<{ workspace_id: number }>(
    'select workspace_id from workspace where code = $1',
    [code],
  )
  return rows[0]?.workspace_id ?? null
}

/** Imports the AdventureWorks warehouse from a folder of CSV files. Ctrl-C stops it and leaves everything as it was. */
export async function importCommand(
  session: CommandSession,
  folder: string,
  options: Options,
): Promise<string> {
  const { database } = session
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort())
  const meter = createMeter(process.stderr, options.json === true)
  const runs = createJobRuns(database, systemClock.now)
  const workspaceId = await existingWorkspace(session, options.workspace)
  const jobId = newId()
  if (workspaceId !== null)
    await runs.create(workspaceId, {
      jobId,
      kind: 'import',
      subject: 'AdventureWorks',
      startedBy: 'command line',
      state: 'running',
    })
  const started = performance.now()
  try {
    const result = await importAdventureWorks(database, resolve(folder), {
      workspaceCode: options.workspace,
      clock: systemClock,
      signal: abort.signal,
      onProgress: async ({ step, done, total }) => {
        meter.show(LABELS[step] ?? step, done, total)
        if (workspaceId === null) return
        const { stop } = await runs.report(workspaceId, jobId, { step, done, total })
        if (stop) abort.abort()
      },
    })
    if (session.config.samples) await putSampleMembers(database, result.workspaceId, systemClock.now())
    const { newOrders, changedOrders, unchangedOrders, lines } = result
    if (workspaceId !== null)
      await runs.finish(workspaceId, jobId, {
        state: 'done',
        result: { newOrders, changedOrders, unchangedOrders, lines },
      })
    meter.end()
    return options.json === true
      ? JSON.stringify(result)
      : sentence(result, ((performance.now() - started) / 1_000).toFixed(1))
  } catch (error) {
    meter.end()
    const state = abort.signal.aborted
      ? ({ state: 'cancelled' } as const)
      : ({ state: 'failed', error: (error as Error).message } as const)
    if (workspaceId !== null) await runs.finish(workspaceId, jobId, state)
    throw error
  }
}
