import type { AuditAction } from '@salesloom/contract'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** One line of the trail: what was done to what, and how it looked before and after. */
export type AuditRecord = {
  /** Name of the use case, e.g. `targets.spreadTarget`. */
  readonly action: AuditAction
  /** What it was done to, e.g. `scenario:12`. */
  readonly subject: string
  readonly before?: unknown
  readonly after?: unknown
}

/** For whom somebody stood in, as the trail keeps it. */
function coveredName({ standingInFor }: CallContext['actor']): string | null {
  if (standingInFor === null) return null
  const { zh, en } = standingInFor.name
  return zh === en ? zh : `${zh} ${en}`
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}

/** Writes the trail in the transaction of the change itself: no change without its line, no line without its change. */
export async function recordAudit(
  tx: WorkspaceTransaction,
  context: Pick<CallContext, 'workspaceId' | 'actor' | 'clock'>,
  entry: AuditRecord,
): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      workspace_id: context.workspaceId,
      at: context.clock.now().toISOString(),
      actor_user_id: context.actor.userId,
      actor_name: context.actor.name,
      standing_in_for: coveredName(context.actor),
      action: entry.action,
      subject: entry.subject,
      before: json(entry.before),
      after: json(entry.after),
    })
    .execute()
}
