import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { writableMeeting } from './standing.ts'

type MinutesInput = { readonly meetingId: number; readonly version: number; readonly minutes: string }

/**
 * Writes the minutes over the version that they were read at; who was slower is told, and reads the other text beside.
 * @throws AppError `versionConflict`, `meetingGuest`, `meetingClosed`, `notFound`
 */
export async function saveMinutes(context: CallContext, { meetingId, version, minutes }: MinutesInput) {
  const { workspaceId, actor } = context
  return changeMeeting(context, async (tx, at) => {
    const { meeting } = await writableMeeting(tx, context, meetingId)
    const { rows } = await sql<{ version: number }>`
      update meeting set minutes = ${minutes}, version = version + 1, saved_by = ${actor.name}, saved_at = ${at}
      where workspace_id = ${workspaceId} and meeting_id = ${meetingId} and version = ${version} and state = 'open'
      returning version`.execute(tx)
    const result = rows[0]
    if (result === undefined)
      throw new AppError('versionConflict', {
        who: meeting.savedBy,
        theirs: meeting.version,
        yours: version,
      })
    return {
      action: 'saveMinutes',
      subject: `meeting:${meetingId}`,
      result,
      before: { minutes: meeting.minutes },
      after: { minutes },
    }
  })
}
