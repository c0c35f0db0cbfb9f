import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { writableMeeting } from './standing.ts'
import { deleteUnwritten, findUnwritten, holdMeetings } from './unwritten.ts'

/**
 * Takes away a meeting in which nothing was written; opened again it is the same.
 * @throws AppError `outsideSubtree`, `meetingWritten`, `meetingClosed`, `meetingGuest`, `notFound`
 */
export async function removeMeeting(context: CallContext, { meetingId }: { readonly meetingId: number }) {
  const { workspaceId } = context
  return changeMeeting(context, async (tx) => {
    await holdMeetings(tx, workspaceId, [meetingId])
    const { meeting, standing, series } = await writableMeeting(tx, context, meetingId)
    if (!standing.mayLead) throw new AppError('outsideSubtree')
    const unwritten = await findUnwritten(tx, workspaceId, [meeting])
    if (unwritten.length === 0) throw new AppError('meetingWritten', { day: meeting.day })
    await deleteUnwritten(tx, workspaceId, unwritten)
    const subject = `meetingSeries:${series.seriesId}`
    return { action: 'removeMeeting', subject, result: {}, before: { day: meeting.day } }
  })
}
