import type { PackFigures } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext, Visibility } from '../../../platform/http/call-context.ts'

/** Under which name the figures of a caller's view are kept: all who see everything share one. */
export function viewOf({ visibility, actor }: CallContext): string {
  return visibility.whole ? 'whole' : `person:${actor.personId ?? 0}`
}

/** Whether a caller still sees all that a view saw: who has lost a part since is not told of it again. */
export function covers(now: Visibility, then: Visibility): boolean {
  if (now.whole) return true
  if (then.whole) return false
  return (
    then.orgUnitIds.every((id) => now.orgUnitIds.includes(id)) &&
    then.personIds.every((id) => now.personIds.includes(id))
  )
}

/** Keeps the figures of a meeting for the view of a caller. */
export async function keepFigures(
  tx: WorkspaceTransaction,
  context: CallContext,
  meetingId: number,
  figures: PackFigures,
): Promise<void> {
  await sql`insert into meeting_pack (workspace_id, meeting_id, view, visibility, content)
    values (${context.workspaceId}, ${meetingId}, ${viewOf(context)}, ${JSON.stringify(context.visibility)}::jsonb,
      ${JSON.stringify(figures)}::jsonb)
    on conflict (workspace_id, meeting_id, view) do nothing`.execute(tx)
}

/** The figures of a closed meeting as they were seen in the caller's view; null where none were kept for it. */
export async function readKept(
  tx: WorkspaceTransaction,
  context: CallContext,
  meetingId: number,
): Promise<PackFigures | null> {
  const { rows } = await sql<{ visibility: Visibility; content: PackFigures }>`
    select visibility, content from meeting_pack
    where workspace_id = ${context.workspaceId} and meeting_id = ${meetingId} and view = ${viewOf(context)}`.execute(
    tx,
  )
  const kept = rows[0]
  return kept === undefined || !covers(context.visibility, kept.visibility) ? null : kept.content
}
