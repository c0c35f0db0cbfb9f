import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type AuditRecord, recordAudit } from '../audit/index.ts'

/** The trail of a changed record, and the word to everybody who shows it. */
export async function recordsChanged(
  tx: WorkspaceTransaction,
  context: CallContext,
  entry: AuditRecord,
): Promise<void> {
  await recordAudit(tx, context, entry)
  await emit(
    tx,
    context.workspaceId,
    { name: 'records.changed', payload: { subject: entry.subject } },
    context.clock.now(),
  )
}
