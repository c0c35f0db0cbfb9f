import { sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type AuditFilter, type AuditRow, ENTRY, entriesOf } from './find-audit-entries.ts'

const BATCH = 1_000

/**
 * The whole trail of a filter, newest first, a thousand entries at a time. The trail only grows at its new end, so
 * going down by number reads it whole without holding a transaction open.
 */
export async function* streamAuditEntries(
  { database, workspaceId }: CallContext,
  filter: AuditFilter,
): AsyncGenerator<AuditRow> {
  let below = Number.MAX_SAFE_INTEGER
  while (true) {
    const rows = await readWorkspace(database, workspaceId, async (tx) => {
      const found = await sql<AuditRow>`
        select ${ENTRY} from audit_entry a where ${entriesOf(workspaceId, filter)} and a.audit_entry_id < ${below}
        order by a.audit_entry_id desc limit ${BATCH}`.execute(tx)
      return found.rows
    })
    yield* rows
    if (rows.length < BATCH) return
    below = rows.at(-1)?.auditEntryId ?? 0
  }
}
