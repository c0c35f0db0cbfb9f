import type pg from 'pg'
import { fillFactDays } from './fact-daily.store.ts'

/** Computes the daily roll-ups of all facts again from the raw rows, after a load. */
export async function recomputeFacts(client: pg.ClientBase, workspaceId: number): Promise<void> {
  for (const statement of fillFactDays()) await client.query(statement, [workspaceId])
}
