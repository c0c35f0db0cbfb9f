import { type Kysely, sql, type Transaction } from 'kysely'
import type { DB } from '../../../../generated/database.ts'
import type { Database } from './connection.ts'

/** A transaction that has entered one workspace as the application role. */
export type WorkspaceTransaction = Transaction<DB>

const DEADLOCK = '40P01'
/** The SQLSTATE of work that only needs to be tried again. */
export const SERIALIZATION = '40001'
const ATTEMPTS = 3

async function enter(tx: Kysely<DB>, workspaceId: number): Promise<void> {
  if (!Number.isSafeInteger(workspaceId) || workspaceId <= 0) throw new RangeError(`workspace ${workspaceId}`)
  await sql.raw(`set local role salesloom_app; set local salesloom.workspace = '${workspaceId}'`).execute(tx)
}

function mayRetry(error: unknown): boolean {
  const code = (error as { code?: string }).code
  return code === DEADLOCK || code === SERIALIZATION
}

/**
 * Runs work in one transaction inside a workspace. Row-level security shows that workspace alone; a transaction
 * that loses a deadlock is tried again, so the work must not have effects outside the database.
 */
export async function inWorkspace<T>(
  database: Database,
  workspaceId: number,
  work: (tx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.kysely.transaction().execute(async (tx) => {
        await enter(tx, workspaceId)
        return work(tx)
      })
    } catch (error) {
      if (attempt >= ATTEMPTS || !mayRetry(error)) throw error
    }
  }
}

/** The same with one snapshot for all its reads, for answers whose parts must agree with each other. */
export async function readWorkspace<T>(
  database: Database,
  workspaceId: number,
  work: (tx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return database.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await enter(tx, workspaceId)
      return work(tx)
    })
}
