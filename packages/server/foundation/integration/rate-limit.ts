import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { KeyCaller } from './api-keys.ts'

/** What one key may send in a minute. */
export const REQUESTS_A_MINUTE = 120
export const ENTRIES_A_MINUTE = 300_000

const MINUTE_MS = 60_000
const KEPT_MINUTES = 60

/** Counts a request of a key in the minute that runs; beyond the limit it is refused with the seconds to wait. */
export async function countRequest({ context, apiKeyId }: KeyCaller, entries: number): Promise<void> {
  const { database, workspaceId, clock } = context
  const now = clock.now().getTime()
  const minute = new Date(now - (now % MINUTE_MS)).toISOString()
  const counted = await inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ requests: number; entries: number }>`
      insert into api_window as w (workspace_id, api_key_id, minute, requests, entries)
      values (${workspaceId}, ${apiKeyId}, ${minute}, 1, ${entries})
      on conflict (workspace_id, api_key_id, minute) do update
        set requests = w.requests + excluded.requests, entries = w.entries + excluded.entries
      returning requests, entries`.execute(tx)
    if (rows[0]?.requests === 1)
      await sql`delete from api_window where workspace_id = ${workspaceId} and api_key_id = ${apiKeyId}
        and minute < ${new Date(now - KEPT_MINUTES * MINUTE_MS).toISOString()}`.execute(tx)
    return rows[0] ?? { requests: 1, entries }
  })
  if (counted.requests > REQUESTS_A_MINUTE || counted.entries > ENTRIES_A_MINUTE)
    throw new AppError('tooManyRequests', { seconds: Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1_000) })
}
