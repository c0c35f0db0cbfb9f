import type { AuditActionOf } from '@salesloom/contract'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

type Change<Result> = {
  readonly action: AuditActionOf<'monitoring'>
  readonly subject: string
  readonly result: Result
  readonly before?: unknown
  readonly after?: unknown
}

/** A change of a meeting in one transaction, with its line in the trail; open pages hear of it. */
export async function changeMeeting<Result>(
  context: CallContext,
  change: (tx: WorkspaceTransaction, at: string) => Promise<Change<Result>>,
): Promise<Result> {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { result, ...line } = await change(tx, clock.now().toISOString())
    await recordAudit(tx, context, { ...line, action: `monitoring.${line.action}` })
    await emit(
      tx,
      workspaceId,
      { name: 'monitoring.meetingChanged', payload: { subject: line.subject } },
      clock.now(),
    )
    return result
  })
}
