import { sql } from 'kysely'
import type pg from 'pg'
import type { WorkspaceTransaction } from '../database/index.ts'

/** Channel on which nodes hear that sessions of a user have ended or that their access has changed. */
export const SESSION_END_CHANNEL = 'salesloom_session_end'

/** Makes open pages of a user ask again at once whether they may go on listening, on every node. */
export async function announceSessionEnd(client: pg.ClientBase | pg.Pool, userId: string): Promise<void> {
  await client.query(`notify ${SESSION_END_CHANNEL}, '${userId.replaceAll("'", "''")}'`)
}

/** The same at the end of a transaction that changed what a user may see. */
export async function announceAccess(tx: WorkspaceTransaction, userId: string): Promise<void> {
  await sql.raw(`notify ${SESSION_END_CHANNEL}, '${userId.replaceAll("'", "''")}'`).execute(tx)
}
