import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { stopClocks } from './meeting.store.ts'
import { writableMeeting } from './standing.ts'

type RunInput = { readonly meetingId: number; readonly ordinal: number | null }

/** Starts the clock of an item of the agenda and stops the one before; null stops all. @throws AppError `notFound` */
export async function runAgendaItem(context: CallContext, { meetingId, ordinal }: RunInput) {
  const { workspaceId } = context
  return changeMeeting(context, async (tx, at) => {
    await writableMeeting(tx, context, meetingId)
    await stopClocks(tx, workspaceId, meetingId, at)
    const { rows } = await sql`update meeting_agenda_item set started_at = ${at}
      where workspace_id = ${workspaceId} and meeting_id = ${meetingId} and ordinal = ${ordinal} returning ordinal`.execute(
      tx,
    )
    if (ordinal !== null && rows.length === 0)
      throw new AppError('notFound', { what: 'agendaItem', id: ordinal })
    return { action: 'runAgendaItem', subject: `meeting:${meetingId}`, result: {}, after: { ordinal } }
  })
}
