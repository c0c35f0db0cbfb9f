import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import type { MeetingRow } from './meeting.store.ts'
import { writableMeeting } from './standing.ts'

/** Whether a meeting holds anything that somebody wrote: minutes, decisions, actions, or issues raised in it. */
async function isWritten(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { meetingId, minutes }: MeetingRow,
): Promise<boolean> {
  if (minutes.trim() !== '') return true
  const { rows } = await sql<{ written: boolean }>`select
    exists (select 1 from meeting_decision where workspace_id = ${workspaceId} and meeting_id = ${meetingId})
    or exists (select 1 from action_item where workspace_id = ${workspaceId} and meeting_id = ${meetingId})
    or exists (select 1 from meeting_issue where workspace_id = ${workspaceId} and meeting_id = ${meetingId}) as written`.execute(
    tx,
  )
  return rows[0]?.written === true
}

/**
 * Takes away a meeting in which nothing was written; opened again it is the same.
 * @throws AppError `outsideSubtree`, `meetingWritten`, `meetingClosed`, `meetingGuest`, `notFound`
 */
export async function removeMeeting(context: CallContext, { meetingId }: { readonly meetingId: number }) {
  const { workspaceId } = context
  return changeMeeting(context, async (tx) => {
    // Held, so that nobody writes into it meanwhile.
    await sql`select 1 from meeting where workspace_id = ${workspaceId} and meeting_id = ${meetingId} for update`.execute(
      tx,
    )
    const { meeting, standing, series } = await writableMeeting(tx, context, meetingId)
    if (!standing.mayLead) throw new AppError('outsideSubtree')
    if (await isWritten(tx, workspaceId, meeting)) throw new AppError('meetingWritten', { day: meeting.day })
    for (const table of ['meeting_agenda_item', 'meeting'])
      await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and meeting_id = ${meetingId}`.execute(
        tx,
      )
    const subject = `meetingSeries:${series.seriesId}`
    return { action: 'removeMeeting', subject, result: {}, before: { day: meeting.day } }
  })
}
