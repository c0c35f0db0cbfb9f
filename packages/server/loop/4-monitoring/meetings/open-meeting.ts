import { inWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { insertMeeting, readMeetings } from './meeting.store.ts'
import { refuseEnded, seenSeriesOf } from './standing.ts'

type OpenInput = { readonly seriesId: number; readonly day: string }

async function standingMeeting(context: CallContext, { seriesId, day }: OpenInput): Promise<number | null> {
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    await seenSeriesOf(tx, context, seriesId)
    const all = await readMeetings(tx, context.workspaceId, { seriesIds: [seriesId] })
    return all.find((meeting) => meeting.day === day)?.meetingId ?? null
  })
}

/** Opens the meeting of a series on a day; whoever comes first makes it, with the agenda of the series. @throws AppError `meetingSeriesEnded`, `notFound` */
export async function openMeeting(context: CallContext, input: OpenInput) {
  const standing = await standingMeeting(context, input)
  if (standing !== null) return { meetingId: standing }
  const made = await changeMeeting(context, async (tx, at) => {
    const { series } = await seenSeriesOf(tx, context, input.seriesId)
    refuseEnded(series)
    const by = { name: context.actor.name, at }
    const { seriesId, day } = input
    const result = await insertMeeting(tx, context.workspaceId, seriesId, day, series.agenda, by)
    return { action: 'openMeeting', subject: `meetingSeries:${seriesId}`, result, after: { day } }
  })
  // Null where another was faster by a moment.
  return { meetingId: made ?? ((await standingMeeting(context, input)) as number) }
}
